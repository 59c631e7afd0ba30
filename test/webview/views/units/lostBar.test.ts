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

  it('carry intervals from end to end, with the numbers past the longest', () => {
    const { zero, whisker } = lostScale(-40, 160);
    const { left, width, label } = whisker(-40, 160);
    // Zero stands on a whole pixel.
    expect(left).toBeGreaterThanOrEqual(0);
    expect(left).toBeLessThan(1);
    expect(whisker(0, 40).left).toBe(zero);
    expect(whisker(0, 40).width).toBeCloseTo(width / 5, 12);
    expect(label).toBeGreaterThan(left + width);
    expect(whisker(0, 40).label).toBe(label);
    expect(whisker(7, 7).width).toBe(1);
    expect(lostScale(0, 0).whisker(0, 0)).toMatchObject({ left: 0, width: 1 });
  });
});
