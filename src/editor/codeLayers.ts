import * as vscode from 'vscode';
import type { LayerFacts } from '../results/derive/layerFacts.js';
import { layerFacts } from '../results/derive/layerFacts.js';
import type { UnitRow } from '../results/derive/unitRows.js';
import type { ResultFile } from '../results/schema.js';
import type { Tie } from '../source/tie.js';
import { settings } from './ids.js';
import { digestOf } from './resultDigest.js';
import type { ResultLibrary, StoredResult } from './resultLibrary.js';
import type { LocatedLayer, LocatedModel, SourceFiles } from './sourceFiles.js';
import type { ModelTie, SourceTies } from './sourceTies.js';

/** A layer of the code with all that is known of it. */
export interface CodeLayer {
  readonly source: LocatedModel;
  readonly located: LocatedLayer;
  readonly model: ModelTie;
  readonly tie: Tie;
  /** Where its layer was measured. */
  readonly measured: MeasuredLayer | null;
}

export interface MeasuredLayer {
  readonly id: string;
  readonly stored: StoredResult;
  readonly rows: readonly UnitRow[];
  readonly facts: LayerFacts;
}

const none: Tie = { kind: 'none' };

/** Joins what the code says with what was measured; all from memory, nothing is started. */
export class CodeLayers implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  /** What stands beside the code may be another by now. */
  readonly onDidChange = this.#changed.event;
  readonly #subscriptions: readonly vscode.Disposable[];

  constructor(
    private readonly files: SourceFiles,
    private readonly ties: SourceTies,
    private readonly results: ResultLibrary,
  ) {
    const changed = (): void => this.#changed.fire();
    this.#subscriptions = [
      files.onDidChange(() => {
        if (files.all().length > 0) void ties.look();
        changed();
      }),
      ties.onDidChange(changed),
      results.onDidChange(changed),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration(settings.section)) changed();
      }),
    ];
  }

  /** The networks of a document, with the model files that they are. */
  models(
    document: vscode.TextDocument,
  ): readonly { readonly source: LocatedModel; readonly tie: ModelTie }[] {
    return (this.files.known(document) ?? []).map((source) => ({ source, tie: this.ties.of(source) }));
  }

  /** The layers whose definitions stand in a document. */
  of(document: vscode.TextDocument): readonly CodeLayer[] {
    const uri = document.uri.toString();
    const all = this.models(document);
    // A part's layers are told of as those of the whole.
    const whole = all.filter(({ source, tie }) => !source.model.isPart || tie.kind === 'tied');
    return whole.flatMap(({ source, tie: model }) =>
      (model.kind === 'tied' ? model.variant : source).layers.flatMap((located, i): readonly CodeLayer[] => {
        if (located.definition.uri.toString() !== uri) return [];
        const tie = model.kind === 'tied' ? (model.ties[i] ?? none) : none;
        const measured =
          model.kind === 'tied' && tie.kind === 'tied' ? this.measured(model.modelPath, tie.layer) : null;
        return [{ source, located, model, tie, measured }];
      }),
    );
  }

  /** The layers at a place: several where one definition makes several. */
  at(document: vscode.TextDocument, position: vscode.Position): readonly CodeLayer[] {
    const found = this.of(document).filter(({ located: { definition, name } }) =>
      [definition, name].some(
        ({ uri, range }) => uri.toString() === document.uri.toString() && range.contains(position),
      ),
    );
    const size = ({ located }: CodeLayer): number => {
      const { start, end } = located.definition.range;
      return (end.line - start.line) * 1e4 + end.character - start.character;
    };
    const least = Math.min(...found.map(size));
    return found.filter((each) => size(each) === least);
  }

  /** A layer as the result shown of its model has it; null where it was not measured, or the model has another by now. */
  measured(modelPath: string, id: string): MeasuredLayer | null {
    const stored = this.results.shown(modelPath);
    return stored ? measuredIn(stored, id) : null;
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#changed.dispose();
  }
}

const layersOf = new WeakMap<
  ResultFile,
  Map<string, { readonly rows: readonly UnitRow[]; readonly facts: LayerFacts }>
>();

function measuredIn(stored: StoredResult, id: string): MeasuredLayer | null {
  const { result } = stored;
  let known = layersOf.get(result);
  if (!known) {
    known = new Map();
    layersOf.set(result, known);
  }
  let layer = known.get(id);
  if (!layer) {
    const rows = [...digestOf(result).units.values()].filter(({ unit }) => unit.layer.id === id);
    if (rows.length === 0) return null;
    layer = { rows, facts: layerFacts(rows) };
    known.set(id, layer);
  }
  return { id, stored, ...layer };
}
