import { describe, expect, it } from 'vitest';
import { median, spreadPart } from './statistics.js';

describe('the median', () => {
  it('is the middle value, in whatever order they come', () => {
    expect(median([30, 4, 100])).toBe(30);
  });

  it('of an even number of values lies between the two in the middle', () => {
    expect(median([8, 1, 2, 100])).toBe(5);
  });
});

describe('the part of the units that the peer deletes', () => {
  const units = Array.from({ length: 1024 }, (_, i) => i);

  it('is spread over all of them', () => {
    const part = spreadPart(units, 8, 2);
    expect(part.map((unit) => Math.floor(unit / 128))).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  it('is the same for the same seed, and another for each of the first rounds', () => {
    expect(spreadPart(units, 8, 3)).toEqual(spreadPart(units, 8, 3));
    const firsts = [0, 1, 2, 3, 4, 5].map((seed) => spreadPart(units, 8, seed)[0]);
    expect(new Set(firsts).size).toBe(6);
  });

  it('is no more than there are', () => {
    expect(spreadPart([5, 6], 8, 1)).toEqual([5, 6]);
  });

  it('takes every unit about equally often', () => {
    const counts = new Map<number, number>();
    const rounds = 1000;
    for (let seed = 0; seed < rounds; seed++) {
      for (const unit of spreadPart(units.slice(0, 20), 4, seed)) {
        counts.set(unit, (counts.get(unit) ?? 0) + 1);
      }
    }
    // 4 of 20, a thousand times. Multiples of the golden ratio fill five intervals to within a few of equal.
    for (let unit = 0; unit < 20; unit++) expect(Math.abs((counts.get(unit) ?? 0) - 200)).toBeLessThan(5);
  });
});
