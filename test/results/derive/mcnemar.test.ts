import { describe, expect, it } from 'vitest';
import { mcnemarP } from '../../../src/results/derive/mcnemar.js';

/** The same by whole numbers: 2 * sum of binomial coefficients / 2^n, exact until the division. */
function byWholeNumbers(b: number, c: number): number {
  const n = b + c;
  let coefficient = 1n;
  let sum = 0n;
  for (let k = 0; k <= Math.min(b, c); k++) {
    sum += coefficient;
    coefficient = (coefficient * BigInt(n - k)) / BigInt(k + 1);
  }
  const digits = 10n ** 330n;
  return Math.min(1, Number(`${(2n * sum * digits) / 2n ** BigInt(n)}e-330`));
}

describe('the exact McNemar test', () => {
  it('is 1 where nothing changed, or both ways the same', () => {
    expect(mcnemarP(0, 0)).toBe(1);
    expect(mcnemarP(1, 0)).toBe(1);
    expect(mcnemarP(5, 5)).toBe(1);
    expect(mcnemarP(5, 6)).toBe(1);
  });

  it('is 2 / 2^n where all changes go one way', () => {
    expect(mcnemarP(10, 0)).toBeCloseTo(2 / 1024, 15);
    expect(mcnemarP(0, 6)).toBeCloseTo(2 / 64, 15);
  });

  it('is 112 / 1024 for 8 against 2, which is 2 (1 + 10 + 45) / 1024', () => {
    expect(mcnemarP(8, 2)).toBeCloseTo(112 / 1024, 14);
    expect(mcnemarP(2, 8)).toBe(mcnemarP(8, 2));
  });

  it('agrees with whole numbers up to a thousand changes to a relative 1e-12', () => {
    for (const [b, c] of [
      [3, 1],
      [16, 7],
      [20, 11],
      [40, 4],
      [100, 70],
      [300, 3],
      [501, 499],
      [520, 480],
      [700, 300],
    ]) {
      expect(mcnemarP(b, c) / byWholeNumbers(b, c)).toBeCloseTo(1, 12);
    }
  });

  it('agrees with whole numbers at 20,000 changes', () => {
    expect(mcnemarP(10_200, 9_800) / byWholeNumbers(10_200, 9_800)).toBeCloseTo(1, 11);
  });

  it('follows the normal distribution at 400,000 changes, where that is close', () => {
    // z = (|b - c| - 1) / sqrt(b + c) = 1.959964: two-sided 0.05.
    const difference = Math.round(1.959964 * Math.sqrt(400_000) + 1);
    const p = mcnemarP(200_000 + difference / 2, 200_000 - difference / 2);
    expect(p).toBeGreaterThan(0.0498);
    expect(p).toBeLessThan(0.0502);
  });

  it('falls with the difference and stays a number where it is smaller than any', () => {
    expect(mcnemarP(1100, 0)).toBe(0);
    expect(mcnemarP(100_000, 0)).toBe(0);
    expect(mcnemarP(60, 40)).toBeLessThan(mcnemarP(59, 41));
  });
});
