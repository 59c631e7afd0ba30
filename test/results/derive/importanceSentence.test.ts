import { describe, expect, it } from 'vitest';
import { importanceOpening } from '../../../src/results/derive/importanceSentence.js';
import { unitRows } from '../../../src/results/derive/unitRows.js';
import { sampleResult } from '../sampleResult.js';

describe('what the Units table opens with', () => {
  it('says how many units stand out, how many cost nothing, and what the costliest costs', () => {
    // Six of fourteen turn no more answers wrong than right: fc1 1, 4, 5, 6 and fc2 1, 3.
    expect(importanceOpening(unitRows(sampleResult(), 'zero'), 200, 'image')).toEqual({
      answer: '1 of 14 units stands out from chance',
      evidence:
        'Deleted one at a time, 6 of 14 units cost no image. The costliest, fc1[3], costs 36 of 200 images.',
    });
  });

  it('says what a unit would have to cost where none stands out', () => {
    const result = sampleResult();
    const ablation = result.layers[0].units.ablation!['zero'];
    ablation.turnedWrong[3] = 6;
    // 2^(1 - k) <= .05 / 14 first at k = 10.
    expect(importanceOpening(unitRows(result, 'zero'), 200, 'image')).toEqual({
      answer: 'No unit stands out from chance',
      evidence:
        'Deleted one at a time, 6 of 14 units cost no image. The costliest, fc2[2], costs 6 of 200 images. ' +
        'No single unit can be told from chance below 10 images.',
    });
  });

  it('says that no unit can be told from chance where there are too few samples for any', () => {
    const result = sampleResult();
    for (const layer of result.layers) {
      const ablation = layer.units.ablation!['zero'];
      ablation.turnedWrong = ablation.turnedWrong.map(() => 1);
      ablation.turnedRight = ablation.turnedRight.map(() => 1);
    }
    expect(importanceOpening(unitRows(result, 'zero'), 9, 'image')?.evidence).toBe(
      'Deleted one at a time, 14 of 14 units cost no image. With 9 images no single unit can be told from chance.',
    );
  });

  it('says nothing where no unit was deleted', () => {
    expect(importanceOpening(unitRows(sampleResult(), null), 200, 'image')).toBeNull();
  });
});
