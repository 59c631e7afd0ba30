import { describe, expect, it } from 'vitest';
import type { AblationResult, AblationShard, Way } from '../../../src/analysis/shards.js';
import { cutOf } from '../../../src/analysis/ways/cuts.js';
import { randomNetworks } from '../../twin/randomNetworks.js';
import { openExperiment, type OpenExperiment } from '../measuredExperiment.js';

/** Deletes every unit of a layer by itself. */
async function deleteEach(
  { network, dataset, run }: OpenExperiment,
  layer: number,
  way: Way,
  replaceBy: (units: Int32Array) => AblationShard['replaceBy'],
): Promise<AblationResult> {
  const { firstUnit, unitCount } = network.layers[layer];
  const units = Int32Array.from({ length: unitCount }, (_, i) => firstUnit + i);
  const result = await run({
    kind: 'ablation',
    units,
    replaceBy: replaceBy(units),
    samples: { first: 0, count: dataset.labels.length },
    loss: true,
    ways: network.layers.map(() => way),
  });
  if (result.kind !== 'ablation') throw new Error('another result');
  return result;
}

const replacements: Record<string, (units: Int32Array) => AblationShard['replaceBy']> = {
  zero: (units) => ({ kind: 'constants', values: new Float32Array(units.length) }),
  'a constant': (units) => ({
    kind: 'constants',
    values: Float32Array.from(units, (unit) => 0.3 - 0.1 * (unit % 7)),
  }),
  'another sample': () => ({ kind: 'otherSamples', seed: 3 }),
};

/** All but the one whose weights are in another file, which is the same to every way. */
const networks = Object.entries(randomNetworks).filter(([name]) => !name.includes('another file'));

describe.each(networks)('of %s', (_, make) => {
  it.each(['suffix', 'delta'] as const)('deleting by %s gives the counts of masks', async (way) => {
    const open = await openExperiment(make());
    try {
      for (const layer of open.network.layers.keys()) {
        if (!cutOf(open.network, layer, way)) continue;
        for (const replaceBy of Object.values(replacements)) {
          const plain = await deleteEach(open, layer, 'masks', replaceBy);
          const fast = await deleteEach(open, layer, way, replaceBy);
          const { lossSum, intactLossSum, ...counts } = fast;
          const { lossSum: expected, intactLossSum: intact, ...plainCounts } = plain;
          expect(counts).toEqual(plainCounts);
          expect(intactLossSum).toBeCloseTo(intact, 3);
          for (const [i, loss] of lossSum.entries()) expect(loss).toBeCloseTo(expected[i], 3);
        }
      }
    } finally {
      await open.close();
    }
  });
});
