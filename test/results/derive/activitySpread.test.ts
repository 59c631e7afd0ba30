import { describe, expect, it } from 'vitest';
import { activityBins, activitySpreads } from '../../../src/results/derive/activitySpread.js';
import type { UnitDetail } from '../../../src/results/unitDetail.js';

function detail(labels: number[], activity: number[]): UnitDetail {
  const none = new Float32Array(labels.length);
  return {
    unit: 0,
    samples: labels.length,
    labels: Int32Array.from(labels),
    activity: Float32Array.from(activity),
    expected: Int32Array.from(labels),
    labelSets: null,
    numbers: null,
    before: Int32Array.from(labels),
    after: Int32Array.from(labels),
    confidenceBefore: none,
    confidenceAfter: none,
  };
}

describe('the spread of activity', () => {
  it('counts silent samples by themselves, and every other in a step', () => {
    const { range, spreads } = activitySpreads(detail([0, 0, 0, 1, 1], [0, 0, 4, 1, 2]), [[0], [1]]);
    expect(range).toEqual({ low: 0, high: 4 });
    expect(spreads.map(({ silent, samples }) => [silent, samples])).toEqual([
      [2, 3],
      [0, 2],
    ]);
    expect(spreads[0].bins[activityBins - 1]).toBe(1);
    expect(spreads[1].bins[activityBins / 4]).toBe(1);
    expect(spreads[1].bins[activityBins / 2]).toBe(1);
  });

  it('takes zero as a value like others where there are values below', () => {
    const { range, spreads } = activitySpreads(detail([0, 0], [-2, 0]), [[0]]);
    expect(range).toEqual({ low: -2, high: 0 });
    expect(spreads[0].silent).toBe(0);
    expect(spreads[0].bins.reduce((sum, count) => sum + count, 0)).toBe(2);
  });

  it('pools classes that are folded, and leaves out those of no group', () => {
    const { spreads } = activitySpreads(detail([0, 1, 2], [1, 2, 3]), [[0, 2]]);
    expect(spreads.map(({ samples }) => samples)).toEqual([2]);
  });

  it('stands where the unit is dead', () => {
    const { range, spreads } = activitySpreads(detail([0, 0], [0, 0]), [[0]]);
    expect(range).toEqual({ low: 0, high: 0 });
    expect(spreads[0].silent).toBe(2);
  });
});
