import { basename } from 'node:path';
import * as vscode from 'vscode';
import { onlyFit, tieLayers, type ModelLayer, type Ties } from '../source/tie.js';
import { folderOf } from './dataChoice.js';
import { isWeightsPath, type ModelLibrary } from './modelLibrary.js';
import type { ResultLibrary } from './resultLibrary.js';
import type { LocatedModel } from './sourceFiles.js';
import { folderAround, nameInWorkspace } from './workspacePlaces.js';

/** The model file that a network of the code is. */
export type ModelTie =
  | {
      readonly kind: 'tied';
      readonly modelPath: string;
      /** The network, or that of its variants that fits best, to whose layers the ties belong. */
      readonly variant: LocatedModel;
      readonly ties: Ties['ties'];
    }
  /** Several fit, or not all are known: someone has to choose. */
  | { readonly kind: 'open'; readonly fitting: readonly string[] };

interface VariantTies extends Ties {
  readonly variant: LocatedModel;
}

/** More models than these are not read unasked; then none is taken for the only one that fits. */
const mostModels = 24;

/** Ties networks of the code to model files: to the one that was chosen, else to the only one that fits. */
export class SourceTies implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.#changed.event;
  readonly #subscriptions: vscode.Disposable[];
  #paths: readonly string[] = [];
  #looking: Promise<void> | null = null;
  readonly #cache = new WeakMap<LocatedModel, Map<readonly ModelLayer[], VariantTies>>();

  constructor(
    private readonly models: ModelLibrary,
    private readonly results: ResultLibrary,
    private readonly memory: vscode.Memento,
  ) {
    this.#subscriptions = [
      models.onDidChange(() => {
        if (this.#looking) void this.#lookAgain();
      }),
    ];
  }

  /** From memory alone. */
  of(source: LocatedModel): ModelTie {
    const chosen = this.memory.get<string>(keyOf(source));
    if (chosen !== undefined) {
      const modelPath = this.#paths.find((path) => nameInWorkspace(path) === chosen);
      const ties = modelPath === undefined ? null : this.#ties(source, modelPath);
      if (modelPath !== undefined && ties) return { kind: 'tied', modelPath, ...ties };
    }
    const all = this.#paths.map((model) => ({ model, fit: this.#ties(source, model)?.fit ?? null }));
    const fits = ofOwnFolder(all, source);
    const known = fits.map(({ model, fit }) => ({ model, fit: fit ?? 0 }));
    const only = fits.every(({ fit }) => fit !== null) && !source.model.isPart ? onlyFit(known) : null;
    const ties = only === null ? null : this.#ties(source, only);
    if (only !== null && ties) return { kind: 'tied', modelPath: only, ...ties };
    const fitting = known.filter(({ fit }) => fit >= 0.5).sort((a, b) => b.fit - a.fit);
    return { kind: 'open', fitting: fitting.map(({ model }) => model) };
  }

  /** What the layers of a network of the code are in a model file, tied to it or not; from memory alone. */
  to(source: LocatedModel, modelPath: string): Pick<VariantTies, 'variant' | 'ties'> {
    return this.#ties(source, modelPath) ?? { variant: source, ties: [] };
  }

  /** Whether the workspace has any model. */
  get hasModels(): boolean {
    return this.#paths.length > 0;
  }

  /** Reads the workspace's models, so that it can be told which fit; once. */
  look(): Promise<void> {
    this.#looking ??= this.#lookAgain();
    return this.#looking;
  }

  /** Asks which model file a network of the code is, and remembers it. @returns its path; null where none was chosen. */
  async choose(source: LocatedModel): Promise<string | null> {
    await this.look();
    const items = this.#paths
      .map((path) => ({ path, fit: this.#ties(source, path)?.fit ?? 0 }))
      .sort((a, b) => b.fit - a.fit)
      .map(({ path, fit }) => ({
        label: basename(path),
        description: folderOf(path),
        ...(fit >= 0.5 && {
          detail: fit === 1 ? vscode.l10n.t('every layer fits') : vscode.l10n.t('fits in part'),
        }),
        path,
      }));
    const title = vscode.l10n.t('Which model is {0}?', source.model.name);
    const picked = await vscode.window.showQuickPick(items, { title });
    if (!picked) return null;
    await this.remember(source, picked.path);
    return picked.path;
  }

  async remember(source: LocatedModel, modelPath: string): Promise<void> {
    await this.models.summary(modelPath).catch(() => null);
    await this.memory.update(keyOf(source), nameInWorkspace(modelPath));
    this.#changed.fire();
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#changed.dispose();
  }

  async #lookAgain(): Promise<void> {
    this.#paths = (await this.models.paths()).filter((path) => !isWeightsPath(path));
    void this.results.find();
    this.#changed.fire();
    const chosen = new Set(
      this.memory
        .keys()
        .filter(isKey)
        .map((key) => this.memory.get<string>(key)),
    );
    const isMany = this.#paths.length > mostModels;
    for (const path of this.#paths) {
      if (isMany && !chosen.has(nameInWorkspace(path))) continue;
      // What is wrong with a model is told where someone asks for it.
      await this.models.summary(path).catch(() => null);
    }
    this.#changed.fire();
  }

  /** How a network fits a model, in the way of making it that fits best; null where the model was not read yet. */
  #ties(source: LocatedModel, modelPath: string): VariantTies | null {
    const layers = this.models.known(modelPath)?.layers ?? null;
    if (!layers) return null;
    const ofSource = this.#cache.get(source) ?? new Map<readonly ModelLayer[], VariantTies>();
    this.#cache.set(source, ofSource);
    let best = ofSource.get(layers);
    for (const variant of best ? [] : [source, ...source.variants]) {
      const ties = { ...tieLayers(variant.model, layers), variant };
      if (!best || ties.fit > best.fit) best = ties;
    }
    if (best) ofSource.set(layers, best);
    return best ?? null;
  }
}

const keyStart = 'source:';

function isKey(key: string): boolean {
  return key.startsWith(keyStart);
}

function keyOf({ file, model }: LocatedModel): string {
  return `${keyStart}${nameInWorkspace(file.fsPath)}#${model.name}`;
}

interface ModelFit {
  readonly model: string;
  /** Null where the model was not read yet. */
  readonly fit: number | null;
}

/** Of several workspace folders each is a project of its own: its code is that of its own models, if any of them may be it. */
function ofOwnFolder(fits: readonly ModelFit[], { file }: LocatedModel): readonly ModelFit[] {
  const folder = vscode.workspace.getWorkspaceFolder(file)?.uri.toString();
  const own = fits.filter(({ model }) => folderAround(model)?.uri.toString() === folder);
  return own.some(({ fit }) => fit === null || fit >= 0.5) ? own : fits;
}
