import { dirname, join } from 'node:path';
import { JobQueue } from '../../src/jobs/jobQueue.js';
import { defaultMemory, type LiveAnswer } from '../../src/jobs/protocol.js';
import { compareCounts } from './agreement.js';
import type { Benchmark } from './benchmark.js';
import type { Subject } from './ours.js';
import { runPeer } from './peer.js';
import { median, spreadPart } from './statistics.js';
import { mlp } from './subjects.js';
import { scaled } from './usage.js';

const toggles = 200;
/** The first few wait for what is compiled as it is first run. */
const warmUp = 20;
/** Of the toggled states, what the peer answers. */
const peerStates = 8;

/**
 * One toggle of a unit in the live network, from the question to the answer, through a process of its own. CPU
 * time and memory are not told of it: it waits most of the time.
 */
export const toggleBenchmark: Benchmark = {
  name: 'toggle',
  against: 'PyTorch, one full pass',
  figures: [
    {
      work: 'a unit of the MLP deleted or restored, 1000 images, message to message',
      measure: ({ value }) => value ?? NaN,
      unit: 'ms',
      atMost: 5,
    },
  ],
  async prepare(bench) {
    const { network, data } = await mlp(bench);
    const subject: Subject = { model: network.model, data, samples: 1000 };
    return async (round) => {
      const toggled = await toggleUnits(subject);
      const times = toggled.map(({ milliseconds }) => milliseconds);
      const part = spreadPart(toggled, peerStates, round);
      const states = part.map(({ deleted }) => deleted);
      const peer = await runPeer(bench, network, subject, states, true);
      const pairs = part.map(({ deleted, answer }, i) => ({
        name: `without ${deleted.length} units`,
        ours: { ...answer, turnedWrong: null, turnedRight: null },
        peer: peer.counts[i],
      }));
      const wallSeconds = times.reduce((sum, time) => sum + time, 0) / 1000;
      return {
        ours: { cpuSeconds: NaN, wallSeconds, peakBytes: NaN },
        against: scaled(peer.usage, toggles / part.length),
        check: compareCounts('state', pairs),
        value: median(times),
      };
    };
  },
};

interface Toggled {
  readonly deleted: readonly number[];
  readonly answer: LiveAnswer;
  readonly milliseconds: number;
}

/** Deletes one unit more from each layer in turn, and takes every fourth deletion back. */
async function toggleUnits({ model, data, samples }: Subject): Promise<Toggled[]> {
  const queue = new JobQueue({ workerPath: join(import.meta.dirname, '../../dist/worker.js') });
  try {
    const dataRoots = data.files.map((file) => dirname(file));
    const inputs = {
      modelPath: model,
      dataPath: data.descriptor,
      dataRoots,
      samples: null,
      engine: 'cpu' as const,
    };
    const session = queue.openLive({ inputs, samples, memory: defaultMemory }, () => {});
    const { layers } = await session.opened;
    const units = layers.reduce((sum, { unitCount }) => sum + unitCount, 0);
    const done: Toggled[] = [];
    let deleted: readonly number[] = [];
    for (let toggle = 0; toggle < warmUp + toggles; toggle++) {
      deleted = toggle % 4 === 3 ? deleted.slice(0, -1) : [...deleted, (toggle * 389) % units];
      const started = performance.now();
      const { answer } = await session.ask({ deleted, replacement: 'zero', sample: null, outputs: false });
      done.push({ deleted, answer, milliseconds: performance.now() - started });
    }
    return done.slice(warmUp);
  } finally {
    await queue.dispose();
  }
}
