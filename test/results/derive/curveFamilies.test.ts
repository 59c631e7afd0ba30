import { describe, expect, it } from 'vitest';
import { areaUnderCurve } from '../../../src/results/derive/areaUnderCurve.js';
import { accuracyAt, curveFamilies, largestClassShare } from '../../../src/results/derive/curveFamilies.js';
import { curveTitle, orderName } from '../../../src/results/derive/curveWords.js';
import { sampleResult } from '../sampleResult.js';
import { allUnits, curveOf, measuredSample } from '../measuredSample.js';

describe('the area under a curve', () => {
  it('of a straight line is the mean of its ends', () => {
    expect(areaUnderCurve([0, 1, 2, 3, 4], [100, 90, 80, 70, 60], 4, 100)).toBeCloseTo(0.8, 15);
  });

  it('weighs points by their distance: (1 + .5) / 2 * 1/4 + (.5 + 0) / 2 * 3/4', () => {
    expect(areaUnderCurve([0, 1, 4], [10, 5, 0], 4, 10)).toBe(0.375);
  });

  it('is undefined for a curve that does not reach from none to all', () => {
    expect(areaUnderCurve([0, 2], [10, 5], 4, 10)).toBeNull();
    expect(areaUnderCurve([1, 4], [10, 5], 4, 10)).toBeNull();
    expect(areaUnderCurve([0], [10], 0, 10)).toBeNull();
  });
});

describe('curves', () => {
  it('that differ in the draw alone are one family, with mean, deviation and range of their areas', () => {
    const [random, ranked] = curveFamilies(measuredSample());
    // Areas (180 + 2 m + 80) / 800 with m = 120, 140, 100: .625, .675, .575.
    expect(random.auc?.count).toBe(3);
    expect(random.auc?.mean).toBeCloseTo(0.625, 15);
    expect(random.auc?.deviation).toBeCloseTo(0.05 * Math.sqrt(2 / 3), 15);
    expect([random.auc?.lowest, random.auc?.highest]).toEqual([0.575, 0.675]);
    expect(ranked.auc).toMatchObject({ count: 1, mean: 0.55, deviation: 0 });
  });

  it('have a band at each point, from the lowest to the highest', () => {
    const [{ points }] = curveFamilies(measuredSample());
    expect(points.map(({ fraction }) => fraction)).toEqual([0, 0.5, 1]);
    expect(points[1].correct).toMatchObject({ mean: 120, lowest: 100, highest: 140 });
    expect(points[1].loss).toMatchObject({ mean: 1, count: 3 });
  });

  it('of another scope, mode, control or replacement value stand apart', () => {
    const result = {
      ...sampleResult(),
      curves: [
        curveOf([180, 120, 80]),
        curveOf([180, 120, 80], { replacement: 'mean' }),
        curveOf([180, 120, 80], { mode: 'keep' }),
        curveOf([180, 120, 80], { scope: 'fc1', units: allUnits.slice(0, 8), removed: [0, 4, 8] }),
        curveOf([180, 120, 80], { scope: 'fc2', control: 'rotation', units: [], removed: [0, 3, 6] }),
      ],
    };
    const families = curveFamilies(result);
    expect(families.map(({ size }) => size)).toEqual([14, 14, 14, 8, 6]);
    expect(families.map(({ points }) => points[1].fraction)).toEqual(Array(5).fill(0.5));
  });

  it('of a given order count their fraction in units of the network, and have no area where they are partial', () => {
    const given = { by: 'given', units: [1, 2], removed: [0, 1, 2], auc: null };
    const [family] = curveFamilies({ ...sampleResult(), curves: [curveOf([180, 170, 160], given)] });
    expect([family.size, family.auc, family.points[2].fraction]).toEqual([14, null, 2 / 14]);
    expect(accuracyAt(family, 0.5, 200)).toBeNull();
  });

  it('without losses have none at their points', () => {
    const curve = curveOf([180, 120, 80]);
    delete curve.loss;
    const [{ points }] = curveFamilies({ ...sampleResult(), curves: [curve] });
    expect(points.every(({ loss }) => loss === null)).toBe(true);
    expect(curveFamilies(sampleResult())).toEqual([]);
  });

  it('are read between their points on a straight line, at the points as they are', () => {
    const [random] = curveFamilies(measuredSample());
    expect(accuracyAt(random, 0.5, 200)).toMatchObject({ mean: 0.6, lowest: 0.5, highest: 0.7 });
    expect(accuracyAt(random, 0.25, 200)?.mean).toBeCloseTo((180 + 120) / 400, 15);
    expect(accuracyAt(random, 0, 200)?.deviation).toBe(0);
    expect(accuracyAt(random, 1, 200)?.mean).toBe(0.4);
  });

  it('have a floor: 80 of 200 images are cats', () => {
    expect(largestClassShare(sampleResult())).toBe(0.4);
  });

  it('are told by their order and by what is done', () => {
    const [random, ranked] = curveFamilies(measuredSample());
    expect([orderName(random), orderName(ranked)]).toEqual(['random', 'selectivity, highest first']);
    expect(orderName({ by: 'random', direction: null, control: 'rotation' })).toBe('random axes');
    expect(orderName({ by: 'accuracy', direction: 'asc', control: null })).toBe('samples lost, lowest first');
    expect(curveTitle(random)).toBe('More and more units removed, replaced by zero');
    expect(curveTitle({ mode: 'keep', replacement: 'mean' })).toBe(
      'All but the first units of an order removed, replaced by mean',
    );
  });
});
