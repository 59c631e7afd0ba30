import type { Child } from './childProcess.js';
import { JobCancelled } from './jobErrors.js';

export type JobState = 'queued' | 'running' | 'done' | 'failed' | 'cancelled';

/** Work that was asked for: to wait for, or to call off. */
export interface Job<T> {
  /**
   * Always settles, and only after the job's process is gone. Rejects with InputError, JobFailed (each with
   * a sentence for a person) or JobCancelled.
   */
  readonly result: Promise<T>;
  readonly state: JobState;
  /** May be called at any time, any number of times. A result that is there already stays. */
  cancel(): void;
}

/** What a job does in a child of its own. */
export interface ChildTask<T> {
  fork(): Child;
  run(child: Child, signal: AbortSignal): Promise<T>;
  /** Removes what a child that did not succeed may have left. Called when the child is gone. */
  cleanUp(): Promise<void>;
}

/** A job that runs as one request to one child process. */
export class ChildJob<T> implements Job<T> {
  readonly result: Promise<T>;
  readonly #task: ChildTask<T>;
  readonly #killAfterMs: number;
  readonly #cancellation = new AbortController();
  #state: JobState = 'queued';
  #child: Child | undefined;
  #resolve!: (value: T) => void;
  #reject!: (error: unknown) => void;

  /** @param killAfterMs how long a running child may take to follow a cancellation before it is killed. */
  constructor(task: ChildTask<T>, killAfterMs: number) {
    this.#task = task;
    this.#killAfterMs = killAfterMs;
    this.result = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    // Whoever drops a job need not wait for it as well.
    this.result.catch(() => {});
  }

  get state(): JobState {
    return this.#state;
  }

  /** Does the work, unless the job was cancelled before. Never rejects: `result` does. */
  async run(): Promise<void> {
    if (this.#state !== 'queued') return;
    this.#state = 'running';
    try {
      const child = this.#task.fork();
      this.#child = child;
      const value = await this.#task.run(child, this.#cancellation.signal);
      await child.close();
      this.#state = 'done';
      this.#resolve(value);
    } catch (error) {
      await this.#child?.close();
      // The reason why the job failed matters more than a file that could not be removed.
      await this.#task.cleanUp().catch(() => {});
      const cancelled = this.#cancellation.signal.aborted;
      this.#state = cancelled ? 'cancelled' : 'failed';
      this.#reject(cancelled ? new JobCancelled() : error);
    }
  }

  cancel(): void {
    if (this.#cancellation.signal.aborted) return;
    this.#cancellation.abort(new JobCancelled());
    if (this.#state === 'queued') {
      this.#state = 'cancelled';
      this.#reject(new JobCancelled());
    } else if (this.#child !== undefined) {
      // A child inside a long native call does not hear that it was asked.
      const timer = setTimeout(() => this.#child?.kill(), this.#killAfterMs);
      void this.#child.exited.then(() => clearTimeout(timer));
    }
  }

  /** Cancels without asking first. */
  kill(): void {
    this.cancel();
    this.#child?.kill();
  }
}
