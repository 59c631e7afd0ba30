import { rm } from 'node:fs/promises';
import { forkChild, type ForkChild } from './childProcess.js';
import { ChildJob, type ChildTask, type Job } from './job.js';
import { LiveSession } from './liveSession.js';
import type { ResultFile } from '../results/schema.js';
import { removePartialFiles } from './partialFiles.js';
import {
  analyseRequest,
  checkRequest,
  extractWeightsRequest,
  fingerprintRequest,
  inspectRequest,
  partialResultNotification,
  progressNotification,
  statedNotification,
  weightStatisticsRequest,
  type AnalyseOutcome,
  type AnalyseRequest,
  type CheckRequest,
  type DataCheck,
  type EngineChoice,
  type ExtractWeightsRequest,
  type FingerprintRequest,
  type Fingerprints,
  type JobProgress,
  type LayerStatistics,
  type LiveAnswer,
  type LiveQuestion,
  type LiveRequest,
  type ModelSummary,
  type WeightStatisticsRequest,
} from './protocol.js';

export interface JobQueueOptions {
  /** The bundled `worker.js`. */
  readonly workerPath: string;
  /** Analyses that may run at once; each already uses as many processes as it asks for. */
  readonly concurrentJobs?: number;
  /** How long a job may take to follow a cancellation before its process is killed. */
  readonly killAfterMs?: number;
  readonly fork?: ForkChild;
}

/**
 * The owner's side: runs each job in a child process of its own. Analyses wait for each other, and so do
 * inspections, but not for analyses.
 */
export class JobQueue {
  readonly #workerPath: string;
  readonly #fork: ForkChild;
  readonly #killAfterMs: number;
  readonly #analyses: Lane;
  readonly #inspections = new Lane(1);
  readonly #checks = new Lane(1);
  readonly #sessions = new Set<LiveSession>();
  #disposed = false;

  constructor(options: JobQueueOptions) {
    this.#workerPath = options.workerPath;
    this.#fork = options.fork ?? forkChild;
    this.#killAfterMs = options.killAfterMs ?? 1000;
    this.#analyses = new Lane(options.concurrentJobs ?? 1);
  }

  /** Reads a model's hidden layers. `modelPath` is absolute. */
  inspect(modelPath: string, engine: EngineChoice = 'auto', plans = false): Job<ModelSummary> {
    return this.#add(this.#inspections, {
      fork: () => this.#fork(this.#workerPath, 'inspection'),
      run: (child, signal) => child.request(inspectRequest, { modelPath, engine, plans }, signal),
      cleanUp: () => Promise.resolve(),
    });
  }

  /** What the values of the tensors of one layer are like, in a file of weights. */
  weightStatistics(request: WeightStatisticsRequest): Job<LayerStatistics> {
    return this.#add(this.#inspections, {
      fork: () => this.#fork(this.#workerPath, 'inspection'),
      run: (child, signal) => child.request(weightStatisticsRequest, request, signal),
      cleanUp: () => Promise.resolve(),
    });
  }

  /** Writes a file's weights as a safetensors file. */
  extractWeights(request: ExtractWeightsRequest): Job<null> {
    return this.#add(this.#inspections, {
      fork: () => this.#fork(this.#workerPath, 'inspection'),
      run: (child, signal) => child.request(extractWeightsRequest, request, signal),
      cleanUp: () => rm(request.to, { force: true }),
    });
  }

  /** Takes the sha256 of a model's and a dataset's files. */
  fingerprint(request: FingerprintRequest): Job<Fingerprints> {
    return this.#add(this.#inspections, {
      fork: () => this.#fork(this.#workerPath, 'inspection'),
      run: (child, signal) => child.request(fingerprintRequest, request, signal),
      cleanUp: () => Promise.resolve(),
    });
  }

  /**
   * Looks at data with a model, and tries the usual conversions.
   * @param onStated told of the check when only the stated conversion was tried; not any more once the job was cancelled.
   */
  check(request: CheckRequest, onStated: (check: DataCheck) => void): Job<DataCheck> {
    return this.#add(this.#checks, {
      fork: () => this.#fork(this.#workerPath, 'inspection'),
      run: (child, signal) => {
        child.onNotification(statedNotification, (check) => {
          if (!signal.aborted) onStated(check);
        });
        return child.request(checkRequest, request, signal);
      },
      cleanUp: () => Promise.resolve(),
    });
  }

  /**
   * Analyses a model and writes the result file, whole or not at all.
   * @param onProgress is not called any more once the job was cancelled.
   * @param onPartial given what was counted so far, about twice a second while units are deleted, until the job ends
   * or is cancelled; nothing is built where nobody listens.
   */
  analyse(
    request: AnalyseRequest,
    onProgress: (progress: JobProgress) => void,
    onPartial: ((result: ResultFile) => void) | null = null,
  ): Job<AnalyseOutcome> {
    return this.#add(this.#analyses, {
      fork: () => this.#fork(this.#workerPath, 'analysis'),
      run: (child, signal) => {
        child.onNotification(progressNotification, (progress) => {
          if (!signal.aborted) onProgress(progress);
        });
        if (onPartial === null) return child.request(analyseRequest, request, signal);
        child.onNotification(partialResultNotification, (result) => {
          if (!signal.aborted) onPartial(result);
        });
        return child.request(analyseRequest, { ...request, partialResults: true }, signal);
      },
      cleanUp: () => removePartialFiles(request.resultPath),
    });
  }

  /**
   * Opens a network to be asked what deleting any units does; it waits for no job. Whoever opens it disposes of it.
   * @param onRefined told of the last question's answer on all samples, and of the question.
   * @throws JobFailed where the system refuses a process.
   */
  openLive(
    request: LiveRequest,
    onRefined: (answer: LiveAnswer, question: LiveQuestion) => void,
  ): LiveSession {
    const child = this.#fork(this.#workerPath, 'live');
    const session = new LiveSession(child, request, onRefined);
    this.#sessions.add(session);
    void child.exited.then(() => this.#sessions.delete(session));
    if (this.#disposed) void session.dispose();
    return session;
  }

  /** Cancels every job, without asking the ones that run. Ends live networks too. Resolves
   * once all have settled; later jobs are cancelled. */
  async dispose(): Promise<void> {
    this.#disposed = true;
    const sessions = Array.from(this.#sessions, (session) => session.dispose());
    await Promise.all([
      this.#analyses.killAll(),
      this.#inspections.killAll(),
      this.#checks.killAll(),
      ...sessions,
    ]);
  }

  #add<T>(lane: Lane, task: ChildTask<T>): Job<T> {
    const job = new ChildJob(task, this.#killAfterMs);
    if (this.#disposed) job.cancel();
    else lane.add(job);
    return job;
  }
}

type AnyJob = Pick<ChildJob<unknown>, 'run' | 'kill' | 'result' | 'state'>;

/** Jobs that start in the order they came in, so many at a time. */
class Lane {
  readonly #limit: number;
  readonly #waiting: AnyJob[] = [];
  readonly #running = new Set<AnyJob>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  add(job: AnyJob): void {
    this.#waiting.push(job);
    this.#startNext();
  }

  async killAll(): Promise<void> {
    const jobs = [...this.#waiting.splice(0), ...this.#running];
    for (const job of jobs) job.kill();
    await Promise.allSettled(jobs.map((job) => job.result));
  }

  #startNext(): void {
    while (this.#running.size < this.#limit) {
      const job = this.#waiting.shift();
      if (job === undefined) return;
      this.#running.add(job);
      void job.run().then(() => {
        this.#running.delete(job);
        this.#startNext();
      });
    }
  }
}
