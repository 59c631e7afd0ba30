import type { Benchmark, Figure, Round } from './benchmark.js';
import { runOurs } from './ours.js';
import { mnistNetwork, samplesOf } from './subjects.js';

/** Which MLP on how many of MNIST's images. */
interface Work {
  readonly network: string;
  readonly samples: number;
  readonly options?: readonly string[];
}

/** Ours on more work, in units of what it takes on less. */
const growth = (against: string, figures: readonly Figure[], more: Work, less: Work): Benchmark => ({
  name: 'growth',
  against,
  figures,
  async prepare(bench) {
    const start = async ({ network: name, samples, options = [] }: Work) => {
      const { network, data } = await mnistNetwork(bench, name);
      const subject = { model: network.model, data, samples: samplesOf(bench, samples) };
      return async () => (await runOurs(bench, subject, ['--measures', 'importance', ...options])).usage;
    };
    const [runMore, runLess] = [await start(more), await start(less)];
    return async () => ({ ours: await runMore(), against: await runLess(), check: null });
  },
});

const time = ({ ours, against }: Round): number => ours.cpuSeconds / against.cpuSeconds;
const memory = ({ ours, against }: Round): number => ours.peakBytes / against.peakBytes;

const network = 'mlp-784-512-512-10';
const firstLayer = ['--layers', 'fc1'];

export const growthBenchmarks: readonly Benchmark[] = [
  growth(
    'half the samples',
    [
      { work: 'twice the samples (the MLP, 60,000 images), time', measure: time, unit: 'x', atMost: 2.2 },
      { work: 'twice the samples, peak memory', measure: memory, unit: 'x', atMost: 1.1 },
    ],
    { network, samples: 60_000 },
    { network, samples: 30_000 },
  ),
  growth(
    'a quarter of the units',
    [
      {
        work: 'four times the units of one dense layer (2048, 60,000 images), time',
        measure: time,
        unit: 'x',
        atMost: 4.4,
      },
    ],
    { network: 'mlp-784-2048-512-10', samples: 60_000, options: firstLayer },
    { network, samples: 60_000, options: firstLayer },
  ),
];
