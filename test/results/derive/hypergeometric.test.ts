import { expect, it } from 'vitest';
import { hypergeometricTail } from '../../../src/results/derive/hypergeometric.js';

it('sums the ways to draw at least so many marked things', () => {
  // Of 5 cards 2 are marked; 2 are taken: both marked in 1 of 10 ways, at least one in 7 of 10.
  expect(hypergeometricTail(2, 2, 2, 5)).toBeCloseTo(0.1, 12);
  expect(hypergeometricTail(1, 2, 2, 5)).toBeCloseTo(0.7, 12);
  expect(hypergeometricTail(0, 2, 2, 5)).toBeCloseTo(1, 12);
  // Where all but one are marked, one at least is drawn for sure.
  expect(hypergeometricTail(1, 2, 4, 5)).toBeCloseTo(1, 12);
});

it('agrees with whole-number arithmetic in large networks', () => {
  // The sum of 13000 over k times 14000 over 100 - k, k from 60 to 100, by 27000 over 100, in exact integers.
  expect(hypergeometricTail(60, 100, 13_000, 27_000)).toBeCloseTo(0.011336261559791165, 9);
});
