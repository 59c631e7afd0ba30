import { expect, it } from 'vitest';
import { binCounts, doublingBins } from '../../../src/results/derive/doublingBins.js';

it('doubles in width away from zero, on both sides as far as there are counts', () => {
  expect(doublingBins(-3, 9).map(({ name }) => name)).toEqual([
    '\u22124 to \u22123',
    '\u22122',
    '\u22121',
    '0',
    '1',
    '2',
    '3\u20134',
    '5\u20138',
    '9\u201316',
  ]);
  expect(doublingBins(0, 0).map(({ name }) => name)).toEqual(['0']);
});

it('holds every count in one bin', () => {
  const values = [-3, -1, 0, 0, 1, 2, 3, 4, 5, 8, 9, 16];
  expect(binCounts(values, doublingBins(-3, 16))).toEqual([1, 0, 1, 2, 1, 1, 2, 2, 2]);
});
