import { expect, it } from 'vitest';
import { writeCount, writeFraction, writeInterval } from '../../../src/results/derive/typographicNumbers.js';

it('writes counts with thousands and a real minus', () => {
  expect([0, 14, 27_000, -3, -1203].map(writeCount)).toEqual(['0', '14', '27,000', '\u22123', '\u22121,203']);
});

it('writes bounded measures without a leading zero', () => {
  expect([0.724, 1, -0.14, 0].map((value) => writeFraction(value))).toEqual([
    '.72',
    '1.00',
    '\u2212.14',
    '.00',
  ]);
  expect(writeFraction(0.05128, 4)).toBe('.0513');
});

it('writes no minus before what is rounded to zero', () => expect(writeFraction(-0.004)).toBe('.00'));

it('writes intervals from low to high', () => {
  expect(writeInterval(-0.261, -0.019)).toBe('\u2212.26 to \u2212.02');
});
