import { describe, expect, it } from 'vitest';
import type { AblationResult, AblationShard } from '../../src/analysis/shards.js';
import { convNet } from '../twin/randomConvolutional.js';
import { fixedBatchNet } from '../twin/randomInputs.js';
import { measureExperiment, openExperiment } from './measuredExperiment.js';

describe.each([
  ['a convnet', convNet],
  ['a network of a fixed batch', fixedBatchNet],
])('deletions of %s that give statistics of activity too', (_, draw) => {
  it('give what each gives by itself, to the bit', async () => {
    const experiment = draw();
    const open = await openExperiment(experiment);
    try {
      const { network } = open;
      const samples = { first: 1, count: experiment.labels.length - 1 };
      const units = Int32Array.of(0, network.unitCount - 1);
      const shard: AblationShard = {
        kind: 'ablation',
        units,
        replaceBy: { kind: 'constants', values: new Float32Array(2) },
        samples,
        loss: true,
        ways: network.layers.map(() => 'masks'),
      };
      let passes = 0;
      const both = await open.run({ ...shard, activity: true }, (more) => (passes += more));
      const { activity, ...counts } = both as AblationResult;
      expect(counts).toEqual(await open.run(shard));
      expect(activity).toEqual(await open.run({ kind: 'activity', samples }));
      expect(passes).toBe(samples.count * 4);
    } finally {
      await open.close();
    }
  });

  it('leave an analysis what it is without them', async () => {
    const experiment = draw();
    const shared = await measureExperiment(experiment, { measures: ['selectivity', 'importance'] });
    const apart = await measureExperiment(experiment, { measures: ['selectivity'] });
    expect(shared.shards.map(({ kind }) => kind)).not.toContain('activity');
    expect(apart.shards.map(({ kind }) => kind)).toContain('activity');
    expect(shared.baseline).toEqual(apart.baseline);
    const statistics = shared.layers.map(({ units }) => ({ ...units, ablation: undefined }));
    expect(statistics).toEqual(apart.layers.map(({ units }) => units));
    const [last] = shared.progress.slice(-1);
    expect([last.done, shared.worked]).toEqual([last.total, last.total]);
  });
});
