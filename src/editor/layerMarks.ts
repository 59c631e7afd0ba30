import * as vscode from 'vscode';
import { resolvePaint } from '../figures/paint.js';
import { formatCount, formatCounted } from '../results/derive/numberFormat.js';
import type { CodeLayer, CodeLayers, MeasuredLayer } from './codeLayers.js';
import { editorPalette } from './editorPalette.js';
import { LayerDiagnostic, MarkActions } from './markActions.js';
import { isOfTheseFiles } from './modelStanding.js';
import { readCodeSettings } from './settings.js';
import { isSource, selector, type SourceFiles } from './sourceFiles.js';

/** Behind each layer of the code, in a few words, what was measured of it. */
export class LayerHints implements vscode.InlayHintsProvider {
  readonly onDidChangeInlayHints: vscode.Event<void>;

  constructor(
    private readonly files: SourceFiles,
    private readonly layers: CodeLayers,
  ) {
    this.onDidChangeInlayHints = layers.onDidChange;
  }

  async provideInlayHints(document: vscode.TextDocument, range: vscode.Range): Promise<vscode.InlayHint[]> {
    if (!readCodeSettings().inlayHints) return [];
    await this.files.models(document);
    return measuredPlaces(this.layers.of(document))
      .filter(({ place }) => range.contains(place.end))
      .map(({ place, layers }) => {
        const hint = new vscode.InlayHint(place.end, hintWords(layers));
        hint.paddingLeft = true;
        return hint;
      });
  }
}

/** `9 dead · up to 12 lost` */
function hintWords(layers: readonly MeasuredLayer[]): string {
  const dead = layers.reduce((sum, { facts }) => sum + facts.dead, 0);
  const most = Math.max(0, ...layers.map(({ facts }) => facts.lost?.highest ?? 0));
  return [
    ...(dead > 0 ? [vscode.l10n.t('{0} dead', formatCount(dead))] : []),
    vscode.l10n.t('up to {0} lost', formatCount(most)),
  ].join(' · ');
}

/** Definitions of which something was measured, each once with the layers that it makes. */
function measuredPlaces(
  layers: readonly CodeLayer[],
): readonly { readonly place: vscode.Range; readonly layers: readonly MeasuredLayer[] }[] {
  const places = new Map<string, { place: vscode.Range; layers: MeasuredLayer[] }>();
  for (const { located, measured } of layers) {
    if (!measured) continue;
    const { range } = located.definition;
    const key = `${range.start.line}:${range.start.character}`;
    const known = places.get(key) ?? { place: range, layers: [] };
    places.set(key, known);
    known.layers.push(measured);
  }
  return [...places.values()];
}

const steps = 5;

/** What code shows by itself: colours beside its layers, and hints at what one can act on. */
export class LayerMarks implements vscode.Disposable {
  readonly #diagnostics = vscode.languages.createDiagnosticCollection('unitImportance');
  #colours: readonly vscode.TextEditorDecorationType[] = [];
  /** The hints that are shown, by document. */
  readonly #hints = new Map<string, readonly LayerDiagnostic[]>();
  readonly #subscriptions: readonly vscode.Disposable[];

  constructor(private readonly layers: CodeLayers) {
    const refresh = (): void => this.#refresh();
    this.#subscriptions = [
      layers.onDidChange(refresh),
      vscode.window.onDidChangeVisibleTextEditors(refresh),
      vscode.window.onDidChangeActiveColorTheme(() => {
        this.#dropColours();
        refresh();
      }),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#tell(uri, [])),
      vscode.languages.registerCodeActionsProvider(
        selector,
        new MarkActions((uri) => this.#hints.get(uri.toString()) ?? []),
        MarkActions.metadata,
      ),
    ];
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#dropColours();
    this.#diagnostics.dispose();
  }

  #refresh(): void {
    const settings = readCodeSettings();
    if (!settings.gutter) this.#dropColours();
    for (const editor of vscode.window.visibleTextEditors) {
      const { document } = editor;
      if (!isSource(document)) continue;
      const layers = this.layers.of(document);
      this.#tell(document.uri, settings.diagnostics ? diagnosticsOf(layers) : []);
      if (settings.gutter) this.#paint(editor, layers);
    }
  }

  #tell(uri: vscode.Uri, hints: readonly LayerDiagnostic[]): void {
    if (hints.length > 0) this.#hints.set(uri.toString(), hints);
    else this.#hints.delete(uri.toString());
    this.#diagnostics.set(uri, hints);
  }

  #paint(editor: vscode.TextEditor, layers: readonly CodeLayer[]): void {
    if (this.#colours.length === 0) this.#colours = makeColours();
    const places = measuredPlaces(layers);
    const mean = (measured: readonly MeasuredLayer[]): number =>
      Math.max(...measured.map(({ facts }) => facts.lost?.mean ?? 0));
    const most = Math.max(...places.map((each) => mean(each.layers)));
    this.#colours.forEach((colour, step) => {
      const ranges = places
        .filter((each) => (most > 0 ? Math.round((mean(each.layers) / most) * (steps - 1)) : 0) === step)
        .map(({ place }) => place);
      editor.setDecorations(colour, ranges);
    });
  }

  #dropColours(): void {
    for (const colour of this.#colours) colour.dispose();
    this.#colours = [];
  }
}

function makeColours(): readonly vscode.TextEditorDecorationType[] {
  const palette = editorPalette();
  return Array.from({ length: steps }, (_, step) => {
    const colour = resolvePaint({ ramp: 'lost', at: step / (steps - 1) }, palette);
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect x="6" y="1" width="4" height="14" rx="1" fill="${colour}"/></svg>`;
    return vscode.window.createTextEditorDecorationType({
      gutterIconPath: vscode.Uri.parse(`data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`),
      gutterIconSize: 'contain',
      overviewRulerColor: colour,
    });
  });
}

/** What one can act on; nothing rests on a result that is unfinished or older than its files. */
function diagnosticsOf(layers: readonly CodeLayer[]): readonly LayerDiagnostic[] {
  const seen = new Set<string>();
  return layers.flatMap(({ located, measured }): readonly LayerDiagnostic[] => {
    if (!measured || !isOfTheseFiles(measured.stored.freshness) || seen.has(measured.id)) return [];
    seen.add(measured.id);
    const { facts, id, stored } = measured;
    const data = stored.result.dataset.name;
    const sentences = [
      ...(facts.dead > 0
        ? [
            vscode.l10n.t(
              '{0} of {1} are dead on {2}: {3} could be as much smaller.',
              formatCount(facts.dead),
              formatCounted(facts.units, 'unit'),
              data,
              id,
            ),
          ]
        : []),
      ...(facts.changesNothing
        ? [vscode.l10n.t('Deleting any single unit of {0} changes no answer on {1}.', id, data)]
        : []),
    ];
    const { name, definition } = located;
    // What names a layer may stand in another cell.
    const { range } = name.uri.toString() === definition.uri.toString() ? name : definition;
    return sentences.map((sentence) => new LayerDiagnostic(range, sentence, stored.modelPath, id));
  });
}
