import { compareCounts, unitCounts } from './agreement.js';
import { cpuRatio, type Bench, type Benchmark } from './benchmark.js';
import { runOurs, type Subject } from './ours.js';
import { runPeer } from './peer.js';
import { spreadPart } from './statistics.js';
import { mlp, paperConvnet, resnet20, samplesOf, type NetworkAndData } from './subjects.js';
import { scaled } from './usage.js';

/** Every unit, or some of them, deleted by itself. */
interface Sweep {
  readonly name: string;
  readonly work: string;
  readonly atLeast: number;
  readonly samples: number;
  /** Flat indexes of the units to delete. */
  readonly units: readonly number[];
  /** How many of them the peer deletes in a round. */
  readonly part: number;
  readonly loss: boolean;
  readonly options: readonly string[];
  subject(bench: Bench): Promise<NetworkAndData>;
}

const upTo = (count: number, step = 1): readonly number[] =>
  Array.from({ length: Math.ceil(count / step) }, (_, i) => i * step);

const sweeps: readonly Sweep[] = [
  {
    name: 'mlp',
    work: 'MLP 784-512-512-10, 1024 units x 60,000 images, with loss and per class',
    atLeast: 75,
    samples: 60_000,
    units: upTo(1024),
    part: 8,
    loss: true,
    options: [],
    subject: mlp,
  },
  {
    name: 'mlp-counts',
    work: 'the same, counts only',
    atLeast: 200,
    samples: 60_000,
    units: upTo(1024),
    part: 8,
    loss: false,
    options: ['--no-loss'],
    subject: mlp,
  },
  {
    name: 'convnet',
    work: "the paper's 11-layer convnet, every 14th of 2816 maps x 500 images",
    atLeast: 5,
    samples: 500,
    units: upTo(2816, 14),
    part: 3,
    loss: true,
    options: ['--units', 'every:14'],
    subject: paperConvnet,
  },
  {
    name: 'resnet20',
    work: 'ResNet-20, all 688 maps x 800 images',
    atLeast: 6,
    samples: 800,
    units: upTo(688),
    part: 5,
    loss: true,
    options: [],
    subject: resnet20,
  },
];

/** Ours in whole against the peer's passes over a part of the units, scaled up. */
export const sweepBenchmarks: readonly Benchmark[] = sweeps.map((sweep) => ({
  name: sweep.name,
  against: 'PyTorch',
  figures: [{ work: sweep.work, measure: cpuRatio, unit: 'x', atLeast: sweep.atLeast }],
  async prepare(bench) {
    const { network, data } = await sweep.subject(bench);
    const samples = samplesOf(bench, sweep.samples);
    const subject: Subject = { model: network.model, data, samples };
    return async (round) => {
      const ours = await runOurs(bench, subject, ['--measures', 'importance', ...sweep.options]);
      const units = spreadPart(sweep.units, sweep.part, round);
      const peer = await runPeer(
        bench,
        network,
        subject,
        units.map((unit) => [unit]),
        sweep.loss,
      );
      const pairs = units.map((unit, i) => ({
        name: `unit ${unit}`,
        ours: unitCounts(ours.result, unit),
        peer: peer.counts[i],
      }));
      return {
        ours: ours.usage,
        against: scaled(peer.usage, sweep.units.length / units.length),
        check: compareCounts('unit', pairs),
      };
    };
  },
}));
