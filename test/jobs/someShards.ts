import type { AblationResult, AblationShard } from '../../src/analysis/shards.js';
import type { ShardSubject } from '../../src/jobs/shardNames.js';

export const someSubject: ShardSubject = {
  model: 'a'.repeat(64),
  data: 'b'.repeat(64),
  labels: Int32Array.of(0, 1, 2),
  firstSamples: Float32Array.of(0.5, 1),
  sampleShape: [2],
  batchSize: 100,
  engine: { name: 'some-engine', version: '1.0', provider: 'cpu' },
};

/** The n-th of an analysis, all different. */
export function someShard(n: number): AblationShard {
  return {
    kind: 'ablation',
    units: Int32Array.of(2 * n, 2 * n + 1),
    replaceBy: { kind: 'constants', values: Float32Array.of(n, n / 2) },
    samples: { first: 0, count: 10 },
    loss: true,
    ways: ['masks'],
  };
}

export function someResult(n: number): AblationResult {
  return {
    kind: 'ablation',
    correctPerClass: Float64Array.of(n, 1, 2, 3),
    correctHalf: Float64Array.of(n, n),
    turnedWrong: Float64Array.of(0, n),
    turnedRight: Float64Array.of(n, 0),
    lossSum: Float64Array.of(n / 3, NaN),
    intactPerClass: Float64Array.of(n, 2),
    intactHalf: n,
    intactLossSum: n / 7,
  };
}
