import { describe, expect, it } from 'vitest';
import { addActivity, emptyActivity } from '../../src/analysis/activity.js';
import {
  ablationColumns,
  activityColumns,
  emptyAblation,
  finite,
  selectivityColumns,
  sum,
} from '../../src/analysis/columns.js';
import { someLayer } from './someLayer.js';

const layer = someLayer({ unitCount: 2, inner: 2, firstUnit: 1 });

/** Statistics of the layer's two units with two positions each, on samples of classes 0, 2 and 2. */
function columnsOf(samples: readonly (readonly number[])[], norms: Float64Array | null = null) {
  const activity = emptyActivity(4, 3);
  addActivity(activity, layer, Float32Array.from(samples.flat()), Int32Array.of(0, 2, 2), 3);
  return activityColumns(layer, activity, [1, 0, 2], norms);
}

const samples = [
  [1, 3, 0, 0],
  [0, 0, 0, 0],
  [6, 2, 0, 0],
];

describe('the columns of a layer', () => {
  it('are its own units, worked out by hand', () => {
    expect(columnsOf(samples, Float64Array.of(9, 12))).toEqual({
      mean: [2, 0],
      // 1 + 1 + 4 + 4 + 16 + 0, over six values.
      variance: [26 / 6, 0],
      minimum: [0, 0],
      maximum: [4, 0],
      outputMinimum: [0, 0],
      outputMaximum: [6, 0],
      zeroFraction: [1 / 3, 1],
      silentSamples: [1, 3],
      l1Norm: [9, 12],
      classMeans: [
        [2, null, 2],
        [0, null, 0],
      ],
    });
  });

  it('have no norms where there are no weights', () => {
    expect(columnsOf(samples).l1Norm).toEqual([null, null]);
  });

  it('tell the preferred class, none of a dead unit', () => {
    expect(selectivityColumns(columnsOf(samples))).toEqual({
      preferredClass: [0, null],
      selectivity: [0, null],
    });
  });

  it('hold nothing but numbers and null where an output is infinite', () => {
    const columns = columnsOf([
      [1, 3, 0, 0],
      [Infinity, 0, -Infinity, 5],
      [6, 2, Infinity, -Infinity],
    ]);
    const all = Object.values({ ...columns, ...selectivityColumns(columns) }).flat(2);
    for (const value of all) expect(value === null || Number.isFinite(value)).toBe(true);
    expect(columns.mean).toEqual([null, null]);
    expect(columns.variance).toEqual([null, null]);
    expect(columns.classMeans?.[0]).toEqual([2, null, null]);
    expect(selectivityColumns(columns)).toEqual({ preferredClass: [null, null], selectivity: [null, null] });
  });
});

describe('the columns of ablations', () => {
  const table = (values: number[]) => ({
    ...emptyAblation(4, 3, Float32Array.from(values)),
    correctPerClass: Float64Array.of(9, 9, 9, 1, 0, 2, 0, 0, 1, 9, 9, 9),
    correctHalf: Float64Array.of(9, 2, 0, 9),
    turnedWrong: Float64Array.of(9, 0, 2, 9),
    turnedRight: Float64Array.of(9, 1, 0, 9),
    lossSum: Float64Array.of(9, 3, 6, 9),
  });
  const counts = {
    correct: [3, 1],
    correctPerClass: [
      [1, 0, 2],
      [0, 0, 1],
    ],
    correctHalf: [2, 0],
    turnedWrong: [0, 2],
    turnedRight: [1, 0],
  };

  const allDeleted = new Uint8Array(4).fill(1);

  it('are null for a unit that was not deleted', () => {
    const ablations = new Map([['mean' as const, table([9, 0.5, 0.25, 9])]]);
    const isDeleted = Uint8Array.of(1, 0, 1, 1);
    expect(ablationColumns(layer, isDeleted, ablations, 3, 3, true)).toEqual({
      mean: {
        value: [null, 0.25],
        correct: [null, 1],
        loss: [null, 2],
        correctPerClass: [
          [null, null, null],
          [0, 0, 1],
        ],
        correctHalf: [null, 0],
        turnedWrong: [null, 2],
        turnedRight: [null, 0],
      },
    });
  });

  it('are counts, and losses a sample', () => {
    const ablations = new Map([['zero' as const, table([0, 0, 0, 0])]]);
    expect(ablationColumns(layer, allDeleted, ablations, 3, 3, true)).toEqual({
      zero: { ...counts, loss: [1, 2] },
    });
  });

  it('tell what each unit was clamped to where that is not zero', () => {
    const ablations = new Map([
      ['zero' as const, table([0, 0, 0, 0])],
      ['mean' as const, table([9, 0.5, 0.25, 9])],
    ]);
    expect(ablationColumns(layer, allDeleted, ablations, 3, 3, false)).toEqual({
      zero: counts,
      mean: { ...counts, value: [0.5, 0.25] },
    });
  });

  it('are null where a loss or a value is not finite', () => {
    const ablations = new Map([
      ['mean' as const, { ...table([9, NaN, 1, 9]), lossSum: Float64Array.of(9, Infinity, 3, 9) }],
    ]);
    expect(ablationColumns(layer, allDeleted, ablations, 3, 3, true)['mean']).toMatchObject({
      loss: [null, 1],
      value: [null, 1],
    });
  });
});

it('a sum adds up, and what is not finite is undefined', () => {
  expect(sum(Float64Array.of(1, 2, 4))).toBe(7);
  expect(sum([])).toBe(0);
  expect([1.5, 0, NaN, Infinity, -Infinity].map(finite)).toEqual([1.5, 0, null, null, null]);
});
