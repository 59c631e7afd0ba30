import { describe, expect, it } from 'vitest';
import { beyondChanceSentence } from '../../src/results/derive/sentences.js';
import { unitRows } from '../../src/results/derive/unitRows.js';
import { wholeLayersOf } from '../../src/results/wholeLayers.js';
import { countedSoFar, deletedSoFar, estimated, population } from './inexactResults.js';
import { sampleResult } from './sampleResult.js';

describe('an analysis that was stopped', () => {
  it('keeps the layers whose units were all deleted on all samples', () => {
    // The eight units of fc1, and two of fc2.
    const soFar = deletedSoFar(sampleResult(), 10, population);
    const kept = wholeLayersOf(soFar);
    expect(kept?.layers[0].units.ablation).toEqual(soFar.layers[0].units.ablation);
    expect(kept?.layers[1].units.ablation).toBeUndefined();
    expect(kept?.layers[1].units.selectivity).toEqual(soFar.layers[1].units.selectivity);
    expect(kept?.exact).toBe(true);
    expect(kept?.partial).toBeUndefined();
  });

  it('is told of by the units that were deleted alone', () => {
    const kept = wholeLayersOf(deletedSoFar(sampleResult(), 10, population))!;
    const deleted = unitRows(kept, 'zero').filter(({ importance }) => importance !== null);
    expect(deleted.map(({ name }) => name)).toEqual([0, 1, 2, 3, 4, 5, 6, 7].map((i) => `fc1[${i}]`));
    const beyond = deleted.filter(({ beyondChance }) => beyondChance).length;
    expect(beyondChanceSentence(beyond, deleted.length)).toMatch(/of 8 units/);
  });

  it('keeps nothing where no layer is whole, nor of an estimate or what is whole already', () => {
    expect(wholeLayersOf(deletedSoFar(sampleResult(), 5, population))).toBeNull();
    expect(wholeLayersOf(countedSoFar(sampleResult(), 4096))).toBeNull();
    expect(wholeLayersOf({ ...estimated(sampleResult()), partial: true })).toBeNull();
    expect(wholeLayersOf(sampleResult())).toBeNull();
  });
});
