import { expect, it } from 'vitest';
import { activityBytes, activityColumn } from '../../src/analysis/activityColumns.js';
import type { UnitLayer } from '../../src/analysis/unitLayers.js';

const layer = (kind: UnitLayer['kind'], outer: number, inner: number) =>
  ({ kind, outer, inner }) as UnitLayer;

it('activities of neurons are kept as the network gives them, means over positions more exactly', () => {
  expect(activityColumn(layer('dense', 1, 1), 7)).toEqual(new Float32Array(7));
  expect(activityColumn(layer('conv', 1, 49), 7)).toEqual(new Float64Array(7));
  expect(activityColumn(layer('head', 1, 1), 7)).toEqual(new Float64Array(7));
});

it('bytes of an activity are those of the layer that takes most', () => {
  expect(activityBytes([layer('dense', 1, 1), layer('dense', 1, 1)])).toBe(4);
  expect(activityBytes([layer('dense', 1, 1), layer('conv', 1, 49)])).toBe(8);
});
