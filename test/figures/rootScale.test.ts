import { describe, expect, it } from 'vitest';
import { countOfRoot, countTicks, signedRoot } from '../../src/figures/rootScale.js';

describe('the root scale of counts', () => {
  it('is sqrt(d + 2) - sqrt 2, odd about zero', () => {
    expect(signedRoot(0)).toBe(0);
    expect(signedRoot(14)).toBeCloseTo(4 - Math.SQRT2, 14);
    for (const count of [1, 5, 32, 2000]) expect(signedRoot(-count)).toBe(-signedRoot(count));
  });

  it('is turned back into the count', () => {
    for (const count of [-30, -1, 0, 0.4, 3, 2000])
      expect(countOfRoot(signedRoot(count))).toBeCloseTo(count, 9);
  });

  it('grows with every count, and by less each time', () => {
    for (let count = 0; count < 100; count++) {
      const step = signedRoot(count + 1) - signedRoot(count);
      expect(step).toBeGreaterThan(0);
      expect(step).toBeGreaterThan(signedRoot(count + 2) - signedRoot(count + 1));
    }
  });

  it('has no gap between 0 and 1 wider than twice the next step', () => {
    expect(signedRoot(1)).toBeLessThan(2 * (signedRoot(2) - signedRoot(1)));
  });
});

describe('ticks of counts', () => {
  const place = (count: number) => 400 - 40 * signedRoot(count);

  it('are round, in order, within bounds, and no nearer than asked', () => {
    for (const [lowest, highest] of [
      [-7, 35],
      [-2, 3],
      [-40, 1900],
      [-2000, 10],
    ]) {
      const ticks = countTicks(place, lowest, highest, 20);
      expect(ticks).toContain(0);
      expect(ticks).toEqual([...ticks].sort((a, b) => a - b));
      for (const tick of ticks) expect(tick >= lowest && tick <= highest).toBe(true);
      for (let i = 1; i < ticks.length; i++) {
        expect(place(ticks[i - 1]) - place(ticks[i])).toBeGreaterThanOrEqual(20);
      }
    }
  });

  it("are the design's for a cost of 32 and a gain of 7", () => {
    expect(countTicks((count) => 400 - 62 * signedRoot(count), -7, 35.2, 20)).toEqual([
      -5, -2, 0, 2, 5, 10, 20, 30,
    ]);
  });
});
