import { describe, expect, it } from 'vitest';
import { parseResult } from '../../../src/results/schema.js';
import { classDrops } from '../../../src/results/derive/classDrops.js';
import { flatUnits, measuredValue, replacementsOf } from '../../../src/results/derive/flatUnits.js';
import { largestClassLoss, unitImportances } from '../../../src/results/derive/importance.js';
import { sampleResult, sampleWithMeans } from '../sampleResult.js';

describe('flat units', () => {
  it('count through the layers in forward order, measured or not', () => {
    const result = sampleResult();
    result.layers[0].units = {};
    const units = flatUnits(result);
    expect(units).toHaveLength(14);
    expect(units.map(({ flat }) => flat)).toEqual([...Array(14).keys()]);
    expect([units[8].layer.id, units[8].index]).toEqual(['fc2', 0]);
    expect(measuredValue(units[8], 'selectivity')).toBe(0.2);
    expect(measuredValue(units[0], 'selectivity')).toBeNull();
  });

  it('name the replacement values in the order of the file', () => {
    expect(replacementsOf(sampleResult())).toEqual(['zero']);
    expect(replacementsOf(sampleWithMeans())).toEqual(['zero', 'mean']);
  });
});

describe('importance', () => {
  it('is baseline correct less correct, and the rise in loss', () => {
    const result = sampleResult();
    const importances = unitImportances(result, 'zero');
    const correct = result.layers.flatMap((layer) => layer.units.ablation?.['zero'].correct ?? []);
    expect(importances.map((unit) => unit.samplesLost)).toEqual(correct.map((count) => 180 - (count ?? NaN)));
    expect(importances[3].lossRise).toBeCloseTo(0.3, 12);
    expect(importances[3].samples).toBe(200);
  });

  it('is left out for a unit that was not deleted, by itself and by class', () => {
    const result = sampleResult();
    const zero = result.layers[0].units.ablation!['zero'];
    const whole = unitImportances(result, 'zero');
    for (const column of [zero.correct, zero.loss!, zero.turnedWrong, zero.turnedRight]) column[1] = null;
    zero.correctPerClass![1] = [null, null, null];
    const parsed = parseResult(JSON.parse(JSON.stringify(result)), 'r.importance.json');
    const left = unitImportances(parsed, 'zero');
    expect(left.map(({ unit }) => unit.flat)).toEqual([0, ...whole.slice(2).map(({ unit }) => unit.flat)]);
    expect(largestClassLoss(parsed, flatUnits(parsed)[1], 'zero')).toBeNull();
    expect(classDrops(parsed, 'zero').map(({ unit }) => unit.flat)).toEqual(
      left.map(({ unit }) => unit.flat),
    );
  });

  it('has no rise in loss where no losses were kept', () => {
    const result = sampleResult();
    for (const layer of result.layers) delete layer.units.ablation?.['zero'].loss;
    expect(unitImportances(result, 'zero').every((unit) => unit.lossRise === null)).toBe(true);
  });

  it('leaves layers out that were not asked for, and keeps flat indexes', () => {
    const result = sampleResult();
    result.layers[0].units = {};
    const importances = unitImportances(result, 'zero');
    expect(importances.map(({ unit }) => unit.flat)).toEqual([8, 9, 10, 11, 12, 13]);
    expect(unitImportances(result, 'mean')).toEqual([]);
  });
});

describe('the largest loss of one class', () => {
  it('is that of the class that lost most, and its samples', () => {
    const result = sampleResult();
    const units = flatUnits(result);
    expect(largestClassLoss(result, units[2], 'zero')).toEqual({ classIndex: 2, samplesLost: 5 });
  });

  it('goes to the lowest class where several lost the same', () => {
    const result = sampleResult();
    expect(largestClassLoss(result, flatUnits(result)[1], 'zero')).toEqual({ classIndex: 0, samplesLost: 0 });
  });

  it('is unknown where counts per class were not kept', () => {
    const result = sampleResult();
    delete result.layers[0].units.ablation?.['zero'].correctPerClass;
    expect(largestClassLoss(result, flatUnits(result)[2], 'zero')).toBeNull();
  });
});
