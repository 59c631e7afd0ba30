import { expect } from 'vitest';
import { turnedSamples } from '../../src/results/derive/unitGallery.js';
import { flatUnits } from '../../src/results/derive/flatUnits.js';
import type { ResultFile } from '../../src/results/schema.js';
import type { UnitDetail } from '../../src/results/unitDetail.js';

/** Counts a unit's detail together, and compares with what the result says: counts to the unit. */
export function expectDetailOfResult(detail: UnitDetail, result: ResultFile, replacement: string): void {
  const { layer, index } = flatUnits(result)[detail.unit];
  const { units } = layer;
  const where = `${replacement} of unit ${detail.unit}`;
  const ablation = units.ablation![replacement];
  const { turnedWrong, turnedRight } = turnedSamples(detail);
  expect([turnedWrong.length, turnedRight.length], where).toEqual([
    ablation.turnedWrong[index],
    ablation.turnedRight[index],
  ]);
  const classes = result.baseline.correctPerClass.length;
  expect(rightPerClass(detail.before, detail, classes), where).toEqual(result.baseline.correctPerClass);
  expect(rightPerClass(detail.after, detail, classes), where).toEqual(ablation.correctPerClass?.[index]);
  // Single precision has seven digits; a mean of single numbers loses one at most.
  expectNear(lossOf(detail.confidenceBefore), result.baseline.loss ?? NaN, where);
  expectNear(lossOf(detail.confidenceAfter), ablation.loss?.[index] ?? NaN, where);
  meansOf(detail, classes).forEach((mean, k) => {
    const expected = units.classMeans?.[index][k];
    if (expected != null) expectNear(mean, expected, `${where}, class ${k}`);
  });
}

function rightPerClass(predicted: Int32Array, { labels }: UnitDetail, classes: number): number[] {
  return Array.from(
    { length: classes },
    (_, k) => labels.filter((label, i) => label === k && predicted[i] === k).length,
  );
}

function meansOf({ activity, labels }: UnitDetail, classes: number): number[] {
  return Array.from({ length: classes }, (_, k) => {
    const own = [...activity].filter((_, i) => labels[i] === k);
    return own.reduce((sum, value) => sum + value, 0) / own.length;
  });
}

function lossOf(confidence: Float32Array): number {
  return confidence.reduce((sum, share) => sum - Math.log(share), 0) / confidence.length;
}

function expectNear(found: number, expected: number, where: string): void {
  expect(Math.abs(found - expected), `${where}: ${found} instead of ${expected}`).toBeLessThanOrEqual(
    1e-5 * Math.abs(expected) + 1e-6,
  );
}
