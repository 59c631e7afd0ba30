import { describe, expect, it } from 'vitest';
import { crossing, deletionFinding } from '../../../../src/results/derive/findings/deletionFinding.js';
import type { ResultFile } from '../../../../src/results/schema.js';
import { sampleResult } from '../../sampleResult.js';
import { curve } from './networks.js';

function withCurves(...curves: NonNullable<ResultFile['curves']>): ResultFile {
  return { ...sampleResult(), curves };
}

describe('how a network bears random deletion', () => {
  // Intact 90 %, the largest class has 40 %: half of what is known is gone at 65 %, or 130 right.
  it.each<[string, number[], string]>([
    [
      'half is left at three quarters removed',
      [180, 175, 160, 130, 80],
      'It takes many deletions to break it.',
    ],
    ['half is left between a quarter and half', [180, 150, 110, 90, 80], 'It weakens deletion by deletion.'],
    ['half is left at a quarter', [180, 130, 90, 80, 80], 'A few deletions break it.'],
    [
      'more than half is left',
      [180, 178, 175, 170, 150],
      'No share of deletions that was measured breaks it.',
    ],
  ])('%s', (_, correct, claim) => {
    expect(deletionFinding(withCurves(curve(correct)), 'zero')?.claim).toBe(claim);
  });

  it('tells half and three quarters, and the area over the orders', () => {
    const result = withCurves(
      curve([180, 170, 150, 100, 40], { auc: 0.6 }),
      curve([180, 174, 154, 110, 44], { auc: 0.7, seed: 1 }),
    );
    expect(deletionFinding(result, 'zero')?.evidence).toBe(
      'With half of the units gone at random it is right on 76.0\u202f%, with three quarters gone on 52.5\u202f%. ' +
        'Area under the curve .65, from .60 to .70 over 2 orders.',
    );
  });

  it('says so where the network is near guessing already', () => {
    const result = withCurves(curve([84, 82, 80, 80, 80]));
    result.baseline.correct = 84;
    expect(deletionFinding(result, 'zero')?.claim).toMatch(/^There is little to break/);
  });

  it('says which replacement value was used, where it is not the one shown', () => {
    const result = withCurves(curve([180, 170, 150, 100, 40], { replacement: 'mean' }));
    expect(deletionFinding(result, 'zero')?.evidence).toContain('Deleted units were replaced by mean here.');
    expect(deletionFinding(result, 'mean')?.evidence).not.toContain('replaced by');
  });

  it('is nothing of layers, of kept units, and of controls', () => {
    const others = [{ scope: 'fc1' }, { mode: 'keep' }, { control: 'rotation' }, { by: 'selectivity' }];
    for (const change of others) {
      expect(deletionFinding(withCurves(curve([180, 170, 150, 100, 40], change)), 'zero')).toBeNull();
    }
  });

  it('finds where points first fall to a height, between them', () => {
    const points = [
      { x: 0, y: 1 },
      { x: 0.5, y: 0.6 },
      { x: 1, y: 0.1 },
    ];
    expect(crossing(points, 0.8)).toBeCloseTo(0.25, 12);
    expect(crossing(points, 1)).toBe(0);
    expect(crossing(points, 0.05)).toBeNull();
  });
});
