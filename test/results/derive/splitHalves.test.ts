import { describe, expect, it } from 'vitest';
import {
  agreementOfHalves,
  halvedCosts,
  rankedByHalf,
  splitHalvesSentence,
} from '../../../src/results/derive/splitHalves.js';
import type { ResultFile } from '../../../src/results/schema.js';
import { sampleResult } from '../sampleResult.js';

/** The sample with 92 of its 180 correct answers on images of the first half, and losses that fall there as told. */
function halved(lostOnFirst: readonly number[]): ResultFile {
  const result = sampleResult();
  result.baseline.correctHalf = 92;
  let flat = 0;
  for (const { units } of result.layers) {
    const { zero } = units.ablation!;
    zero.correctHalf = zero.correct.map(() => 92 - lostOnFirst[flat++]);
  }
  return result;
}

// Lost in all: 2 0 5 36 0 -2 0 5 | 3 0 6 0 5 1.
const lostOnFirst = [2, 0, 1, 20, 0, -1, 1, 4, 0, 0, 3, -1, 5, 0];

describe('halves of the data', () => {
  it('share what a deletion costs', () => {
    const costs = halvedCosts(halved(lostOnFirst), 'zero');
    expect(costs.map(({ first }) => first)).toEqual(lostOnFirst);
    expect(costs.map(({ second }) => second)).toEqual([0, 0, 4, 16, 0, -1, -1, 1, 3, 0, 3, 1, 0, 1]);
  });

  it('rank on one and score on the other', () => {
    const costs = halvedCosts(halved(lostOnFirst), 'zero');
    const byFirst = rankedByHalf(costs, 3, 'first');
    expect(byFirst.units.map(({ flat }) => flat)).toEqual([3, 12, 7]);
    expect([byFirst.lostWhereRanked, byFirst.lostElsewhere]).toEqual([29, 17]);
    const bySecond = rankedByHalf(costs, 3, 'second');
    expect(bySecond.units.map(({ flat }) => flat)).toEqual([3, 2, 8]);
    expect([bySecond.lostWhereRanked, bySecond.lostElsewhere]).toEqual([23, 21]);
  });

  it('agree with a rho of 1 where they cost alike, dead units left out', () => {
    const result = halved([1, 0, 2, 18, 0, -1, 0, 2, 1, 0, 3, 0, 2, 0]);
    const costs = halvedCosts(result, 'zero').map((cost) => ({ ...cost, second: cost.first }));
    const { rho, n } = agreementOfHalves(result, costs);
    expect(rho).toBeCloseTo(1, 14);
    expect(n).toBe(13);
  });

  it('are told in a sentence', () => {
    expect(splitHalvesSentence(halved(lostOnFirst), 'zero')).toBe(
      "Ranked on one half of the images, the 10 costliest units lose 36 there and 26 on the other half; over all units the halves' rankings agree with a Spearman's rho of 0.34.",
    );
  });

  it('are unknown in a result without them', () => {
    expect(halvedCosts(sampleResult(), 'zero')).toEqual([]);
    expect(splitHalvesSentence(sampleResult(), 'zero')).toBeNull();
  });
});
