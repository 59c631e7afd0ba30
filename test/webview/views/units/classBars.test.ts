import { describe, expect, it } from 'vitest';
import { classBars } from '../../../../webview/views/units/classBars.js';

/** Left edge, signed height and foot of every bar of a path. */
function read(path: string): { x: number; foot: number; up: number }[] {
  return [...path.matchAll(/M([-\d.]+) ([-\d.]+)h[-\d.]+v([-\d.]+)/g)].map(([, x, foot, v]) => ({
    x: Number(x),
    foot: Number(foot),
    up: -Number(v),
  }));
}

describe('the bars of activity by class', () => {
  it('stand at the place of their class, as high as the mean', () => {
    const { bars, preferred } = classBars([1, 4, 2], 1);
    expect(read(preferred)).toEqual([{ x: 7, foot: 17, up: 16 }]);
    expect(read(bars)).toEqual([
      { x: 0, foot: 17, up: 4 },
      { x: 14, foot: 17, up: 8 },
    ]);
  });

  it('hang from zero where a mean is negative', () => {
    const [first, second] = read(classBars([-1, 3], null).bars);
    expect(first).toMatchObject({ up: -4, foot: 13 });
    expect(second).toMatchObject({ up: 12, foot: 13 });
  });

  it('keep within their room, also for a thousand classes', () => {
    for (const classes of [2, 10, 100, 1000]) {
      const { width, bars } = classBars(
        Array.from({ length: classes }, (_, c) => c % 7),
        null,
      );
      expect(width).toBeLessThanOrEqual(70);
      expect(read(bars).length).toBeLessThanOrEqual(70);
    }
  });

  it('show the largest mean of classes that share a bar, and mark the preferred one', () => {
    const means = Array.from({ length: 140 }, (_, c) => (c === 77 ? 5 : 1));
    const { preferred } = classBars(means, 77);
    expect(read(preferred)).toEqual([{ x: 38, foot: 17, up: 16 }]);
  });

  it('draw a line for a class without samples', () => {
    expect(read(classBars([null, 2], 1).bars)[0].up).toBe(1);
  });
});
