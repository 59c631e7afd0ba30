import { describe, expect, it } from 'vitest';
import { binomialTail } from '../../../src/results/derive/binomialTail.js';

/** The sum of its terms, each by Pascal's triangle in whole numbers. */
function bySum(k: number, n: number, p: number): number {
  let row = [1n];
  for (let i = 0; i < n; i++) row = [1n, ...row.slice(1).map((each, j) => each + row[j]), 1n];
  let sum = 0;
  for (let i = k; i <= n; i++) sum += Number(row[i]) * p ** i * (1 - p) ** (n - i);
  return sum;
}

describe('the upper tail of the binomial distribution', () => {
  it('is the sum of its terms', () => {
    for (const [k, n, p] of [
      [3, 10, 0.5],
      [20, 100, 0.13],
      [62, 100, 0.13],
      [1, 7, 0.9],
      [100, 100, 0.12],
    ] as const) {
      const expected = bySum(k, n, p);
      expect(Math.abs(binomialTail(k, n, p) / expected - 1)).toBeLessThan(1e-11);
    }
  });

  it('is sure of nothing, and refuses more than all', () => {
    expect([binomialTail(0, 10, 0.2), binomialTail(11, 10, 0.2)]).toEqual([1, 0]);
    expect([binomialTail(10, 10, 1), binomialTail(1, 10, 0)]).toEqual([1, 0]);
  });
});
