import { describe, expect, it } from 'vitest';
import { randomOrders } from '../../../src/results/derive/randomOrders.js';
import type { ResultFile } from '../../../src/results/schema.js';
import { sampleResult } from '../sampleResult.js';

type Curve = NonNullable<ResultFile['curves']>[number];

const curve = (changes: Partial<Curve>): Curve => ({
  by: 'random',
  direction: null,
  mode: 'remove',
  scope: 'network',
  control: null,
  seed: 0,
  replacement: 'zero',
  units: Array.from({ length: 14 }, (_, unit) => unit),
  removed: [0, 14],
  correct: [180, 70],
  auc: 0.5,
  ...changes,
});

describe('random orders', () => {
  it('are those of the whole network under just this replacement value', () => {
    const curves = [
      curve({ scope: 'fc1' }),
      curve({ mode: 'keep' }),
      curve({ by: 'selectivity', direction: 'desc' }),
      curve({ control: 'rotation' }),
      curve({ replacement: 'mean', correct: [180, 60] }),
      curve({ correct: [180, 70] }),
      curve({ seed: 1, correct: [180, 90] }),
    ];
    const result = { ...sampleResult(), curves };
    const found = randomOrders(result, 'zero');
    expect(found?.curves).toHaveLength(2);
    expect(found?.points[1].correct).toMatchObject({ lowest: 70, highest: 90 });
    expect(randomOrders(result, 'mean')?.points[1].correct).toMatchObject({ lowest: 60, highest: 60 });
  });

  it('are none where none were measured', () => {
    expect(randomOrders(sampleResult(), 'zero')).toBeNull();
    expect(randomOrders({ ...sampleResult(), curves: [curve({})] }, 'mean')).toBeNull();
  });
});
