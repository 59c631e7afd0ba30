import { describe, expect, it } from 'vitest';
import { groupEffects, groupReplacement } from '../../../src/results/derive/synergy.js';
import { measuredSample } from '../measuredSample.js';

describe('synergy', () => {
  it('is the joint loss less the sum of the single ones, from the ablations', () => {
    const [first, second] = groupEffects(measuredSample());
    // Unit 3 loses 36 and unit 10, which is the third of fc2, 6; together 52.
    expect(first).toMatchObject({ samplesLost: 52, lostSingly: 42, synergy: 10 });
    expect(first.units.map(({ layer, index }) => [layer.id, index])).toEqual([
      ['fc1', 3],
      ['fc2', 2],
    ]);
    expect(first.lossRise).toBeCloseTo(0.6, 12);
    // 2 and 5 one at a time, 5 together: they stand in for nobody.
    expect(second).toMatchObject({ samplesLost: 5, lostSingly: 7, synergy: -2 });
  });

  it('takes single losses from groups of one where units were not deleted by themselves', () => {
    const result = measuredSample();
    for (const { units } of result.layers) delete units.ablation;
    result.groups?.push({ units: [0], correct: 177, turnedWrong: 4, turnedRight: 1 });
    expect(groupEffects(result)[1]).toMatchObject({ lostSingly: null, synergy: null });
    result.groups?.push({ units: [2], correct: 180, turnedWrong: 0, turnedRight: 0 });
    expect(groupEffects(result)[1]).toMatchObject({ samplesLost: 5, lostSingly: 3, synergy: 2 });
    expect(groupEffects(result)[3]).toMatchObject({ samplesLost: 0, synergy: 0, lossRise: null });
  });

  it('compares with the replacement value that groups are deleted with, which is a constant', () => {
    expect(groupReplacement(measuredSample())).toBe('zero');
    expect(groupReplacement({ ...measuredSample(), settings: { seed: 0, replacements: ['mean'] } })).toBe(
      'mean',
    );
    const byMean = { ...measuredSample(), settings: { seed: 0, replacements: ['mean'] } };
    expect(groupEffects(byMean)[0].synergy).toBeNull();
  });

  it('is of no groups where there are none', () => {
    const { groups, ...result } = measuredSample();
    expect(groups).toHaveLength(2);
    expect(groupEffects(result)).toEqual([]);
  });
});
