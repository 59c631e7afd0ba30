import { describe, expect, it } from 'vitest';
import { bandsOverlap, spreadOf } from '../../../src/results/derive/spread.js';

describe('a spread', () => {
  it('has the population standard deviation: that of 2, 4, 4, 4, 5, 5, 7, 9 is 2', () => {
    expect(spreadOf([2, 4, 4, 4, 5, 5, 7, 9])).toEqual({
      count: 8,
      mean: 5,
      deviation: 2,
      lowest: 2,
      highest: 9,
    });
  });

  it('of one value is that value, without deviation; of none there is none', () => {
    expect(spreadOf([0.7])).toEqual({ count: 1, mean: 0.7, deviation: 0, lowest: 0.7, highest: 0.7 });
    expect(spreadOf([])).toBeNull();
  });

  it('keeps the mean of equal values between lowest and highest, rounded as they are', () => {
    const { mean, deviation } = spreadOf([0.1, 0.1, 0.1])!;
    expect([mean, deviation]).toEqual([0.1, 0]);
  });
});

describe('bands', () => {
  const band = (lowest: number, highest: number) => ({ lowest, highest });

  it('overlap where they share a value, be it a single one', () => {
    expect(bandsOverlap(band(0.2, 0.5), band(0.4, 0.6))).toBe(true);
    expect(bandsOverlap(band(0.2, 0.5), band(0.5, 0.6))).toBe(true);
    expect(bandsOverlap(band(0.2, 0.6), band(0.3, 0.4))).toBe(true);
  });

  it('do not where one lies above the other', () => {
    expect(bandsOverlap(band(0.2, 0.5), band(0.51, 0.6))).toBe(false);
    expect(bandsOverlap(band(0.51, 0.6), band(0.2, 0.5))).toBe(false);
  });
});
