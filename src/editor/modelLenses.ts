import * as vscode from 'vscode';
import { formatCount } from '../results/derive/numberFormat.js';
import { countsAnswers, intactShare } from '../results/derive/task.js';
import { writeFraction } from '../results/derive/typographicNumbers.js';
import { spreadOf } from '../results/derive/spread.js';
import { agoWords } from './agoWords.js';
import type { CodeLayers } from './codeLayers.js';
import { commands } from './ids.js';
import { digestOf } from './resultDigest.js';
import type { ResultLibrary, StoredResult } from './resultLibrary.js';
import { readCodeSettings } from './settings.js';
import type { LocatedModel, SourceFiles } from './sourceFiles.js';
import type { ModelTie, SourceTies } from './sourceTies.js';
import { staleWords } from './unitWords.js';
import { nameInWorkspace } from './workspacePlaces.js';

/** Lines above a network in the code: what its result says, and what can be done. */
export class ModelLenses implements vscode.CodeLensProvider, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.#changed.event;
  readonly #subscription: vscode.Disposable;

  constructor(
    private readonly files: SourceFiles,
    private readonly layers: CodeLayers,
    private readonly ties: SourceTies,
    private readonly results: ResultLibrary,
  ) {
    this.#subscription = layers.onDidChange(() => this.#changed.fire());
  }

  async provideCodeLenses(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    if (!readCodeSettings().lens) return [];
    await this.files.models(document);
    return this.layers.models(document).flatMap(({ source, tie }) => {
      if (source.name.uri.toString() !== document.uri.toString()) return [];
      if (source.model.isPart && tie.kind === 'open') return [];
      return this.#commands(source, tie).map((command) => new vscode.CodeLens(source.name.range, command));
    });
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }

  #commands(source: LocatedModel, tie: ModelTie): readonly vscode.Command[] {
    if (tie.kind === 'open') {
      // A workspace without models has nothing to say about code.
      if (!this.ties.hasModels) return [];
      const title =
        tie.fitting.length > 1
          ? vscode.l10n.t('Unit importance: {0} models fit, choose one', tie.fitting.length)
          : vscode.l10n.t('Unit importance: choose the model file');
      return [{ title, command: commands.tieModel, arguments: [source.file, source.model.name] }];
    }
    const uri = vscode.Uri.file(tie.modelPath);
    const stored = this.results.shown(tie.modelPath);
    const analyse: vscode.Command = {
      title: vscode.l10n.t('Analyse unit importance'),
      command: commands.analyse,
      arguments: [uri, { askForData: false }],
      tooltip: nameInWorkspace(tie.modelPath),
    };
    if (!stored) return [analyse];
    const isStale = staleWords(stored.freshness) !== null;
    const open = { title: lensWords(stored), command: commands.openResult, arguments: [uri] };
    return isStale ? [open, { ...analyse, title: vscode.l10n.t('Measure again') }] : [open];
  }
}

/** `AUC .77 · 14 dead units · 2 h ago`; where no curves were measured, the accuracy. */
function lensWords({ result, freshness }: StoredResult): string {
  const random = (result.curves ?? []).filter(
    ({ by, scope, auc }) => by === 'random' && scope === 'all' && auc !== null,
  );
  const auc = spreadOf(random.map((curve) => curve.auc).filter((value) => value !== null));
  const dead = [...digestOf(result).layers.values()].reduce((sum, layer) => sum + (layer.dead ?? 0), 0);
  const share = intactShare(result);
  const intact = countsAnswers(result) ? vscode.l10n.t('{0} correct', share) : share;
  return [
    ...(staleWords(freshness) === null ? [] : [vscode.l10n.t('stale')]),
    auc ? vscode.l10n.t('AUC {0}', writeFraction(auc.mean)) : intact,
    deadWords(dead),
    freshness === 'measuring' ? vscode.l10n.t('being measured') : agoWords(result.created),
  ].join(' · ');
}

function deadWords(dead: number): string {
  if (dead === 0) return vscode.l10n.t('no dead units');
  return dead === 1 ? vscode.l10n.t('1 dead unit') : vscode.l10n.t('{0} dead units', formatCount(dead));
}
