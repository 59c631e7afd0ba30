import { describe, expect, it } from 'vitest';
import {
  addActivity,
  emptyActivity,
  mergeActivity,
  mergeMoments,
  type ActivityTable,
} from '../../src/analysis/activity.js';
import type { UnitLayer } from '../../src/analysis/unitLayers.js';
import { Random } from '../twin/random.js';
import { someLayer } from './someLayer.js';

const classes = 3;

interface Data {
  readonly layer: UnitLayer;
  readonly values: Float32Array;
  readonly labels: Int32Array;
}

/** Outputs of a layer on some samples, [samples x outer x units x inner], with a fair share of zeros. */
function randomData(samples: number, layer: UnitLayer, mean: number, seed = 1): Data {
  const random = new Random(seed);
  const { unitCount, outer, inner } = layer;
  const draw = () => (mean === 0 && random.below(3) === 0 ? 0 : mean + random.normal());
  return {
    layer,
    values: Float32Array.from({ length: samples * outer * unitCount * inner }, draw),
    labels: Int32Array.from({ length: samples }, () => random.below(classes)),
  };
}

/** Adds samples `first` to `end` to a table. */
function add(table: ActivityTable, { layer, values, labels }: Data, first: number, end: number): void {
  const stride = layer.outer * layer.unitCount * layer.inner;
  addActivity(
    table,
    layer,
    values.subarray(first * stride, end * stride),
    labels.subarray(first, end),
    classes,
  );
}

/** Every statistic of one unit, straight from its definition, in two passes. */
function definition({ layer, values, labels }: Data, unit: number) {
  const { unitCount, outer, inner } = layer;
  const samples = Array.from(labels, (_, sample) =>
    Array.from({ length: outer * inner }, (__, position) => {
      const [o, i] = [Math.floor(position / inner), position % inner];
      return values[((sample * outer + o) * unitCount + unit) * inner + i];
    }),
  );
  const all = samples.flat();
  const mean = all.reduce((sum, value) => sum + value, 0) / all.length;
  const activities = samples.map((own) => own.reduce((sum, value) => sum + value, 0) / own.length);
  return {
    count: all.length,
    mean,
    squaredDeviations: all.reduce((sum, value) => sum + (value - mean) ** 2, 0),
    zeros: all.filter((value) => value === 0).length,
    silentSamples: samples.filter((own) => own.every((value) => value === 0)).length,
    outputMinimum: Math.min(...all),
    outputMaximum: Math.max(...all),
    minimum: Math.min(...activities),
    maximum: Math.max(...activities),
    classSums: Array.from({ length: classes }, (_, k) =>
      activities.filter((__, sample) => labels[sample] === k).reduce((sum, value) => sum + value, 0),
    ),
  };
}

function expectDefinition(table: ActivityTable, data: Data): void {
  for (let unit = 0; unit < data.layer.unitCount; unit++) {
    const { classSums, ...expected } = definition(data, unit);
    const flat = data.layer.firstUnit + unit;
    for (const [name, value] of Object.entries(expected)) {
      expectClose(table[name as keyof typeof expected][flat], value, `${name} of unit ${unit}`);
    }
    classSums.forEach((sum, k) =>
      expectClose(table.classSums[flat * classes + k], sum, `class ${k} of unit ${unit}`),
    );
  }
}

function expectClose(found: number, expected: number, what: string): void {
  expect(Math.abs(found - expected), what).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(expected)));
}

describe('statistics of activity', () => {
  it.each([
    ['a dense layer', { unitCount: 4 }],
    ['maps, channels first', { unitCount: 3, inner: 6 }],
    ['maps, channels last', { unitCount: 3, outer: 6 }],
    ['units between positions', { unitCount: 2, outer: 3, inner: 4 }],
    ['a layer behind others', { unitCount: 4, firstUnit: 5 }],
  ])('of %s are those of the definition', (_, facts) => {
    const data = randomData(37, someLayer(facts), 0);
    const table = emptyActivity(10, classes);
    add(table, data, 0, 37);
    expectDefinition(table, data);
  });

  it('lose nothing where the mean is large', () => {
    const data = randomData(500, someLayer({ unitCount: 2, inner: 3 }), 1e4);
    const table = emptyActivity(2, classes);
    for (let first = 0; first < 500; first += 64) add(table, data, first, Math.min(500, first + 64));
    expectDefinition(table, data);
  });

  it.each([1, 7, 64, 499])('are the same when taken %i samples at a time', (size) => {
    const data = randomData(500, someLayer({ unitCount: 2, inner: 3 }), 300);
    const table = emptyActivity(2, classes);
    for (let first = 0; first < 500; first += size) add(table, data, first, Math.min(500, first + size));
    expectDefinition(table, data);
  });

  it('are the same when merged from parts of any size', () => {
    const data = randomData(400, someLayer({ unitCount: 3, outer: 2 }), 300);
    const random = new Random(9);
    for (let trial = 0; trial < 5; trial++) {
      const table = emptyActivity(3, classes);
      for (let first = 0; first < 400;) {
        const end = Math.min(400, first + 1 + random.below(150));
        const part = emptyActivity(3, classes);
        add(part, data, first, end);
        mergeActivity(table, part);
        first = end;
      }
      expectDefinition(table, data);
    }
  });

  it('count negative zero as zero, and a unit of zeros as silent everywhere', () => {
    const table = emptyActivity(1, classes);
    addActivity(
      table,
      someLayer({ unitCount: 1, inner: 2 }),
      Float32Array.of(0, -0, 0, 0),
      Int32Array.of(0, 1),
      classes,
    );
    expect(table.zeros[0]).toBe(4);
    expect(table.silentSamples[0]).toBe(2);
    expect(table.squaredDeviations[0]).toBe(0);
  });

  it('of a constant have no variance, whatever the constant', () => {
    const table = emptyActivity(1, classes);
    const layer = someLayer({ unitCount: 1 });
    for (let i = 0; i < 10; i++) {
      addActivity(table, layer, new Float32Array(7).fill(0.1), new Int32Array(7), classes);
    }
    expect(table.squaredDeviations[0]).toBe(0);
    expect(table.mean[0]).toBe(Math.fround(0.1));
  });

  it('leave the units of other layers alone', () => {
    const table = emptyActivity(3, classes);
    addActivity(
      table,
      someLayer({ unitCount: 1, firstUnit: 1 }),
      Float32Array.of(5),
      Int32Array.of(2),
      classes,
    );
    expect([...table.count]).toEqual([0, 1, 0]);
    expect([...table.classSums]).toEqual([0, 0, 0, 0, 0, 5, 0, 0, 0]);
    expect([...table.outputMinimum]).toEqual([Infinity, 5, Infinity]);
  });
});

describe('moments of two sets', () => {
  const some = { count: 2, mean: 3, squares: 2 };

  it('are those of the union', () => {
    // {2, 4} and {10}: mean 16/3, squared deviations (10/3)^2 + (4/3)^2 + (14/3)^2.
    const both = mergeMoments(some, { count: 1, mean: 10, squares: 0 });
    expect(both.count).toBe(3);
    expect(both.mean).toBeCloseTo(16 / 3, 14);
    expect(both.squares).toBeCloseTo(312 / 9, 12);
  });

  it('are those of one where the other is empty', () => {
    const none = { count: 0, mean: 0, squares: 0 };
    expect(mergeMoments(some, none)).toEqual(some);
    expect(mergeMoments(none, some)).toEqual(some);
  });
});
