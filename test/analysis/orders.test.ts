import { describe, expect, it } from 'vitest';
import { curvePoints, derangement, randomOrder, rankedOrder } from '../../src/analysis/orders.js';

const upTo = (count: number) => Int32Array.from({ length: count }, (_, i) => i);
const sorted = (order: Int32Array) => [...order].sort((a, b) => a - b);

describe('a random order', () => {
  it.each([1, 2, 7, 512])('of %i units has each of them once', (count) => {
    const units = upTo(count).map((unit) => 3 * unit + 5);
    for (let seed = 0; seed < 20; seed++) expect(sorted(randomOrder(units, seed))).toEqual([...units]);
  });

  it('is the same for the same seed, and another for another', () => {
    const orders = [0, 1, 2, 3].map((seed) => randomOrder(upTo(100), seed).join());
    expect(randomOrder(upTo(100), 2).join()).toBe(orders[2]);
    expect(new Set(orders).size).toBe(4);
  });

  it('leaves the units that it is given as they are', () => {
    const units = upTo(9);
    randomOrder(units, 1);
    expect(units).toEqual(upTo(9));
  });

  it('gives every unit every place equally often', () => {
    const [units, draws] = [5, 4000];
    const counts = Array.from({ length: units }, () => new Array<number>(units).fill(0));
    for (let seed = 0; seed < draws; seed++)
      randomOrder(upTo(units), seed).forEach((unit, place) => counts[unit][place]++);
    // Binomial with p = 1/5: five standard deviations are 126.
    for (const count of counts.flat()) expect(Math.abs(count - draws / units)).toBeLessThan(126);
  });
});

describe('a ranked order', () => {
  const order = (values: (number | null)[], direction: 'asc' | 'desc') => [
    ...rankedOrder(upTo(values.length), values, direction),
  ];

  it('runs from lowest to highest, or the other way round', () => {
    expect(order([0.5, -1, 2, 0], 'asc')).toEqual([1, 3, 0, 2]);
    expect(order([0.5, -1, 2, 0], 'desc')).toEqual([2, 0, 3, 1]);
  });

  it('gives ties to the lower index, in either direction', () => {
    expect(order([1, 2, 1, 2, 1], 'asc')).toEqual([0, 2, 4, 1, 3]);
    expect(order([1, 2, 1, 2, 1], 'desc')).toEqual([1, 3, 0, 2, 4]);
    expect(order([0, -0, 0], 'desc')).toEqual([0, 1, 2]);
  });

  it('counts what is undefined as lowest', () => {
    expect(order([0, null, -5, null], 'asc')).toEqual([1, 3, 2, 0]);
    expect(order([0, null, -5, null], 'desc')).toEqual([0, 2, 1, 3]);
  });

  it('holds the units of a scope alone, by their flat indexes', () => {
    expect([...rankedOrder(Int32Array.of(1, 3), [9, 1, 9, 2], 'desc')]).toEqual([3, 1]);
  });
});

describe('a derangement', () => {
  it.each([2, 3, 10, 1001])('of %i samples has each once, and none in its own place', (count) => {
    for (let seed = 0; seed < 20; seed++) {
      const sources = derangement(count, seed);
      expect(sorted(sources)).toEqual([...upTo(count)]);
      expect(sources.some((source, sample) => source === sample)).toBe(false);
    }
  });

  it('of two samples exchanges them', () => {
    expect([...derangement(2, 0)]).toEqual([1, 0]);
  });

  it('is the same for the same seed, and another for another', () => {
    expect(derangement(50, 4)).toEqual(derangement(50, 4));
    expect(derangement(50, 4)).not.toEqual(derangement(50, 5));
  });
});

describe('the points of a curve', () => {
  it.each([1, 5, 24, 31, 32, 33, 224, 512, 513, 688])(
    'of %i units are round(i N / 32), each once',
    (units) => {
      const expected: number[] = [];
      for (let i = 0; i <= 32; i++) {
        const point = Math.floor((2 * i * units + 32) / 64);
        if (expected.at(-1) !== point) expected.push(point);
      }
      expect([...curvePoints(units)]).toEqual(expected);
      expect(expected[0]).toBe(0);
      expect(expected.at(-1)).toBe(units);
    },
  );

  it('are as many as the units and one where these are few', () => {
    expect([...curvePoints(3)]).toEqual([0, 1, 2, 3]);
    expect(curvePoints(512)).toHaveLength(33);
  });
});
