import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../src/results/derive/seededRandom.js';
import { spearman } from '../../../src/results/derive/spearman.js';
import { spearmanInterval, spearmanIntervals } from '../../../src/results/derive/spearmanInterval.js';

/** The same draws, each resample ranked from scratch. */
function bruteForce(a: readonly number[], b: readonly number[], seed: number): { low: number; high: number } {
  const random = seededRandom(seed);
  const rhos: number[] = [];
  for (let resample = 0; resample < 2000; resample++) {
    const drawn = a.map(() => Math.floor(random() * a.length));
    const { rho } = spearman(
      drawn.map((i) => a[i]),
      drawn.map((i) => b[i]),
    );
    if (rho !== null) rhos.push(rho);
  }
  rhos.sort((x, y) => x - y);
  const at = (share: number): number => {
    const place = (rhos.length - 1) * share;
    const lower = Math.floor(place);
    const upper = Math.ceil(place);
    return rhos[lower] * (1 - (place - lower)) + rhos[upper] * (place - lower);
  };
  return { low: at(0.025), high: at(0.975) };
}

describe("the interval of Spearman's rho", () => {
  it('is what ranking each resample from scratch gives, ties included', () => {
    const random = seededRandom(3);
    const a = Array.from({ length: 40 }, () => Math.round(random() * 15));
    const b = a.map((value) => Math.round(value * 0.4 + random() * 12));
    const interval = spearmanInterval(a, b, 11);
    const expected = bruteForce(a, b, 11);
    expect(interval?.low).toBeCloseTo(expected.low, 12);
    expect(interval?.high).toBeCloseTo(expected.high, 12);
  });

  it('is about 3.92 / sqrt(n) wide where there is no relation', () => {
    const random = seededRandom(5);
    const a = Array.from({ length: 400 }, () => random());
    const b = Array.from({ length: 400 }, () => random());
    const { low, high } = spearmanInterval(a, b, 0)!;
    // The variance of rho under independence is 1 / (n - 1); a bootstrap of 400 pairs meets it within 15 %.
    expect((high - low) / (3.92 / Math.sqrt(399))).toBeGreaterThan(0.85);
    expect((high - low) / (3.92 / Math.sqrt(399))).toBeLessThan(1.15);
  });

  it('is the same for the same seed, and leaves undefined pairs out', () => {
    const a = [1, 2, 3, 4, 5, 6, 7, 8];
    const b = [2, 1, 4, 3, 6, 5, 8, 7];
    const interval = spearmanInterval(a, b, 1);
    expect(spearmanInterval([...a, null, 9], [...b, 1, null], 1)).toEqual(interval);
  });

  it('of several sides with one other is that of each by itself, whichever pairs they leave out', () => {
    const random = seededRandom(9);
    const column = (): number[] => Array.from({ length: 30 }, () => Math.round(random() * 12));
    const [first, second, third, other] = [column(), column(), column(), column()];
    const partly = third.map((value, i) => (i % 7 === 3 ? null : value));
    const sides = [first, partly, second, first.map(() => 4), first];
    expect(spearmanIntervals(sides, other, 6)).toEqual(sides.map((side) => spearmanInterval(side, other, 6)));
  });

  it('is undefined where rho is', () => {
    expect(spearmanInterval([1, 2], [1, 2], 0)).toBeNull();
    expect(spearmanInterval([1, 2, 3], [5, 5, 5], 0)).toBeNull();
  });
});
