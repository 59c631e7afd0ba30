import { describe, expect, it } from 'vitest';
import { ValueBuckets } from '../../src/analysis/valueBuckets.js';
import { Random } from '../twin/random.js';

const random = new Random(3);
const many = (value: (i: number) => number) => Float64Array.from({ length: 5000 }, (_, i) => value(i));
const cases: readonly (readonly [string, Float64Array])[] = [
  ['of a normal distribution', many(() => random.normal())],
  ['of a rectifier', many(() => Math.max(0, random.normal()))],
  ['of a few sizes', many(() => random.below(7) - 3)],
  ['of a heavy tail', many(() => Math.exp(9 * random.normal()))],
  ['next to each other', many((i) => 1 + Number.EPSILON * (i % 40))],
  ['that are tiny', many((i) => Number.MIN_VALUE * (i % 3))],
  ['that are all the same', many(() => -2.5)],
  ['some of which are infinite', many((i) => (i % 50 === 0 ? Infinity : random.normal()))],
  ['some of which are not numbers', many((i) => (i % 50 === 0 ? NaN : random.normal()))],
  ['of which there is one', Float64Array.of(3)],
];

describe.each(cases)('values %s', (_, values) => {
  const sorted = values.slice().sort();

  it('have the order statistics of a sorted copy', () => {
    const places = [0, 0.05, 0.3, 0.5, 0.5, 0.77, 0.95, 1].map((share) =>
      Math.floor(share * (values.length - 1)),
    );
    expect(new ValueBuckets(values).at(places)).toEqual(places.map((place) => sorted[place]));
  });

  it('lie among edges where comparing them with each says', () => {
    const edges = Float64Array.from(
      [0, 0.2, 0.2, 0.5, 0.81, 1],
      (share) => sorted[Math.floor(share * (values.length - 1))],
    );
    const below = new ValueBuckets(values).edgesBelow(edges);
    // A sorted copy ends with what is not a number, which has no place among edges.
    const known = [...values.keys()].filter((i) => !Number.isNaN(values[i] + edges[5]));
    expect(known.map((i) => below[i])).toEqual(
      known.map((i) => edges.filter((edge) => edge <= values[i]).length),
    );
  });
});
