import { describe, expect, it } from 'vitest';
import { beyondChance, benjaminiHochberg, correctedP } from '../../../src/results/derive/beyondChance.js';
import { unitImportances } from '../../../src/results/derive/importance.js';
import { seededRandom } from '../../../src/results/derive/seededRandom.js';
import { sampleResult } from '../sampleResult.js';

describe('Benjamini-Hochberg', () => {
  it('finds the first four of the ten that are worked out by hand', () => {
    // Thresholds i / 10 * 0.05: 0.005, 0.01, 0.015, 0.02, 0.025, ... The fourth lies below its own.
    const p = [0.9, 0.001, 0.6, 0.008, 0.018, 0.016, 0.03, 0.5, 0.2, 0.7];
    expect(benjaminiHochberg(p)).toEqual(p.map((value) => value <= 0.018));
  });

  it('takes along a test above its own threshold where a later one lies below', () => {
    expect(benjaminiHochberg([0.04, 0.045], 0.05)).toEqual([true, true]);
  });

  it('finds nothing among tests that all miss, or in no tests at all', () => {
    expect(benjaminiHochberg([0.06, 0.5, 1])).toEqual([false, false, false]);
    expect(benjaminiHochberg([])).toEqual([]);
  });

  it('needs ever smaller values the more tests there are', () => {
    const family = (size: number): number[] => [0.004, ...Array.from({ length: size - 1 }, () => 0.8)];
    expect(benjaminiHochberg(family(12))[0]).toBe(true);
    expect(benjaminiHochberg(family(13))[0]).toBe(false);
  });
});

describe('beyond chance', () => {
  it('marks the one unit of the sample that turned 40 wrong and 4 right', () => {
    const importances = unitImportances(sampleResult(), 'zero');
    expect(
      beyondChance(importances)
        .map((beyond, flat) => (beyond ? flat : -1))
        .filter((flat) => flat >= 0),
    ).toEqual([3]);
  });

  it('marks a unit without which the network does better just the same', () => {
    const result = sampleResult();
    const zero = result.layers[0].units.ablation?.['zero'];
    if (zero === undefined) throw new Error('the sample has lost its ablation');
    [zero.turnedWrong[3], zero.turnedRight[3]] = [zero.turnedRight[3], zero.turnedWrong[3]];
    const importances = unitImportances(result, 'zero');
    expect(importances[3].samplesLost).toBe(-36);
    expect(beyondChance(importances)[3]).toBe(true);
  });
});

describe('p after correcting', () => {
  it('is the lowest rate at which each would be a discovery', () => {
    const p = [0.01, 0.04, 0.03, 0.005, 0.5];
    // 0.005 * 5 / 1, 0.01 * 5 / 2, 0.03 * 5 / 3, 0.04 * 5 / 4, 0.5 * 5 / 5; none below one of a lower p.
    const expected = [0.025, 0.05, 0.05, 0.025, 0.5];
    correctedP(p).forEach((corrected, i) => expect(corrected).toBeCloseTo(expected[i], 12));
  });

  it('agrees with the discoveries at any rate', () => {
    const random = seededRandom(3);
    const p = Array.from({ length: 200 }, () => random() ** 4);
    for (const rate of [0.01, 0.05, 0.2]) {
      expect(correctedP(p).map((corrected) => corrected <= rate)).toEqual(benjaminiHochberg(p, rate));
    }
  });

  it('is never above one', () => {
    expect(correctedP([0.9, 1, 1])).toEqual([1, 1, 1]);
    expect(correctedP([])).toEqual([]);
  });
});
