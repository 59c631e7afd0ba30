import { describe, expect, it } from 'vitest';
import { unitCharacter } from '../../../src/results/derive/unitCharacter.js';
import { unitRows } from '../../../src/results/derive/unitRows.js';
import { sampleResult } from '../sampleResult.js';

/** What is said of a unit with these means, by class. */
function said(
  means: (number | null)[],
  change: { names?: string[]; counts?: number[]; dead?: boolean; exact?: boolean } = {},
) {
  const result = sampleResult();
  const {
    names = means.map((_, c) => String(c)),
    counts = means.map(() => 100),
    dead = false,
    exact = true,
  } = change;
  result.exact = exact;
  result.dataset.classes = names;
  result.dataset.classCounts = counts;
  const row = { ...unitRows(sampleResult(), 'zero')[0], dead };
  const responses = means.map((mean, classIndex) => ({
    classIndex,
    name: names[classIndex],
    samples: counts[classIndex],
    mean,
    lost: 0,
  }));
  return unitCharacter(result, row, responses);
}

describe('what kind of unit it is', () => {
  it.each<[string, (number | null)[], string | null]>([
    ['one class far above the others', [0.1, 0.1, 5, 0.2], 'easy to read: it likes 2s'],
    ['most classes near the favourite', [1, 0.9, 0.8, 0.1], 'hard to read: it wakes for most classes'],
    ['all of them', [1, 0.9, 0.8, 0.7], 'hard to read: it wakes for all 4 classes'],
    ['both of two', [1, 0.9], 'hard to read: it wakes for both classes'],
    ['one of three, but not far', [1, 0.3, 0.3], 'it likes 0s most'],
    ['two of five', [0.1, 1, 0.2, 0.9, 0.1], 'it likes 1s and 3s'],
    ['three of seven', [0, 1, 0.4, 0.9, 0.1, 0, 0], 'it likes 1s, 3s and 2s'],
    ['four of nine', [0, 1, 0.4, 0.9, 0.1, 0.5, 0, 0, 0], 'it wakes for 4 of 9 classes, most for the 1s'],
    ['values below zero', [-1, 2, -0.5], 'most active for the 1s'],
    ['one class', [3], null],
    ['no difference', [2, 2, 2], null],
    ['nothing known', [null, null], null],
  ])('%s', (_, means, words) => {
    expect(said(means)).toBe(words);
  });

  it('quotes names that are no digits', () => {
    expect(said([0, 4, 0.1], { names: ['cat', 'dog', 'bird'] })).toBe(
      'easy to read: it likes \u201cdog\u201d',
    );
  });

  it('makes little of a mean of a few samples', () => {
    expect(said([0, 4, 0.1], { counts: [50, 2, 50] })).toBe('most active for the 1s, but of 2 images only');
  });

  it('says that it is dead, as far as that is known', () => {
    expect(said([0, 0], { dead: true })).toBe('dead on this data');
    expect(said([0, 0], { dead: true, exact: false })).toBe('dead on what was read');
  });
});
