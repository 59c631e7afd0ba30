import type { CliIo, RunningJob, StopSignal } from './io.js';

const stopSignals: readonly StopSignal[] = ['SIGINT', 'SIGTERM'];

/** Waits for a job. The first signal to stop cancels it; a second ends the process at once. */
export async function finish<T>(
  job: RunningJob<T>,
  io: Pick<CliIo, 'signals' | 'stderr' | 'exit'>,
): Promise<T> {
  let asked = false;
  const stop = (): void => {
    if (asked) {
      // The shell's next line is not to begin in the middle of a progress line.
      if (io.stderr.isTTY === true) io.stderr.write('\n');
      io.exit(130);
    }
    asked = true;
    job.cancel();
  };
  for (const signal of stopSignals) io.signals.on(signal, stop);
  try {
    return await job.result;
  } finally {
    for (const signal of stopSignals) io.signals.off(signal, stop);
  }
}
