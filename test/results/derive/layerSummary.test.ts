import { describe, expect, it } from 'vitest';
import { flatUnits } from '../../../src/results/derive/flatUnits.js';
import { informationChance, unitInformationChance } from '../../../src/results/derive/information.js';
import { layerSummaries } from '../../../src/results/derive/layerSummary.js';
import { sampleResult } from '../sampleResult.js';

describe("a layer's summary", () => {
  it('counts dead units, units that are always on, and units beyond chance', () => {
    const [fc1, fc2] = layerSummaries(sampleResult(), 'zero');
    expect([fc1.units, fc1.dead, fc1.alwaysOn, fc1.unitsBeyondChance]).toEqual([8, 1, 2, 1]);
    expect([fc2.units, fc2.dead, fc2.alwaysOn, fc2.unitsBeyondChance]).toEqual([6, 0, 1, 0]);
  });

  it('averages the selectivity of the units that have one', () => {
    const [fc1, fc2] = layerSummaries(sampleResult(), 'zero');
    expect(fc1.meanSelectivity).toBeCloseTo((0.5 + 0.5 + 0.25 + 0.75 + 0.1 + 0.6 + 0.3) / 7, 14);
    expect(fc2.meanSelectivity).toBeCloseTo(3.3 / 6, 14);
    expect(fc1.selectivityAgainstImportance?.n).toBe(7);
  });

  it('names the costliest unit, ties to the lowest index', () => {
    const result = sampleResult();
    const zero = result.layers[1].units.ablation?.['zero'];
    zero?.turnedWrong.fill(6);
    zero?.turnedRight.fill(0);
    const [fc1, fc2] = layerSummaries(result, 'zero');
    expect([fc1.costliest?.unit.index, fc1.costliest?.samplesLost]).toEqual([3, 36]);
    expect(fc2.costliest?.unit.index).toBe(0);
  });

  it('leaves out layers that were not asked for, and says null of what was not measured', () => {
    const result = sampleResult();
    result.layers[0].units = {};
    delete result.layers[1].units.ablation;
    const summaries = layerSummaries(result, null);
    expect(summaries).toHaveLength(1);
    expect(summaries[0]).toMatchObject({ dead: 0, costliest: null, unitsBeyondChance: null });
    expect(summaries[0].selectivityAgainstImportance).toBeNull();
  });

  it('sets selectivity against samples lost where no losses were kept', () => {
    const result = sampleResult();
    const zero = result.layers[1].units.ablation?.['zero'];
    delete zero?.loss;
    // Samples lost 3, 0, 6, 0, 5, 1 and selectivity 2, 4, 9, 8, 3, 7 tenths: ranks by hand,
    // 4 1.5 6 1.5 5 3 and 1 3 6 5 2 4; products of deviations 0.5, squares 17 and 17.5.
    const [, fc2] = layerSummaries(result, 'zero');
    expect(fc2.selectivityAgainstImportance?.rho).toBeCloseTo(0.5 / Math.sqrt(17 * 17.5), 14);
  });
});

describe('the chance level of mutual information', () => {
  it("is Miller's (bins - 1)(classes - 1) / (2 n ln 2): 1.2 bits at 100 samples, 0.06 at 2,000", () => {
    expect(informationChance(20, 10, 100)).toBeCloseTo(1.2335, 4);
    expect(informationChance(20, 10, 2000)).toBeCloseTo(0.0617, 4);
  });

  it('counts the bins and the classes in use', () => {
    const result = sampleResult();
    result.dataset.classCounts = [120, 80, 0];
    const units = flatUnits(result);
    expect(unitInformationChance(result, units[3])).toBeCloseTo(17 / (400 * Math.LN2), 14);
    expect(unitInformationChance(result, units[4])).toBe(0);
    delete result.layers[0].units.bins;
    expect(unitInformationChance(result, units[3])).toBeNull();
  });
});
