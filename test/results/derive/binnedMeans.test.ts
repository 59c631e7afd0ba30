import { describe, expect, it } from 'vitest';
import { binnedMeans } from '../../../src/results/derive/binnedMeans.js';

describe('binned means', () => {
  it('are the means of equally many neighbours, from the lowest x up', () => {
    const points = Array.from({ length: 40 }, (_, i) => ({ x: 39 - i, y: 2 * (39 - i) }));
    // 0..19 and 20..39: means 9.5 and 29.5.
    expect(binnedMeans(points)).toEqual([
      { x: 9.5, y: 19 },
      { x: 29.5, y: 59 },
    ]);
  });

  it('come in at most twelve bins, one point apart', () => {
    const points = Array.from({ length: 1001 }, (_, i) => ({ x: i, y: 1 }));
    const bins = binnedMeans(points);
    expect(bins).toHaveLength(12);
    expect(bins.every(({ y }) => y === 1)).toBe(true);
  });

  it('are not drawn of fewer than forty points', () => {
    expect(binnedMeans(Array.from({ length: 39 }, (_, i) => ({ x: i, y: i })))).toEqual([]);
  });
});
