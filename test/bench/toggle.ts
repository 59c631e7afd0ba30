import { resolve } from 'node:path';
import { JobQueue } from '../../src/jobs/jobQueue.js';
import { defaultMemory, type LiveQuestion } from '../../src/jobs/protocol.js';

/** What deleting or restoring one unit takes, from the question to the answer. */
export interface ToggleTimes {
  /** Median and longest, in milliseconds. */
  readonly median: number;
  readonly longest: number;
}

const toggles = 200;
/** The first few wait for what is compiled as it is first run. */
const warmUp = 20;

/**
 * Deletes one unit after the other, each with those before it, from every layer in turn, and restores some of
 * them: 200 toggles, message to message through a real process of the bundled extension.
 * @param samples that are answered.
 */
export async function timeToggles(
  modelPath: string,
  dataPath: string,
  dataRoots: readonly string[] = [],
  samples = 1000,
): Promise<ToggleTimes> {
  const queue = new JobQueue({ workerPath: resolve(import.meta.dirname, '../../dist/worker.js') });
  try {
    const inputs = { modelPath, dataPath, dataRoots, samples: null, engine: 'cpu' as const };
    const session = queue.openLive({ inputs, samples, memory: defaultMemory }, () => {});
    const { layers } = await session.opened;
    const units = layers.reduce((sum, { unitCount }) => sum + unitCount, 0);
    const deleted = new Set<number>();
    const times: number[] = [];
    for (let toggle = 0; toggle < toggles + warmUp; toggle++) {
      // Steps through all layers; every fourth toggle takes the last deletion back.
      const unit = (toggle * 389) % units;
      const [last] = [...deleted].slice(-1);
      if (toggle % 4 === 3) deleted.delete(last);
      else deleted.add(unit);
      const question: LiveQuestion = {
        deleted: [...deleted],
        replacement: 'zero',
        sample: null,
        outputs: false,
      };
      const started = performance.now();
      await session.ask(question);
      if (toggle >= warmUp) times.push(performance.now() - started);
    }
    times.sort((a, b) => a - b);
    return { median: times[Math.floor(times.length / 2)], longest: times[times.length - 1] };
  } finally {
    await queue.dispose();
  }
}
