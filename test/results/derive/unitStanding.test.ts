import { describe, expect, it } from 'vitest';
import { unitKeyNumbers, unitStanding } from '../../../src/results/derive/unitStanding.js';
import { unitRows } from '../../../src/results/derive/unitRows.js';
import type { ResultFile } from '../../../src/results/schema.js';
import { countedSoFar, estimated } from '../inexactResults.js';
import { sampleResult } from '../sampleResult.js';

const standing = (result: ResultFile, flat: number, replacement: string | null = 'zero') => {
  const rows = unitRows(result, replacement);
  return unitStanding(result, rows, rows[flat]);
};

describe('where a unit stands', () => {
  it('is told with p alone and after correcting', () => {
    // 2 (C(44,0) + ... + C(44,4)) / 2^44 = 1.7e-8.
    expect(standing(sampleResult(), 3)).toBe(
      'Rank 1 of 14 by images lost. 40 answers turn wrong, 4 turn right: p < .0001 alone, < .0001 after correcting for 14 units, beyond chance.',
    );
  });

  it('names p once where the unit is within chance alone', () => {
    // 2 (1 + 9 + 36) / 2^9 = .18
    expect(standing(sampleResult(), 2)).toBe(
      'Rank 3 of 14 by images lost, with 2 others. 7 answers turn wrong, 2 turn right: p .18, within chance.',
    );
  });

  it('says what does not survive correcting', () => {
    const result = sampleResult();
    const zero = result.layers[1].units.ablation!['zero'];
    zero.turnedWrong[0] = 8;
    zero.turnedRight[0] = 0;
    zero.turnedWrong[1] = 0;
    zero.turnedRight[1] = 0;
    // 2 / 2^8 = .0078; second lowest of 14: .0078 * 14 / 2 = .055.
    expect(standing(result, 8)).toContain(
      'p .0078 alone, .055 after correcting for 14 units, within chance.',
    );
  });

  it('says that nothing changes', () => {
    expect(standing(sampleResult(), 4)).toBe(
      'Rank 9 of 14 by images lost, with 4 others. Not one answer changes.',
    );
  });

  it('ranks nothing while numbers come in, or of an estimate', () => {
    for (const result of [countedSoFar(sampleResult(), 4096), estimated(sampleResult())]) {
      const words = standing(result, 3);
      expect(words).toMatch(
        /read\. Its rank, and whether that can be chance, is told when all is counted\.$/,
      );
      expect(words).not.toMatch(/ p |Rank/);
    }
  });

  it('is not told of a unit that was not deleted', () => {
    expect(standing(sampleResult(), 3, null)).toBeNull();
  });
});

describe('the numbers that a card begins with', () => {
  const numbers = (result: ResultFile, flat: number, replacement: string | null = 'zero') =>
    unitKeyNumbers(result, unitRows(result, replacement)[flat]);

  it('are those of the result', () => {
    expect(numbers(sampleResult(), 3)).toEqual([
      { value: '36', label: 'images lost, net, of 200' },
      { value: '.75', label: 'selectivity' },
      { value: '.60 bit', label: 'about the class (by chance .12)' },
      { value: '80.0\u202f%', label: 'of images wake it' },
    ]);
  });

  it('call a gain a gain', () => {
    expect(numbers(sampleResult(), 5)[0]).toEqual({ value: '2', label: 'images gained, net, of 200' });
  });

  it('leave out what was not measured, and waking of units that are below zero', () => {
    const result = sampleResult();
    result.layers[0].units.minimum = result.layers[0].units.selectivity!.map(() => -1);
    const labels = numbers(result, 3, null).map(({ label }) => label);
    expect(labels).toEqual(['selectivity', 'about the class (by chance .12)']);
  });

  it('give an estimate its interval', () => {
    const [lost] = numbers(estimated(sampleResult()), 3);
    expect(lost.value).toMatch(/^about [\d,]+$/);
    expect(lost.label).toMatch(/^images lost \([\d,]+ to [\d,]+\) of 10,000$/);
  });

  it('say what is counted so far', () => {
    expect(numbers(countedSoFar(sampleResult(), 4096), 3)[0].label).toBe('images lost so far, of 4,096 read');
  });
});
