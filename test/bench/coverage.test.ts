import { describe, expect, it } from 'vitest';
import type { ResultFile } from '../../src/results/schema.js';
import { coverage } from './coverage.js';

/** A result of one layer, of which only the counts of deletions matter here. */
function result(turnedWrong: readonly number[], samples?: readonly number[]): ResultFile {
  const zero = {
    correct: turnedWrong.map((wrong) => 9_000 - wrong),
    turnedWrong,
    turnedRight: turnedWrong.map(() => 0),
    ...(samples === undefined ? {} : { samples }),
  };
  const layers = [{ id: 'fc1', unitCount: turnedWrong.length, units: { ablation: { zero } } }];
  return { dataset: { samples: 10_000 }, layers } as unknown as ResultFile;
}

describe('the intervals of estimates', () => {
  it('cover where the exact drop lies in them, and are counted', () => {
    // Exactly 1 % of all samples turn wrong. Of 1000 drawn, 10 would; 60 are out of all proportion.
    const found = coverage(result([10, 60], [1000, 1000]), result([100, 100]));
    expect(found).toMatchObject({ units: 2, covered: 1, meanSamples: 1000 });
    // Half-width at least that of 99 % of a normal distribution for a share of 1 %, and not ten times that.
    const normal = 2.576 * Math.sqrt((0.01 * 0.99) / 1000);
    expect(found.widest).toBeGreaterThan(normal);
    expect(found.widest).toBeLessThan(10 * normal);
  });

  it('are points where all samples were used', () => {
    expect(coverage(result([100, 0]), result([100, 0]))).toEqual({
      units: 2,
      covered: 2,
      widest: 0,
      meanSamples: 10_000,
    });
  });
});
