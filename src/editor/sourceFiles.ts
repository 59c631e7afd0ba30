import * as vscode from 'vscode';
import type { SourceLanguage } from '../source/parser.js';
import { joinCells } from '../source/notebookText.js';
import type { SourceLayer, SourceModel } from '../source/sourceModel.js';
import type { SourceReader } from '../source/sourceReader.js';
import type { TextRange } from '../source/syntax.js';
import { mayDefineNetwork, openSourceReader } from './sourceReading.js';

/** A network as an open document, or a notebook, defines it. */
export interface LocatedModel {
  readonly model: SourceModel;
  /** The file, or the notebook. */
  readonly file: vscode.Uri;
  readonly name: vscode.Location;
  /** One a layer of the model. */
  readonly layers: readonly LocatedLayer[];
  /** One a variant of the model. */
  readonly variants: readonly LocatedModel[];
}

export interface LocatedLayer {
  readonly layer: SourceLayer;
  readonly definition: vscode.Location;
  readonly name: vscode.Location;
}

const languages: Readonly<Record<string, SourceLanguage>> = {
  python: 'python',
  javascript: 'javascript',
  javascriptreact: 'tsx',
  typescript: 'typescript',
  typescriptreact: 'tsx',
};

/** What the features that read code are for: files of these languages, and cells of notebooks. */
export const selector: vscode.DocumentSelector = Object.keys(languages).flatMap((language) => [
  { language, scheme: 'file' },
  { language, scheme: 'vscode-notebook-cell' },
]);

/** How long typing has to rest before a text is read again, in milliseconds. */
const pause = 300;

interface Read {
  readonly stamp: string;
  readonly models: readonly LocatedModel[];
}

/** The networks that open documents define: read when a document is opened or changed, and kept as long as it is what it was. */
export class SourceFiles implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  /** Networks of some document are known, or others than before. */
  readonly onDidChange = this.#changed.event;
  readonly #read = new Map<string, Read>();
  readonly #reading = new Map<
    string,
    { readonly stamp: string; readonly done: Promise<readonly LocatedModel[]> }
  >();
  readonly #timers = new Map<string, NodeJS.Timeout>();
  readonly #subscriptions: vscode.Disposable[];
  #reader: Promise<SourceReader> | null = null;

  constructor(
    private readonly extensionPath: string,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.#subscriptions = [
      vscode.window.onDidChangeVisibleTextEditors(() => this.#readVisible()),
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.#readSoon(document)),
      vscode.workspace.onDidCloseTextDocument((document) =>
        this.#read.delete(fileOf(document).uri.toString()),
      ),
    ];
    this.#readVisible();
  }

  /** The networks of a document as it stands, where they were read already; those of a notebook for each of its cells. */
  known(document: vscode.TextDocument): readonly LocatedModel[] | null {
    const file = fileOf(document);
    const read = this.#read.get(file.uri.toString());
    return read?.stamp === file.stamp ? read.models : null;
  }

  /** The networks of a document as it stands. */
  async models(document: vscode.TextDocument): Promise<readonly LocatedModel[]> {
    const known = this.known(document);
    if (known) return known;
    const file = fileOf(document);
    const key = file.uri.toString();
    const underWay = this.#reading.get(key);
    if (underWay?.stamp === file.stamp) return underWay.done;
    const done = this.#readFile(file, document);
    this.#reading.set(key, { stamp: file.stamp, done });
    const models = await done;
    if (this.#reading.get(key)?.stamp === file.stamp) {
      this.#reading.delete(key);
      this.#read.set(key, { stamp: file.stamp, models });
      this.#changed.fire();
    }
    return models;
  }

  /** All networks that are known. */
  all(): readonly LocatedModel[] {
    return [...this.#read.values()].flatMap(({ models }) => models);
  }

  dispose(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#changed.dispose();
  }

  #readVisible(): void {
    for (const { document } of vscode.window.visibleTextEditors) {
      if (isSource(document)) void this.models(document);
    }
  }

  #readSoon(document: vscode.TextDocument): void {
    if (!isSource(document)) return;
    const key = fileOf(document).uri.toString();
    clearTimeout(this.#timers.get(key));
    this.#timers.set(
      key,
      setTimeout(() => void this.models(document), pause),
    );
  }

  async #readFile(
    { uri, cells }: SourceFile,
    document: vscode.TextDocument,
  ): Promise<readonly LocatedModel[]> {
    const language = languages[document.languageId];
    const texts = cells.map((cell) => cell.getText());
    if (!texts.some(mayDefineNetwork)) return [];
    try {
      const reader = await this.#open();
      const joined = cells.length === 1 && cells[0].uri === uri ? null : joinCells(texts);
      const models = await reader.models(joined?.text ?? texts[0], language);
      const locate = (range: TextRange): vscode.Location => {
        const found = joined?.locate(range) ?? { cell: 0, range };
        return locationIn(cells[found.cell], found.range);
      };
      const located = (model: SourceModel): LocatedModel => ({
        model,
        file: uri,
        name: locate(model.nameRange),
        layers: model.layers.map((layer) => ({
          layer,
          definition: locate(layer.range),
          name: locate(layer.nameRange),
        })),
        variants: model.variants.map(located),
      });
      return models.map(located);
    } catch (error) {
      this.log.warn(`${uri.fsPath}: ${error instanceof Error ? error.message : String(error)}`);
      return [];
    }
  }

  #open(): Promise<SourceReader> {
    this.#reader ??= openSourceReader(this.extensionPath);
    return this.#reader;
  }
}

export function isSource({ languageId, uri }: vscode.TextDocument): boolean {
  return languageId in languages && ['file', 'vscode-notebook-cell', 'untitled'].includes(uri.scheme);
}

interface SourceFile {
  readonly uri: vscode.Uri;
  /** The document itself, or the notebook's cells of code. */
  readonly cells: readonly vscode.TextDocument[];
  readonly stamp: string;
}

/** What a document is a part of: a notebook, or itself alone. */
function fileOf(document: vscode.TextDocument): SourceFile {
  const notebook =
    document.uri.scheme === 'vscode-notebook-cell'
      ? vscode.workspace.notebookDocuments.find((each) =>
          each.getCells().some((cell) => cell.document === document),
        )
      : undefined;
  if (!notebook) return { uri: document.uri, cells: [document], stamp: String(document.version) };
  const cells = notebook
    .getCells()
    .map((cell) => cell.document)
    .filter(({ languageId }) => languageId === document.languageId);
  const stamp = cells.map(({ uri, version }) => `${uri.fragment}:${version}`).join();
  return { uri: notebook.uri, cells, stamp };
}

function locationIn(document: vscode.TextDocument, { start, end }: TextRange): vscode.Location {
  return new vscode.Location(
    document.uri,
    new vscode.Range(document.positionAt(start), document.positionAt(end)),
  );
}
