import { describe, expect, it } from 'vitest';
import {
  fitsInMemory,
  passesOf,
  deletionRanges,
  planActivity,
  planInformation,
  sampleRanges,
} from '../../src/analysis/plan.js';
import type { Range } from '../../src/analysis/shards.js';
import { Random } from '../twin/random.js';

/** Every index of some ranges, in their order. */
const indexes = (ranges: readonly Range[]) =>
  ranges.flatMap(({ first, count }) => Array.from({ length: count }, (_, i) => first + i));
const upTo = (count: number) => Array.from({ length: count }, (_, i) => i);

const random = new Random(1);
const cases = Array.from({ length: 20 }, () => ({
  samples: 1 + random.below(5000),
  sampleSize: 1 + random.below(20_000),
  batchSize: 1 + random.below(600),
  classCount: 10,
}));

describe('ranges of samples', () => {
  it.each(cases)('cover $samples samples of size $sampleSize once, in batches of $batchSize', (facts) => {
    const ranges = sampleRanges(facts);
    expect(indexes(ranges)).toEqual(upTo(facts.samples));
    for (const { count } of ranges.slice(0, -1)) expect(count % facts.batchSize).toBe(0);
    for (const { count } of ranges) expect(count).toBeGreaterThan(0);
  });

  it('are no longer than memory allows, if that is a batch at least', () => {
    for (const facts of cases) {
      for (const range of sampleRanges(facts)) {
        expect(range.count <= facts.batchSize || fitsInMemory(range, facts.sampleSize)).toBe(true);
      }
    }
    expect(sampleRanges({ samples: 10, sampleSize: 2 ** 24, batchSize: 2, classCount: 10 })).toHaveLength(5);
  });

  it('are those of the statistics', () => {
    for (const samples of [7, 2500, 60_000]) {
      const facts = { samples, sampleSize: 10, batchSize: 500, classCount: 10 };
      expect(planActivity(facts)).toEqual(
        deletionRanges(facts).map((range) => ({ kind: 'activity', samples: range })),
      );
    }
  });
});

describe('shards of information', () => {
  const facts = { samples: 100_000, sampleSize: 10, batchSize: 500, classCount: 10 };

  it('cover every unit once, over all samples', () => {
    const shards = planInformation(facts, [
      { first: 0, count: 500 },
      { first: 500, count: 1 },
      { first: 700, count: 90 },
    ]);
    expect(indexes(shards.map(({ units }) => units))).toEqual([
      ...upTo(501),
      ...upTo(90).map((i) => 700 + i),
    ]);
  });

  it('keep to a bound of memory, and take neighbouring layers together', () => {
    // 2^27 bytes hold 167 units of 100,000 samples in float64, twice as many in float32.
    const units = [
      { first: 0, count: 150 },
      { first: 150, count: 50 },
    ];
    expect(planInformation(facts, units).map((shard) => shard.units)).toEqual([
      { first: 0, count: 167 },
      { first: 167, count: 33 },
    ]);
    expect(planInformation(facts, units, 4).map((shard) => shard.units)).toEqual([{ first: 0, count: 200 }]);
  });

  it('take one unit at least, however many the samples', () => {
    const shards = planInformation({ ...facts, samples: 2 ** 30 }, [{ first: 3, count: 2 }]);
    expect(shards.map(({ units }) => units)).toEqual([
      { first: 3, count: 1 },
      { first: 4, count: 1 },
    ]);
  });

  it('are none of no units', () => {
    expect(planInformation(facts, [])).toEqual([]);
  });
});

it('the work of a shard is counted in passes of one sample', () => {
  const samples = { first: 0, count: 30 };
  const units = { first: 5, count: 7 };
  expect(passesOf({ kind: 'activity', samples }, 100)).toBe(30);
  expect(passesOf({ kind: 'information', units }, 100)).toBe(100);
  const ablation = {
    kind: 'ablation',
    units: Int32Array.from({ length: 7 }, (_, i) => 5 + i),
    replaceBy: { kind: 'constants', values: new Float32Array(7) },
    samples,
    loss: true,
    ways: [],
  } as const;
  // Each unit, and the intact network once.
  expect(passesOf(ablation, 100)).toBe(30 * 8);
  expect(passesOf({ ...ablation, activity: true }, 100)).toBe(30 * 9);
});
