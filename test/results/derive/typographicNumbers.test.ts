import { expect, it } from 'vitest';
import {
  writeMeasure,
  writeP,
  writeCount,
  writeFraction,
  writeInterval,
} from '../../../src/results/derive/typographicNumbers.js';

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

it('writes measures of any size to about three digits', () => {
  expect([1203, 99.96, 14.32, 2.957, 0.2462, 0.0031, 0, -0.5, 3e-7, 2.5e7].map(writeMeasure)).toEqual([
    '1,203',
    '100',
    '14.3',
    '2.96',
    '.25',
    '.0031',
    '0',
    '\u2212.50',
    '3.0e\u22127',
    '2.5e+7',
  ]);
});

it('writes probabilities of a test', () => {
  expect([0.00131, 0.0555, 0.341, 1, 1e-9].map(writeP)).toEqual(['.0013', '.056', '.34', '1', '< .0001']);
});
