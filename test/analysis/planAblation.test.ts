import { describe, expect, it } from 'vitest';
import { byConstants, planAblation } from '../../src/analysis/planAblation.js';
import type { AblationShard, Range } from '../../src/analysis/shards.js';

/** Every index of some ranges, in their order. */
const indexes = (ranges: readonly Range[]) =>
  ranges.flatMap(({ first, count }) => Array.from({ length: count }, (_, i) => first + i));
/** What the units of a shard are clamped to. */
const constantsOf = ({ replaceBy }: AblationShard) =>
  replaceBy.kind === 'constants' ? [...replaceBy.values] : null;
const upTo = (count: number) => Array.from({ length: count }, (_, i) => i);

describe('shards of ablation', () => {
  const facts = { samples: 2500, sampleSize: 10, batchSize: 10, classCount: 10 };
  const listed = (first: number, count: number) => Int32Array.from({ length: count }, (_, i) => first + i);
  const layers = [
    { units: listed(0, 100), effort: 0.5 },
    { units: listed(130, 65), effort: 0.25 },
  ];
  const values = Float32Array.from({ length: 200 }, (_, i) => i / 10);
  const shards = planAblation(facts, layers, byConstants(values), true, ['masks', 'delta']);

  it('cover every unit on every sample exactly once', () => {
    const pairs = new Set<string>();
    let count = 0;
    for (const shard of shards) {
      for (const unit of shard.units) {
        for (const sample of indexes([shard.samples])) {
          pairs.add(`${unit} ${sample}`);
          count++;
        }
      }
    }
    expect(count).toBe(165 * 2500);
    expect(pairs.size).toBe(count);
  });

  it('hold what each of their units is clamped to, and how units are deleted', () => {
    for (const shard of shards) {
      expect(constantsOf(shard)).toEqual(Array.from(shard.units, (unit) => Math.fround(unit / 10)));
      expect(shard).toMatchObject({ kind: 'ablation', loss: true, ways: ['masks', 'delta'] });
    }
  });

  it('have values of their own, not a view of all', () => {
    for (const { replaceBy, units: own } of shards) {
      if (replaceBy.kind === 'constants') expect(replaceBy.values.buffer.byteLength).toBe(4 * own.length);
    }
  });

  it('read the samples forward, unit list by unit list', () => {
    for (const list of new Set(shards.map(({ units }) => units))) {
      const firsts = shards.filter(({ units }) => units === list).map(({ samples }) => samples.first);
      expect(firsts).toEqual(firsts.toSorted((a, b) => a - b));
    }
    expect(shards.map(({ units }) => units[0])).toEqual(
      shards.map(({ units }) => units[0]).toSorted((a, b) => a - b),
    );
  });

  it('are worth 64 runs of the whole network, of whatever layers', () => {
    // 100 units at a half, and 56 at a quarter.
    const lists = [...new Set(shards.map(({ units }) => units))];
    expect(lists.map((list) => list.length)).toEqual([100 + 56, 9]);
  });

  it('give no more counts than their bound', () => {
    const wide = { ...facts, classCount: 2 ** 14 };
    const lists = new Set(
      planAblation(wide, layers, byConstants(values), true, []).map(({ units }) => units.length),
    );
    expect([...lists]).toEqual([64, 37]);
  });

  it('are of few samples where data are few, so that no process is idle in the end', () => {
    expect(new Set(shards.map(({ samples }) => samples.count))).toEqual(new Set([80, 20]));
    const many = planAblation({ ...facts, samples: 100_000 }, layers, byConstants(values), true, []);
    expect(many[0].samples.count).toBe(1020);
  });

  describe('where they are few', () => {
    const few = { samples: 500, sampleSize: 10, batchSize: 33, classCount: 10 };
    const parts = planAblation(few, [{ units: listed(0, 101), effort: 0.5 }], byConstants(values), true, []);
    const workOf = ({ units, samples }: AblationShard) => units.length * samples.count;

    it('end in halves, each of every other unit', () => {
      expect(parts.map(({ units, samples }) => [units.length, samples.count])).toEqual([
        ...Array.from({ length: 6 }, () => [101, 66]),
        [51, 66],
        [50, 66],
        [51, 38],
        [50, 38],
      ]);
      expect([...parts[7].units]).toEqual(upTo(50).map((i) => 2 * i + 1));
    });

    it('keep two processes busy to the end', () => {
      const busy = [0, 0];
      for (const part of parts) busy[busy[0] <= busy[1] ? 0 : 1] += workOf(part);
      expect(Math.abs(busy[0] - busy[1]) / (busy[0] + busy[1])).toBeLessThan(0.01);
    });

    it('stay whole where running the intact network again would cost more than that saves', () => {
      const cheap = planAblation(
        few,
        [{ units: listed(0, 101), effort: 0.1 }],
        byConstants(values),
        true,
        [],
      );
      expect(new Set(cheap.map(({ units }) => units.length))).toEqual(new Set([101]));
    });
  });
});
