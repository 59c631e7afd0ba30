import { describe, expect, it } from 'vitest';
import type { Rect } from '../../src/figures/figure.js';
import { layerStrip } from '../../src/figures/layerStrip.js';

const barsOf = (lost: readonly number[], width = 100) =>
  layerStrip(lost, 'label', width).marks.slice(1) as Rect[];

describe('the strip of a layer', () => {
  it('has a bar for each unit that changes anything, most lost first', () => {
    const bars = barsOf([1, 0, 4, -2]);
    expect(bars.map(({ fill }) => fill)).toEqual(['lost', 'lost', 'gained']);
    expect(bars[0].height / bars[1].height).toBeCloseTo(4, 6);
    expect(bars[2].height / bars[1].height).toBeCloseTo(2, 6);
    expect(bars.map(({ x }) => x)).toEqual([0, 25, 75]);
  });

  it('stands losses upon the line and hangs gains below it', () => {
    const [up, down] = barsOf([3, -1]);
    expect(up.y + up.height).toBeCloseTo(down.y, 6);
  });

  it('stays within its room, however many units there are', () => {
    const lost = Array.from({ length: 5000 }, (_, i) => i - 1000);
    const { height, marks } = layerStrip(lost, 'label', 100);
    expect(marks.length).toBeLessThanOrEqual(101);
    for (const { y, height: own } of marks as Rect[]) {
      expect(y).toBeGreaterThanOrEqual(0);
      expect(y + own).toBeLessThanOrEqual(height);
    }
  });

  it('of no units, and of units that change nothing, is a line', () => {
    expect(barsOf([])).toEqual([]);
    expect(barsOf([0, 0])).toEqual([]);
  });
});
