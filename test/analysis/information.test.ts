import { describe, expect, it } from 'vitest';
import { mutualInformation, quantileEdges } from '../../src/analysis/information.js';
import { ValueBuckets } from '../../src/analysis/valueBuckets.js';
import { Random } from '../twin/random.js';

const edgesOf = (...values: number[]) =>
  quantileEdges(new ValueBuckets(Float64Array.from(values)), values.length);

describe('bin edges', () => {
  it("are NumPy's quantiles of a few values", () => {
    expect([...edgesOf(1, 2, 4, 8, 16)]).toEqual([
      ...[
        1.2, 1.4, 1.6, 1.8, 2.0, 2.4, 2.8, 3.2, 3.6, 4.0, 4.800000000000001, 5.6, 6.4, 7.199999999999999, 8.0,
      ],
      ...[9.600000000000001, 11.2, 12.8, 14.399999999999999],
    ]);
  });

  it("are NumPy's quantiles where values are equal", () => {
    expect([...edgesOf(-0.3, 0, 0, 0, 0.1, 0.7, 0.7, 1e3 / 3)]).toEqual([
      ...[-0.19499999999999998, -0.08999999999999998, 0, 0, 0, 0, 0, 0, 0.014999999999999993, 0.05],
      ...[0.08500000000000006, 0.2200000000000001, 0.4299999999999999, 0.6399999999999997, 0.7, 0.7, 0.7],
      ...[100.48999999999994, 216.91166666666646],
    ]);
  });

  it('of a single value are that value', () => {
    expect([...edgesOf(3)]).toEqual(new Array(19).fill(3));
  });

  it('cut many distinct values into twenty equal parts', () => {
    const sorted = Float64Array.from({ length: 2000 }, (_, i) => i);
    const edges = [0, ...edgesOf(...sorted), 2000];
    for (let bin = 0; bin < 20; bin++) {
      expect([...sorted].filter((value) => value >= edges[bin] && value < edges[bin + 1])).toHaveLength(100);
    }
  });
});

/** Entropy in bits of shares. */
const entropy = (...shares: number[]) => -shares.reduce((sum, share) => sum + share * Math.log2(share), 0);

describe('mutual information of activity and class', () => {
  const labels = (count: number, classes: number) =>
    Int32Array.from({ length: count }, (_, i) => i % classes);

  it.each([2, 3, 4, 8, 10])(
    'is the log of the number of classes where activity tells one of %i',
    (classes) => {
      const own = labels(120 * classes, classes);
      const { bits, bins } = mutualInformation(
        Float64Array.from(own, (label) => label * label - 7),
        own,
        classes,
      );
      expect(bits).toBeCloseTo(Math.log2(classes), 12);
      expect(bins).toBe(classes);
    },
  );

  it('is the entropy of the classes where activity tells them apart and they are unequal', () => {
    const own = Int32Array.from({ length: 400 }, (_, i) => (i < 200 ? 0 : i < 300 ? 1 : 2));
    const { bits } = mutualInformation(Float64Array.from(own), own, 3);
    expect(bits).toBeCloseTo(entropy(0.5, 0.25, 0.25), 12);
  });

  it('is nothing where activity and class are independent', () => {
    // Each of 20 activities once with each of 5 classes.
    const own = labels(100, 5);
    const activities = Float64Array.from({ length: 100 }, (_, i) => Math.floor(i / 5));
    const { bits, bins } = mutualInformation(activities, own, 5);
    expect(bits).toBeCloseTo(0, 14);
    expect(bins).toBe(20);
  });

  it('is nothing of a constant, which uses one bin', () => {
    expect(mutualInformation(new Float64Array(50), labels(50, 5), 5)).toEqual({ bits: 0, bins: 1 });
  });

  it('is nothing with a single class', () => {
    expect(
      mutualInformation(
        Float64Array.from({ length: 40 }, (_, i) => i),
        new Int32Array(40),
        3,
      ).bits,
    ).toBe(0);
  });

  it('tells a partition of the classes', () => {
    // Activity tells classes 0 and 1 from 2 and 3, and nothing else.
    const own = labels(400, 4);
    const { bits } = mutualInformation(
      Float64Array.from(own, (label) => (label < 2 ? -1 : 1)),
      own,
      4,
    );
    expect(bits).toBeCloseTo(1, 12);
  });

  it('puts equal values in one bin, however many there are', () => {
    const activities = Float64Array.from({ length: 100 }, (_, i) => (i < 60 ? 0 : i));
    // Quantiles up to 0.55 lie at zero, that at 0.6 between 0 and the next: zeros are one bin of twenty.
    const { bins } = mutualInformation(activities, labels(100, 2), 2);
    expect(bins).toBe(9);
  });

  it('does not change with the order of samples, nor of the classes', () => {
    const random = new Random(3);
    const activities = Float64Array.from({ length: 300 }, () => random.normal());
    const own = Int32Array.from(activities, (value) => (value + random.normal() > 0 ? 1 : 0));
    const { bits } = mutualInformation(activities, own, 2);
    expect(mutualInformation(activities.slice().reverse(), own.slice().reverse(), 2).bits).toBeCloseTo(
      bits,
      12,
    );
    const turned = own.map((label) => 1 - label);
    expect(mutualInformation(activities, turned, 2).bits).toBeCloseTo(bits, 12);
    expect(bits).toBeGreaterThan(0.1);
  });

  it('is that of the definition over bins counted one by one', () => {
    const random = new Random(4);
    const activities = Float64Array.from({ length: 500 }, () => Math.max(0, random.normal()));
    const own = Int32Array.from(activities, (value) => Math.min(3, Math.floor(value * 2 + random.uniform())));
    const edges = edgesOf(...activities);
    const cells = new Map<string, number>();
    const count = (key: string) => cells.set(key, (cells.get(key) ?? 0) + 1);
    activities.forEach((value, i) => {
      const bin = edges.filter((edge) => edge <= value).length;
      for (const key of [`bin ${bin}`, `class ${own[i]}`, `${bin} ${own[i]}`]) count(key);
    });
    const share = (key: string) => (cells.get(key) ?? 0) / 500;
    let expected = 0;
    for (const key of cells.keys()) {
      const [bin, label] = key.split(' ');
      if (bin === 'bin' || bin === 'class') continue;
      expected += share(key) * Math.log2(share(key) / (share(`bin ${bin}`) * share(`class ${label}`)));
    }
    const found = mutualInformation(activities, own, 4);
    expect(found.bits).toBeCloseTo(expected, 12);
    expect(found.bins).toBe([...cells.keys()].filter((key) => key.startsWith('bin')).length);
  });
});
