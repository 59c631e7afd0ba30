import { describe, expect, it } from 'vitest';
import { shortened } from '../../../src/figures/delete/shortened.js';

const letters = (text: string) => text.length;

describe('a name that is too long', () => {
  it.each([
    ['conv1', 5, 'conv1'],
    ['Convolution110', 7, 'Con\u2026110'],
    ['Convolution110', 8, 'Conv\u2026110'],
    ['Convolution110', 0, 'C\u20260'],
  ])('%s is cut to %i letters in its middle', (name, width, cut) => {
    expect(shortened(name, width, letters)).toBe(cut);
  });
});
