import type { Shard, ShardResult, ShardRunner } from '../analysis/shards.js';
import { exitSentence } from './childExit.js';
import type { Child } from './childProcess.js';
import { JobFailed } from './jobErrors.js';
import { openRequest, shardRequest, workNotification, type ProcessInputs } from './protocol.js';

interface Waiting {
  readonly give: (worker: Child) => void;
  readonly refuse: (reason: unknown) => void;
}

/**
 * Runs shards in several worker processes, one at a time in each. When one worker dies the pool is of no
 * more use: the others are ended, and every run, under way or to come, is rejected.
 */
export class WorkerPool implements ShardRunner {
  readonly concurrency: number;
  readonly #workers: readonly Child[];
  readonly #idle: Child[];
  readonly #waiting: Waiting[] = [];
  readonly #onWork = new Map<number, (passes: number) => void>();
  #nextId = 0;
  #failure: JobFailed | undefined;
  #closed = false;

  /**
   * Starts the workers and has each open the files.
   * @throws InputError or JobFailed from the first worker that cannot; none is left then.
   */
  static async open(
    inputs: ProcessInputs,
    workers: number,
    fork: () => Child,
    signal: AbortSignal,
  ): Promise<WorkerPool> {
    const children: Child[] = [];
    try {
      for (let i = 0; i < workers; i++) children.push(fork());
      await Promise.all(children.map((child) => child.request(openRequest, inputs, signal)));
      return new WorkerPool(children);
    } catch (error) {
      for (const child of children) child.kill();
      await Promise.all(children.map((child) => child.exited));
      throw error;
    }
  }

  private constructor(workers: readonly Child[]) {
    this.concurrency = workers.length;
    this.#workers = workers;
    this.#idle = [...workers];
    for (const worker of workers) {
      worker.onNotification(workNotification, ({ id, passes }) => this.#onWork.get(id)?.(passes));
      void worker.exited.then((exit) => this.#fail(new JobFailed(exitSentence(exit, 'worker'))));
    }
  }

  async run(shard: Shard, onWork: (passes: number) => void, signal: AbortSignal): Promise<ShardResult> {
    const worker = await this.#idleWorker(signal);
    if (signal.aborted) {
      this.#release(worker);
      throw signal.reason;
    }
    const id = this.#nextId++;
    this.#onWork.set(id, onWork);
    const answer = worker.request(shardRequest, { id, shard }, signal);
    try {
      // The worker may be too busy to hear of an abort; the caller is not kept waiting for it.
      return await untilAborted(answer, signal);
    } catch (error) {
      throw this.#failure ?? error;
    } finally {
      this.#onWork.delete(id);
      const release = (): void => this.#release(worker);
      void answer.then(release, release);
    }
  }

  /** Ends every worker; a run that is under way is rejected. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#refuseAll(new JobFailed('The worker processes have been ended.'));
    await Promise.all(this.#workers.map((worker) => worker.close()));
  }

  #idleWorker(signal: AbortSignal): Promise<Child> {
    signal.throwIfAborted();
    if (this.#failure !== undefined) return Promise.reject(this.#failure);
    const worker = this.#idle.pop();
    if (worker !== undefined) return Promise.resolve(worker);
    return new Promise((resolve, reject) => {
      const stop = (): void => waiting.refuse(signal.reason);
      const waiting: Waiting = {
        give: (idle) => {
          signal.removeEventListener('abort', stop);
          resolve(idle);
        },
        refuse: (reason) => {
          signal.removeEventListener('abort', stop);
          const index = this.#waiting.indexOf(waiting);
          if (index >= 0) this.#waiting.splice(index, 1);
          reject(reason);
        },
      };
      signal.addEventListener('abort', stop, { once: true });
      this.#waiting.push(waiting);
    });
  }

  #release(worker: Child): void {
    const next = this.#waiting.shift();
    if (next !== undefined) next.give(worker);
    else this.#idle.push(worker);
  }

  #fail(failure: JobFailed): void {
    if (this.#closed || this.#failure !== undefined) return;
    this.#failure = failure;
    this.#refuseAll(failure);
    for (const worker of this.#workers) worker.kill();
  }

  #refuseAll(reason: unknown): void {
    for (const waiting of [...this.#waiting]) waiting.refuse(reason);
  }
}

/** Settles as the promise does, or rejects with the signal's reason, whichever comes first. */
async function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  let stop: (() => void) | undefined;
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    if (stop !== undefined) signal.removeEventListener('abort', stop);
  }
}
