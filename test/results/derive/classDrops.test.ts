import { describe, expect, it } from 'vitest';
import { byLargestClassLoss, classDrops } from '../../../src/results/derive/classDrops.js';
import { sampleResult } from '../sampleResult.js';

describe('what deletions do to each class', () => {
  it('is a matrix whose rows sum to the samples lost', () => {
    const drops = classDrops(sampleResult(), 'zero');
    expect(drops).toHaveLength(14);
    expect(drops[3]).toMatchObject({ lost: [36, 0, 0], mostHurt: 0, largest: 36 });
    expect(drops[2]).toMatchObject({ lost: [0, 0, 5], mostHurt: 2, largest: 5 });
    const correct = sampleResult().layers.flatMap(({ units }) => units.ablation!['zero'].correct);
    expect(drops.map(({ lost }) => lost.reduce((sum, each) => sum + each))).toEqual(
      correct.map((count) => 180 - (count ?? NaN)),
    );
  });

  it('hurts no class where none lost a sample, though one may have gained', () => {
    const drops = classDrops(sampleResult(), 'zero');
    expect(drops[5]).toMatchObject({ lost: [0, -2, 0], mostHurt: null, largest: 0 });
  });

  it('sees a class that is lost while another gains as much', () => {
    const result = sampleResult();
    result.layers[1].units.ablation!['zero'].correctPerClass![0] = [72 - 30, 63 + 30, 45];
    const drops = classDrops(result, 'zero');
    expect(drops[8]).toMatchObject({ lost: [30, -30, 0], mostHurt: 0, largest: 30 });
    expect(
      byLargestClassLoss(drops)
        .map(({ unit }) => unit.flat)
        .slice(0, 3),
    ).toEqual([3, 8, 10]);
  });

  it('is unknown where counts per class were not kept', () => {
    const result = sampleResult();
    for (const { units } of result.layers) delete units.ablation!['zero'].correctPerClass;
    expect(classDrops(result, 'zero')).toEqual([]);
  });
});
