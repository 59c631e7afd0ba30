import { describe, expect, it } from 'vitest';
import { benjaminiHochberg } from '../../../src/results/derive/beyondChance.js';
import { chanceBand, smallestTellingCost } from '../../../src/results/derive/chanceBand.js';
import { unitImportances } from '../../../src/results/derive/importance.js';
import { sampleResult } from '../sampleResult.js';

describe('the chance band', () => {
  it('is 1.96 times the root of the median number of changed answers', () => {
    const importances = unitImportances(sampleResult(), 'zero');
    // Changed answers: 4 0 9 44 0 4 4 5 and 5 4 12 0 7 1; sorted, the 7th and 8th of 14 are 4 and 4.
    expect(chanceBand(importances)).toBeCloseTo(1.96 * 2, 12);
    // Of the first three, 4 0 9, it is 4.
    expect(chanceBand(importances.slice(0, 3))).toBeCloseTo(1.96 * 2, 12);
  });

  it('is nothing without units', () => expect(chanceBand([])).toBe(0));
});

describe('the smallest cost that can be told from chance', () => {
  it('is 15 for 512 units: 2^-14 < .05 / 512 < 2^-13', () => expect(smallestTellingCost(512)).toBe(15));

  it('is where Benjamini-Hochberg first finds a unit that stands alone', () => {
    for (const units of [1, 20, 700]) {
      const cost = smallestTellingCost(units);
      const found = (k: number) =>
        benjaminiHochberg([2 ** (1 - k), ...Array.from({ length: units - 1 }, () => 1)])[0];
      expect([found(cost - 1), found(cost)]).toEqual([false, true]);
    }
  });
});
