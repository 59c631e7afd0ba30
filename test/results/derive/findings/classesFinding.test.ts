import { describe, expect, it } from 'vitest';
import { classesFinding } from '../../../../src/results/derive/findings/classesFinding.js';
import type { ResultFile } from '../../../../src/results/schema.js';
import { sampleResult } from '../../sampleResult.js';

/** Each unit takes so many samples of the class named. */
function hurting(classOf: (unit: number) => number, cost = 4): ResultFile {
  const result = sampleResult();
  const { correctPerClass } = result.baseline;
  let before = 0;
  for (const { units, unitCount } of result.layers) {
    const zero = units.ablation?.['zero'];
    const first = before;
    before += unitCount;
    if (zero === undefined) continue;
    zero.correctPerClass = zero.correct.map((_, u) =>
      correctPerClass.map((correct, c) => (c === classOf(first + u) ? correct - cost : correct)),
    );
  }
  return result;
}

describe('which class is hurt most', () => {
  it('is told where one is hurt most by more than half of the units', () => {
    expect(
      classesFinding(
        hurting((unit) => (unit < 9 ? 2 : 0)),
        'zero',
      ),
    ).toEqual({
      kind: 'classes',
      claim: 'One class is hurt most: bird.',
      evidence:
        'Of the 14 units whose deletion costs a class 2 images or more, 9 cost it most; the next are cat, with 5.',
      plot: { kind: 'bars', heights: [5, 0, 9], marked: [2] },
    });
  });

  it('leaves out the next where there is none', () => {
    expect(
      classesFinding(
        hurting(() => 1),
        'zero',
      )?.evidence,
    ).toBe('Of the 14 units whose deletion costs a class 2 images or more, 14 cost it most.');
  });

  it('is nothing where half of the units or fewer agree, or the units move too little', () => {
    expect(
      classesFinding(
        hurting((unit) => unit % 2),
        'zero',
      ),
    ).toBeNull();
    expect(
      classesFinding(
        hurting(() => 1, 1),
        'zero',
      ),
    ).toBeNull();
  });

  it('is nothing of two classes, and where classes were not counted', () => {
    const two = hurting(() => 1);
    two.dataset.classes = ['cat', 'dog'];
    expect(classesFinding(two, 'zero')).toBeNull();
    const uncounted = sampleResult();
    for (const { units } of uncounted.layers) delete units.ablation?.['zero'].correctPerClass;
    expect(classesFinding(uncounted, 'zero')).toBeNull();
    expect(classesFinding(sampleResult(), null)).toBeNull();
  });
});
