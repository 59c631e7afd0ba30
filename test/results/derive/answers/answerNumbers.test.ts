import { describe, expect, it } from 'vitest';
import { inShort, unitsAnswer } from '../../../../src/results/derive/answers/answerNumbers.js';
import { listed } from '../../../../src/results/derive/answers/askedFor.js';

describe('numbers in answers', () => {
  it('have six digits, and undefined ones stay so', () => {
    expect([inShort(2 / 3), inShort(-1234567.8), inShort(0), inShort(null)]).toEqual([
      0.666667,
      -1234570,
      0,
      null,
    ]);
  });
});

describe('units in answers', () => {
  it('are counted, and neighbours written as a range', () => {
    expect(unitsAnswer([0, 1, 2, 3, 7, 9, 10])).toEqual({ count: 7, indexes: '0-3, 7, 9-10' });
    expect(unitsAnswer([])).toEqual({ count: 0, indexes: '' });
  });
});

describe('names in a sentence', () => {
  it('are the first of many, and how many more there are', () => {
    const names = Array.from({ length: 32 }, (_, i) => `n${i}`);
    expect(listed(names)).toMatch(/n29 and 2 more$/);
    expect(listed(['a', 'b'])).toBe('a, b');
    expect(listed([])).toBe('none');
  });
});
