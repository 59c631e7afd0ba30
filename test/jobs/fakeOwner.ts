import { JobQueue } from '../../src/jobs/jobQueue.js';
import { requestOf } from './jobFolder.js';

// An owner to be killed: starts one analysis of [folder, model, workers] and waits for it.
const [workerPath = '', folder = '', model = '', workers = ''] = process.argv.slice(2);
const queue = new JobQueue({ workerPath });
await queue.analyse(requestOf(folder, model, Number(workers)), () => {}).result;
