import { describe, expect, it } from 'vitest';
import { lostColumnWidth, lostScale } from '../../../../webview/views/units/lostBar.js';

describe('the bars of samples lost', () => {
  it('are linear, with zero inside the column where there are gains', () => {
    const { zero, bar } = lostScale(-8, 32);
    expect(zero).toBeGreaterThan(0);
    expect(bar(32).left).toBe(zero);
    expect(bar(16).width).toBeCloseTo(bar(32).width / 2, 12);
    expect(bar(-8).width).toBeCloseTo(bar(8).width, 12);
    expect(bar(-8).left + bar(-8).width).toBeCloseTo(zero, 12);
  });

  it('stay within the column, whatever the extremes', () => {
    for (const [lowest, highest] of [
      [0, 0],
      [0, 2000],
      [-2000, 0],
      [-3, 1900],
      [-1900, 3],
    ]) {
      const { bar } = lostScale(lowest, highest);
      for (const lost of [lowest, highest]) {
        expect(bar(lost).left).toBeGreaterThanOrEqual(-1e-9);
        expect(bar(lost).left + bar(lost).width).toBeLessThanOrEqual(lostColumnWidth);
      }
    }
  });

  it('show a single sample, and nothing for none', () => {
    const { bar } = lostScale(0, 1900);
    expect(bar(1).width).toBe(1);
    expect(bar(0).width).toBe(0);
  });
});
