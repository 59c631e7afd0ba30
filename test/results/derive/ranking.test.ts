import { describe, expect, it } from 'vitest';
import { averageRanks, rank } from '../../../src/results/derive/ranking.js';
import { spearman } from '../../../src/results/derive/spearman.js';

describe('a ranking', () => {
  it('gives ties to the lower position in either direction', () => {
    expect(rank([2, 5, 2, 5], 'desc')).toEqual([1, 3, 0, 2]);
    expect(rank([2, 5, 2, 5], 'asc')).toEqual([0, 2, 1, 3]);
  });

  it('counts undefined as lowest', () => {
    expect(rank([0, null, -3, null], 'asc')).toEqual([1, 3, 2, 0]);
    expect(rank([0, null, -3, null], 'desc')).toEqual([0, 2, 1, 3]);
  });

  it('lets equal values share the average of their ranks', () => {
    expect([...averageRanks([10, 20, 20, 5, 20])]).toEqual([2, 4, 4, 1, 4]);
  });
});

describe("Spearman's rho", () => {
  it('is 1 - 6 sum d^2 / (n (n^2 - 1)) where there are no ties', () => {
    // d = 1, -1, 2, 0, -2: sum of squares 10.
    expect(spearman([10, 20, 30, 40, 50], [2, 1, 5, 4, 3])).toEqual({ rho: 1 - 60 / 120, n: 5 });
  });

  it('sees order alone', () => {
    expect(spearman([1, 2, 3], [1, 10, 1000]).rho).toBe(1);
    expect(spearman([1, 2, 3], [3, 2, -9]).rho).toBe(-1);
  });

  it('uses average ranks, worked out by hand', () => {
    // Ranks 1, 2.5, 2.5, 4 and 1, 2, 3, 4: 4.5 / sqrt(4.5 * 5).
    expect(spearman([0, 1, 1, 2], [0, 1, 2, 3]).rho).toBeCloseTo(4.5 / Math.sqrt(22.5), 14);
  });

  it('leaves pairs with an undefined side out and counts the others', () => {
    expect(spearman([1, null, 2, 3, 4], [1, 5, 2, 3, null])).toEqual({ rho: 1, n: 3 });
  });

  it('is undefined for two pairs, or where one side never changes', () => {
    expect(spearman([1, 2], [1, 2])).toEqual({ rho: null, n: 2 });
    expect(spearman([1, 2, 3], [7, 7, 7]).rho).toBeNull();
  });
});
