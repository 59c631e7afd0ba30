import { describe, expect, it } from 'vitest';
import * as format from '../../../src/results/derive/numberFormat.js';

describe('a share', () => {
  it('has the decimals that tell one sample apart, and no more', () => {
    expect(format.formatShare(97, 100)).toBe('97 %');
    expect(format.formatShare(350, 360)).toBe('97.2 %');
    expect(format.formatShare(1906, 2000)).toBe('95.30 %');
    expect(format.formatShare(9712, 10_000)).toBe('97.12 %');
    expect(format.formatShare(38_102, 50_000)).toBe('76.204 %');
  });

  it('is 0 % or 100 % only where that is true', () => {
    for (const total of [3, 99, 100, 101, 360, 2000, 9999, 10_000, 60_000, 1_281_167]) {
      expect(Number.parseFloat(format.formatShare(total - 1, total))).toBeLessThan(100);
      expect(Number.parseFloat(format.formatShare(1, total))).toBeGreaterThan(0);
      expect(Number.parseFloat(format.formatShare(total, total))).toBe(100);
    }
  });

  it('changes by points, with a sign', () => {
    expect(format.formatPoints(-23, 2000)).toBe('-1.15');
    expect(format.formatPoints(1, 360)).toBe('+0.3');
    expect(format.formatPoints(0, 360)).toBe('0.0');
    expect(format.formatPoints(-0, 360)).toBe('0.0');
  });
});

describe('other numbers', () => {
  it('group thousands and agree with their noun', () => {
    expect(format.formatCount(27_000)).toBe('27,000');
    expect(format.formatCounted(1, 'image')).toBe('1 image');
    expect(format.formatCounted(2000, 'image')).toBe('2,000 images');
  });

  it('have a sign where they are a change', () => {
    expect(format.formatLossRise(0.03124)).toBe('+0.0312');
    expect(format.formatLossRise(-0.00004)).toBe('0.0000');
    expect(format.formatLoss(0.17127)).toBe('0.1713');
    expect(format.formatIndex(-0.001)).toBe('0.00');
  });

  it('write p with two digits down to a millionth', () => {
    expect(format.formatP(0.0124)).toBe('p = 0.012');
    expect(format.formatP(1)).toBe('p = 1');
    expect(format.formatP(0.00002)).toBe('p = 2e-5');
    expect(format.formatP(0)).toBe('p < 1e-6');
  });

  it('write durations in the units of a clock', () => {
    expect([0.42, 9.96, 59.4, 59.6, 192, 3599.7, 7500].map(format.formatDuration)).toEqual([
      '0.4 s',
      '10 s',
      '59 s',
      '1 min 0 s',
      '3 min 12 s',
      '1 h 0 min',
      '2 h 5 min',
    ]);
  });
});
