import { compareCounts } from './agreement.js';
import { cpuRatio, type Benchmark } from './benchmark.js';
import { runOurs, type Subject } from './ours.js';
import { runPeer } from './peer.js';
import { spreadPart } from './statistics.js';
import { mlp, samplesOf } from './subjects.js';
import { scaled } from './usage.js';

/** More and more units removed: ours in ten orders, the peer in one of them, scaled up. */
export const curveBenchmark: Benchmark = {
  name: 'curves',
  against: 'PyTorch',
  figures: [
    {
      work: 'cumulative curves of the MLP, network scope, 33 points x 10 orders x 10,000 images',
      measure: cpuRatio,
      unit: 'x',
      atLeast: 12,
    },
  ],
  async prepare(bench) {
    const { network, data } = await mlp(bench);
    const subject: Subject = { model: network.model, data, samples: samplesOf(bench, 10_000) };
    return async (round) => {
      const options = ['--measures', 'curves', '--scope', 'network', '--orders', 'random:10'];
      const ours = await runOurs(bench, subject, options);
      const curves = ours.result.curves ?? [];
      const [curve] = spreadPart(curves, 1, round);
      const deletions = curve.removed.map((removed) => curve.units.slice(0, removed));
      const peer = await runPeer(bench, network, subject, deletions, true);
      const pairs = peer.counts.map((counts, i) => ({
        name: `with ${curve.removed[i]} units removed, seed ${curve.seed}`,
        ours: {
          correct: curve.correct[i],
          loss: curve.loss?.[i] ?? null,
          correctPerClass: null,
          turnedWrong: null,
          turnedRight: null,
        },
        peer: counts,
      }));
      return {
        ours: ours.usage,
        against: scaled(peer.usage, curves.length),
        check: compareCounts('point', pairs),
      };
    };
  },
};
