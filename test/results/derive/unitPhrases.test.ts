import { describe, expect, it } from 'vitest';
import {
  importancePhrase,
  samplesOfClass,
  selectivityPhrase,
} from '../../../src/results/derive/unitPhrases.js';
import { unitRows } from '../../../src/results/derive/unitRows.js';
import { sampleResult } from '../sampleResult.js';

const result = sampleResult();
const rows = unitRows(result, 'zero');

describe('a unit in a phrase', () => {
  it('costs, gains, or does neither', () => {
    expect(importancePhrase(rows[3], 'image')).toBe('costs 36 images');
    expect(importancePhrase(rows[13], 'review')).toBe('costs 1 review');
    expect(importancePhrase(rows[5], 'image')).toBe('gains 2 images');
    expect(importancePhrase(rows[1], 'image')).toBe('costs no image');
  });

  it('is dead where it is', () => expect(importancePhrase(rows[4], 'image')).toBe('dead on this data'));

  it('has no importance where it was not deleted', () => {
    expect(importancePhrase(unitRows(result, null)[0], 'image')).toBeNull();
  });

  it('says what it prefers, and how much', () => {
    expect(selectivityPhrase(rows[3], result.dataset.classes)).toBe('selectivity .75, prefers cat');
    expect(selectivityPhrase(rows[4], result.dataset.classes)).toBeNull();
  });
});

describe('the samples of a class', () => {
  it('are the 8s of a digit, and a name as it stands', () => {
    const digits = sampleResult();
    digits.dataset.classes = ['0', '1', '8'];
    expect(samplesOfClass(digits, 2)).toBe('the 8s');
    expect(samplesOfClass(result, 1)).toBe('dog');
  });
});
