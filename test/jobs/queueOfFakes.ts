import { rmSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { JobQueue, type JobQueueOptions } from '../../src/jobs/jobQueue.js';
import { JobFolder } from './jobFolder.js';
import { buildFakes, isRunning, until } from './processes.js';

/** What each test of a queue starts with, anew: a queue whose processes are made up, and a folder for their files. */
export interface QueueOfFakes {
  readonly workerPath: string;
  readonly folder: JobFolder;
  readonly queue: JobQueue;
}

/** Sets it up before each test of the file, and clears it away behind each, once all processes have left. */
export function queueOfFakes(options: Omit<JobQueueOptions, 'workerPath'> = {}): QueueOfFakes {
  let fakes: Awaited<ReturnType<typeof buildFakes>>;
  let folder: JobFolder;
  let queue: JobQueue;
  beforeAll(async () => {
    fakes = await buildFakes();
  });
  afterAll(() => rmSync(fakes.folder, { recursive: true }));
  beforeEach(() => {
    folder = new JobFolder();
    queue = new JobQueue({ workerPath: fakes.workerPath, ...options });
  });
  afterEach(async () => {
    await queue.dispose();
    await until(() => !folder.noted('opened').some(isRunning));
    folder.remove();
  });
  return {
    get workerPath() {
      return fakes.workerPath;
    },
    get folder() {
      return folder;
    },
    get queue() {
      return queue;
    },
  };
}
