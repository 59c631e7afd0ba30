import { describe, expect, it } from 'vitest';
import type { Shard } from '../../src/analysis/shards.js';
import type { Experiment } from '../twin/bruteForce.js';
import { convNet } from '../twin/randomConvolutional.js';
import { activationZoo } from '../twin/randomDense.js';
import { fixedBatchNet } from '../twin/randomInputs.js';
import { measureExperiment, openExperiment } from './measuredExperiment.js';

/** Results of shards, and the work that each told of. */
async function resultsOf(experiment: Experiment, shards: readonly Shard[], memoryBytes: number) {
  const open = await openExperiment(experiment, memoryBytes);
  try {
    const results = [];
    for (const shard of shards) {
      let passes = 0;
      const result = await open.run(shard, (more) => (passes += more));
      results.push({ result, passes });
    }
    return results;
  } finally {
    await open.close();
  }
}

describe.each([
  ['a convnet', convNet],
  ['dense layers', activationZoo],
  ['a network of a fixed batch', fixedBatchNet],
])('every shard of %s', (_, draw) => {
  it('has the same result and tells of the same work, whatever memory there is to save work with', async () => {
    const experiment = draw();
    const analysis = await measureExperiment(experiment, {
      measures: ['selectivity', 'importance', 'curves', 'noise'],
      replacements: ['zero', 'mean', 'resample'],
      curves: { orders: [{ by: 'random', count: 2 }], removed: [1, 3] },
      groups: [[0, 1]],
    });
    // Statistics may have come with the deletions.
    const samples = { first: 0, count: experiment.labels.length };
    const shards: Shard[] = [...analysis.shards, { kind: 'activity', samples }];
    expect(new Set(shards.map(({ kind }) => kind)).size).toBe(5);
    const expected = await resultsOf(experiment, shards, Infinity);
    // None, and enough for the activities of four units at once.
    const bytesOfUnit = 8 * experiment.labels.length;
    for (const memoryBytes of [0, 2 * 5 * bytesOfUnit]) {
      expect(await resultsOf(experiment, shards, memoryBytes)).toEqual(expected);
    }
  });
});
