import { Worker } from 'node:worker_threads';

/**
 * Sees to it that this process does not outlive the one that started it.
 *
 * A closed channel ends it at once, but only when the event loop turns, which it does not inside ONNX
 * Runtime. So a thread of its own looks every 0.3 s whether the parent is there and else kills the process.
 */
export function endWithParent(): void {
  process.once('disconnect', () => process.exit(0));
  if (!process.connected) process.exit(0);

  const watch = new Worker(watchSource, {
    eval: true,
    workerData: process.ppid,
    env: {},
    execArgv: [],
    // About 10 MB of memory. Without a limit on code V8 reserves 400 MB more of address space, and with a
    // smaller heap the thread does not start.
    resourceLimits: {
      maxOldGenerationSizeMb: 16,
      maxYoungGenerationSizeMb: 1,
      codeRangeSizeMb: 1,
      stackSizeMb: 1,
    },
  });
  // Where memory is too short for the thread, the closed channel has to do.
  watch.on('error', () => {});
  watch.unref();
}

/** Text, since a file of its own would have to be found beside the bundle. */
const watchSource = `
  const { workerData: parent } = require('node:worker_threads');
  function isOrphan() {
    if (process.ppid !== parent) return true;
    try {
      process.kill(parent, 0); // Windows never gives an orphan another parent
      return false;
    } catch (error) {
      return error.code === 'ESRCH';
    }
  }
  setInterval(() => {
    if (isOrphan()) process.kill(process.pid, 'SIGKILL');
  }, 300);
`;
