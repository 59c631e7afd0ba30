import { cpuRatio, type Benchmark } from './benchmark.js';
import { coverage } from './coverage.js';
import { runOurs } from './ours.js';
import { mnistNetwork, samplesOf } from './subjects.js';

/** Estimates to half a percent, each round on other random samples, against the exact run of the same analysis. */
export const precisionBenchmark: Benchmark = {
  name: 'precision',
  against: 'its own exact run',
  figures: [
    {
      work: "the convnet of PyTorch's MNIST example on 60,000 images, estimated to 0.5 %",
      measure: cpuRatio,
      unit: 'x',
      atLeast: 15,
    },
    {
      work: 'units whose 99 % interval covers the exact value',
      measure: ({ value }) => value ?? NaN,
      unit: '%',
      atLeast: 0.99,
    },
  ],
  async prepare(bench) {
    const { network, data } = await mnistNetwork(bench, 'small-convnet');
    const subject = { model: network.model, data, samples: samplesOf(bench, 60_000) };
    const measures = ['--measures', 'importance'];
    return async (round) => {
      const estimate = await runOurs(bench, subject, [
        ...measures,
        '--precision',
        '0.5%',
        '--seed',
        `${round}`,
      ]);
      const exact = await runOurs(bench, subject, measures);
      const { covered, units, widest, meanSamples } = coverage(estimate.result, exact.result);
      const widths = `half-width at most ${(widest * 100).toFixed(2)} %`;
      const words = `${covered} of ${units} units covered, ${widths}, ${Math.round(meanSamples)} samples a unit`;
      return {
        ours: estimate.usage,
        against: exact.usage,
        check: { words, faults: [] },
        value: covered / units,
      };
    };
  },
};
