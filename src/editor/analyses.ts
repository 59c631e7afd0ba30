import { mkdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { InputError } from '../inputError.js';
import type { Job } from '../jobs/job.js';
import { JobCancelled } from '../jobs/jobErrors.js';
import type { JobQueue } from '../jobs/jobQueue.js';
import { parseMemory } from '../jobs/memoryLimit.js';
import type { AnalyseOutcome, AnalysisSettings, JobProgress } from '../jobs/protocol.js';
import { WorkTrace } from '../jobs/workTrace.js';
import { precisionOf } from '../results/derive/exactness.js';
import { defaultResultPath } from '../results/resultPath.js';
import type { ResultFile } from '../results/schema.js';
import { contextKeys, settings as names } from './ids.js';
import type { MissingMeasure, Notice, Running } from './messages.js';
import { isOfTheseFiles } from './modelStanding.js';
import type { ResultLibrary, StoredResult } from './resultLibrary.js';
import { runningWords } from './runningWords.js';
import {
  addedAnalysis,
  dataRoots,
  exactAnalysis,
  exactAnalysisWith,
  quickLook,
  readSettings,
  resultsFolderOf,
} from './settings.js';
import { nameInWorkspace } from './workspacePlaces.js';

/** Whether all is to be counted, or estimated from a part; or a measure to be added to a result. */
export type AnalysisKind = 'exact' | 'quickLook' | AddedMeasure;

export interface AddedMeasure {
  readonly measure: MissingMeasure;
  readonly to: StoredResult;
}

interface Analysis {
  readonly job: Job<AnalyseOutcome>;
  readonly dataPath: string;
  /** Of an estimate; null where all is counted. */
  readonly precision: number | null;
  /** Whether it makes an estimate exact. */
  readonly refines: boolean;
  /** Whether it adds a measure to a result. */
  readonly adds: boolean;
  readonly trace: WorkTrace;
}

/** What can be done about an analysis that failed. */
export type Remedy = 'again' | 'chooseData' | null;

/** The analyses that run or wait, one a model, with their progress; and how the last of each model ended. */
export class Analyses implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<string>();
  /** Tells the model's path. */
  readonly onDidChange = this.#changed.event;
  readonly #running = new Map<string, Analysis>();
  /** Models whose analysis was asked for and is not over, also before its job is there. */
  readonly #begun = new Set<string>();
  readonly #notices = new Map<string, Notice>();

  constructor(
    private readonly queue: JobQueue,
    private readonly results: ResultLibrary,
    private readonly log: vscode.LogOutputChannel,
    /** Where work is kept of an analysis that was stopped. */
    private readonly cacheFolder: string,
  ) {}

  isRunning(modelPath: string): boolean {
    return this.#running.has(modelPath);
  }

  /** Models that are being measured or wait, in the order in which that was asked for. */
  runningModels(): readonly string[] {
    return [...this.#running.keys()];
  }

  running(modelPath: string): Running | null {
    const analysis = this.#running.get(modelPath);
    if (!analysis) return null;
    const { latest } = analysis.trace;
    return {
      phase: latest.phase,
      done: latest.done,
      total: latest.total,
      deletions: latest.deletions ?? null,
      drawn: latest.drawn ?? null,
      secondsLeft: analysis.trace.secondsLeft(performance.now() / 1000),
      // In an estimate units are done when they are known well enough, many at once.
      unitsPerSecond: latest.drawn === undefined ? analysis.trace.unitsPerSecond() : null,
      data: basename(analysis.dataPath),
      precision: analysis.precision,
      refines: analysis.refines,
      adds: analysis.adds,
    };
  }

  notice(modelPath: string): Notice | null {
    return this.#notices.get(modelPath) ?? null;
  }

  /**
   * Analyses a model on data and adds the result to the library. Progress stands in a notification that can
   * cancel it; what was counted so far is shown as the model's result till then. Resolves once all is over, with what the user chose to do about a failure.
   */
  async run(modelPath: string, dataPath: string, kind: AnalysisKind): Promise<Remedy> {
    if (this.#begun.has(modelPath)) return null;
    try {
      await this.measure(modelPath, dataPath, kind);
      return null;
    } catch (error) {
      return error instanceof JobCancelled ? null : await this.#askWhatToDo(error);
    }
  }

  /**
   * The same for who tells of failures in his own way: the library's result, once it is there.
   * @param token cancels the analysis, as the notification can.
   * @throws InputError where the model is being measured already, or model, data or settings are not fit for it;
   * JobCancelled; what else went wrong.
   */
  async measure(
    modelPath: string,
    dataPath: string,
    kind: AnalysisKind,
    token?: vscode.CancellationToken,
  ): Promise<StoredResult> {
    if (this.#begun.has(modelPath)) {
      throw new InputError(
        vscode.l10n.t(
          '{0} is being measured already: wait until that is done, or cancel it.',
          basename(modelPath),
        ),
      );
    }
    this.#begun.add(modelPath);
    this.#notices.delete(modelPath);
    try {
      const { resultPath } = await this.#runJob(modelPath, dataPath, kind, token);
      const stored = await this.results.add(resultPath);
      this.results.choose(resultPath);
      this.log.info(vscode.l10n.t('{0} was measured; the result is {1}', basename(modelPath), resultPath));
      return stored;
    } catch (error) {
      this.#notice(modelPath, error, kind);
      throw error;
    } finally {
      this.#begun.delete(modelPath);
      this.#changed.fire(modelPath);
    }
  }

  /** The exact result of a model on data that an estimate would replace; null where there is none, or files changed. */
  exactResult(modelPath: string, dataPath: string): StoredResult | null {
    const stored = this.results.get(this.resultPath(modelPath, dataPath));
    return stored?.result.exact === true && isOfTheseFiles(stored.freshness) ? stored : null;
  }

  /** Cancels a model's analysis, or all. */
  cancel(modelPath?: string): void {
    for (const [path, { job }] of this.#running)
      if (modelPath === undefined || modelPath === path) job.cancel();
  }

  dispose(): void {
    this.cancel();
    this.#changed.dispose();
  }

  /** Where the result of a model on data is written. */
  resultPath(modelPath: string, dataPath: string): string {
    const folder = resultsFolderOf(modelPath);
    const beside = defaultResultPath(modelPath, dataPath);
    if (folder === null) return beside;
    const path = join(folder, basename(beside));
    const there = this.results.get(path);
    if (!there || there.modelPath === modelPath) return path;
    // Another model of the same name has its result there.
    const prefix = nameInWorkspace(dirname(modelPath)).replaceAll(/[^\w.]+/g, '-');
    return join(folder, `${prefix}-${basename(beside)}`);
  }

  async #runJob(
    modelPath: string,
    dataPath: string,
    kind: AnalysisKind,
    token?: vscode.CancellationToken,
  ): Promise<AnalyseOutcome> {
    const { workers, memory, engine } = readSettings();
    const settings = settingsOf(kind);
    const { precision } = settings;
    const adds = typeof kind === 'object' && canBeAddedTo(kind.to);
    const resultPath = adds ? kind.to.path : this.resultPath(modelPath, dataPath);
    const earlier = this.results.get(resultPath);
    const refines = !adds && precision === null && earlier !== null && precisionOf(earlier.result) !== null;
    await mkdir(dirname(resultPath), { recursive: true }).catch(() => {});
    const { checkResultPath } = await import('../results/store.js');
    await checkResultPath(resultPath);
    if (token?.isCancellationRequested === true) throw new JobCancelled();
    this.results.expect(resultPath);
    const trace = new WorkTrace();
    const request = {
      inputs: { modelPath, dataPath, dataRoots: dataRoots(), samples: null, engine },
      resultPath,
      settings,
      workers,
      memory: parseMemory(`${names.section}.${names.memory}`, memory),
      cacheFolder: this.cacheFolder,
      joins: adds,
    };
    let report: (progress: JobProgress) => void = () => {};
    const grow = (soFar: ResultFile): void => this.results.grow(resultPath, modelPath, dataPath, soFar);
    // An estimate says more of every unit than the first counts of its refinement; a result that is added to stays.
    const job = this.queue.analyse(request, (progress) => report(progress), refines || adds ? null : grow);
    this.#running.set(modelPath, { job, dataPath, trace, precision, refines, adds });
    this.#announce(modelPath);
    const asked = token?.onCancellationRequested(() => job.cancel());
    const options = {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Unit importance of {0}', basename(modelPath)),
      cancellable: true,
    };
    try {
      return await vscode.window.withProgress(options, async (notification, stopped) => {
        stopped.onCancellationRequested(() => job.cancel());
        let shown = 0;
        report = (progress) => {
          const before = trace.resumedPercent;
          trace.add(progress, performance.now() / 1000);
          if (before === null) this.#logResumption(modelPath, trace);
          const share = progress.total === 0 ? 0 : (100 * progress.done) / progress.total;
          const underWay = this.running(modelPath);
          const message = underWay ? runningWords(underWay) : '';
          notification.report({ increment: share - shown, message });
          shown = share;
          this.#changed.fire(modelPath);
        };
        return await job.result;
      });
    } catch (error) {
      if (error instanceof JobCancelled) this.results.stop(resultPath);
      else this.results.giveUp(resultPath);
      throw error;
    } finally {
      asked?.dispose();
      this.#running.delete(modelPath);
      this.#announce(modelPath);
    }
  }

  #announce(modelPath: string): void {
    void vscode.commands.executeCommand('setContext', contextKeys.running, this.#running.size > 0);
    this.#changed.fire(modelPath);
  }

  #logResumption(modelPath: string, { resumedPercent }: WorkTrace): void {
    if (resumedPercent === null) return;
    const model = basename(modelPath);
    this.log.info(
      vscode.l10n.t('The analysis of {0} goes on where it was stopped ({1} % done)', model, resumedPercent),
    );
  }

  #cancelledWords(modelPath: string): string {
    const shown = this.results.shown(modelPath);
    const model = basename(modelPath);
    if (shown?.freshness !== 'unfinished') {
      return vscode.l10n.t('The analysis of {0} was cancelled; starting it again goes on from there.', model);
    }
    const { layers } = shown.result;
    const whole = layers.filter(({ units }) => units.ablation !== undefined).map(({ id }) => id);
    return vscode.l10n.t(
      'The analysis of {0} was cancelled; of its {1} layers those that are complete are shown: {2}. Starting it again goes on from there.',
      model,
      layers.length,
      whole.join(', '),
    );
  }

  /** Keeps how an analysis ended: one sentence and what to do, details in the log. */
  #notice(modelPath: string, error: unknown, kind: AnalysisKind): void {
    const again = kind === 'quickLook' ? 'quickLook' : 'analyse';
    if (error instanceof JobCancelled) {
      const text = this.#cancelledWords(modelPath);
      this.#notices.set(modelPath, {
        severity: 'info',
        text,
        // A measure is offered where it is missing.
        action: typeof kind === 'object' ? null : { label: vscode.l10n.t('Go On'), does: again },
      });
      this.log.info(text);
      return;
    }
    const text = error instanceof Error ? error.message : String(error);
    this.log.error(
      `${modelPath}: ${error instanceof Error && !(error instanceof InputError) ? (error.stack ?? text) : text}`,
    );
    this.#notices.set(modelPath, {
      severity: 'error',
      text,
      action: { label: remedyLabel(error), does: error instanceof InputError ? 'chooseData' : again },
    });
  }

  /** Tells of a failure. */
  async #askWhatToDo(error: unknown): Promise<Remedy> {
    const label = remedyLabel(error);
    const showLog = vscode.l10n.t('Show Log');
    const text = error instanceof Error ? error.message : String(error);
    const choice = await vscode.window.showErrorMessage(text, label, showLog);
    if (choice === showLog) this.log.show();
    if (choice !== label) return null;
    return error instanceof InputError ? 'chooseData' : 'again';
  }
}

function remedyLabel(error: unknown): string {
  return error instanceof InputError ? vscode.l10n.t('Choose Other Data') : vscode.l10n.t('Try Again');
}

function settingsOf(kind: AnalysisKind): AnalysisSettings {
  if (typeof kind === 'string') return kind === 'exact' ? exactAnalysis() : quickLook();
  return canBeAddedTo(kind.to)
    ? addedAnalysis(kind.measure, kind.to.result)
    : exactAnalysisWith(kind.measure);
}

/** An estimate, and a result of other files, are measured as a whole. */
function canBeAddedTo(stored: StoredResult): boolean {
  return stored.result.exact && isOfTheseFiles(stored.freshness);
}
