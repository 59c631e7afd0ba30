import type { Benchmark } from './benchmark.js';
import { compareResults } from './sameResult.js';
import { runOurs, type Subject } from './ours.js';
import { paperConvnet, samplesOf } from './subjects.js';

/** Two processes against one: the same bytes, sooner. Wants two cores that nobody else uses. */
export const processBenchmark: Benchmark = {
  name: 'workers',
  against: 'one process',
  figures: [
    {
      work: 'two processes, wall time, every 7th map of the convnet x 500 images',
      measure: ({ ours, against }) => against.wallSeconds / ours.wallSeconds,
      unit: 'x',
      atLeast: 1.8,
    },
  ],
  async prepare(bench) {
    const { network, data } = await paperConvnet(bench);
    const subject: Subject = { model: network.model, data, samples: samplesOf(bench, 500) };
    const run = (workers: number) =>
      runOurs(bench, subject, [
        '--measures',
        'importance',
        '--units',
        'every:7',
        '--workers',
        String(workers),
      ]);
    return async () => {
      const two = await run(2);
      const one = await run(1);
      return { ours: two.usage, against: one.usage, check: compareResults(two.result, one.result) };
    };
  },
};
