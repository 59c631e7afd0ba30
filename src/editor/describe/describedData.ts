import { JobCancelled } from '../../jobs/jobErrors.js';
import type { Job } from '../../jobs/job.js';
import type { DataCheck } from '../../jobs/protocol.js';
import type { DescribeState } from '../messages.js';

/** Data, and the file of their labels where another is meant than the data tell of. Absolute. */
export interface NamedData {
  readonly dataPath: string;
  readonly labels: string | null;
}

export interface DescribedDataServices {
  /** Looks at data with the model. @throws what can't be told of in a job, as a setting that is wrong. */
  readonly check: (data: NamedData, onStated: (check: DataCheck) => void) => Job<DataCheck>;
  /** Told whenever `progress` or `check` has changed. */
  readonly changed: () => void;
}

/** What is known of the data that are to be described for a model: one look at a time, a newer one in place of an older. */
export class DescribedData {
  #data: NamedData | null = null;
  #progress: DescribeState['progress'] = 'choosing';
  #error: string | null = null;
  #check: DataCheck | null = null;
  #job: Job<DataCheck> | null = null;

  constructor(private readonly services: DescribedDataServices) {}

  get data(): NamedData | null {
    return this.#data;
  }

  get progress(): DescribeState['progress'] {
    return this.#progress;
  }

  /** Why the look failed, a sentence; null where it did not. */
  get error(): string | null {
    return this.#error;
  }

  /** What was found so far. */
  get check(): DataCheck | null {
    return this.#check;
  }

  /** Looks at these data, and no more at others. */
  async look(data: NamedData): Promise<void> {
    this.#job?.cancel();
    this.#data = data;
    this.#set('reading', null, null);
    let job: Job<DataCheck> | null = null;
    try {
      job = this.services.check(data, (check) => {
        if (this.#job === job) this.#set('trying', check, null);
      });
      this.#job = job;
      const check = await job.result;
      if (this.#job === job) this.#set('done', check, null);
    } catch (error) {
      if (this.#job !== job) return;
      if (error instanceof JobCancelled) this.#set('cancelled', this.#check, null);
      else this.#set('failed', null, error instanceof Error ? error.message : String(error));
    }
  }

  /** Stops the look; what was found so far stays. */
  cancel(): void {
    this.#job?.cancel();
  }

  /** Nobody looks any more. */
  dispose(): void {
    const job = this.#job;
    this.#job = null;
    job?.cancel();
  }

  #set(progress: DescribeState['progress'], check: DataCheck | null, error: string | null): void {
    this.#progress = progress;
    this.#check = check;
    this.#error = error;
    this.services.changed();
  }
}
