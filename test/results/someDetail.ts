import type { UnitDetail } from '../../src/results/unitDetail.js';

/** A unit with these activities, on samples of class 0 that the network answers rightly all the same. */
export function someDetail(activity: readonly number[], change: Partial<UnitDetail> = {}): UnitDetail {
  const samples = activity.length;
  return {
    unit: 3,
    samples,
    labels: new Int32Array(samples),
    activity: Float32Array.from(activity),
    expected: change.labels ?? new Int32Array(samples),
    labelSets: null,
    numbers: null,
    before: new Int32Array(samples),
    after: new Int32Array(samples),
    confidenceBefore: new Float32Array(samples).fill(1),
    confidenceAfter: new Float32Array(samples).fill(1),
    ...change,
  };
}
