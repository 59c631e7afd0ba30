import { describe, expect, it } from 'vitest';
import { spreadHeights } from '../../src/figures/spreadHeights.js';
import { seededRandom } from '../../src/results/derive/seededRandom.js';

const sorted = (values: readonly number[]) => [...values].sort((a, b) => a - b);

describe('heights of labels', () => {
  it('stay where there is room', () => {
    expect(spreadHeights([50, 10, 90], 15, 0, 100)).toEqual([50, 10, 90]);
  });

  it('move apart alike where there is not', () => {
    expect(spreadHeights([50, 50, 50], 10, 0, 100)).toEqual([40, 50, 60]);
  });

  it('stay within top and bottom, closer where all would not fit', () => {
    expect(spreadHeights([99, 100], 10, 0, 100)).toEqual([90, 100]);
    expect(spreadHeights([1, 1, 1], 80, 0, 100)).toEqual([0, 50, 100]);
    expect(spreadHeights([], 10, 0, 100)).toEqual([]);
    expect(spreadHeights([300], 10, 0, 100)).toEqual([100]);
  });

  it('keep their distance and their order, and no single shift brings them nearer to where they belong', () => {
    const random = seededRandom(3);
    for (let round = 0; round < 50; round++) {
      const wanted = Array.from({ length: 6 }, () => 200 * random());
      const heights = spreadHeights(wanted, 15, 0, 200);
      const cost = (shift: readonly number[]) =>
        heights.reduce((sum, height, i) => sum + (height + shift[i] - wanted[i]) ** 2, 0);
      const isAllowed = (moved: readonly number[]) => {
        const inOrder = sorted(moved);
        const isApart = inOrder.every((height, i) => i === 0 || height - inOrder[i - 1] >= 15 - 1e-9);
        return isApart && inOrder[0] >= 0 && inOrder[5] <= 200;
      };
      expect(isAllowed(heights)).toBe(true);
      for (let i = 0; i < 6; i++) {
        for (const step of [-0.5, 0.5]) {
          const shift = heights.map((_, other) => (other === i ? step : 0));
          const moved = heights.map((height, other) => height + shift[other]);
          if (isAllowed(moved)) expect(cost(shift)).toBeGreaterThanOrEqual(cost(shift.map(() => 0)));
        }
      }
    }
  });
});
