import { unitRows, type UnitRow } from '../../../../src/results/derive/unitRows.js';
import type { ResultFile } from '../../../../src/results/schema.js';
import { sampleResult } from '../../sampleResult.js';

type Curve = NonNullable<ResultFile['curves']>[number];

/** 14 units, 200 images of which 180 are right; always naming the largest class gives 80. */
export const samples = 200;

/** With what each of the fourteen units costs, turned wrong and turned right. */
export function costing(costs: readonly (readonly [wrong: number, right: number])[]): ResultFile {
  const result = sampleResult();
  let before = 0;
  for (const { units, unitCount } of result.layers) {
    const zero = units.ablation?.['zero'];
    const own = costs.slice(before, before + unitCount);
    before += unitCount;
    if (zero === undefined) continue;
    zero.turnedWrong = own.map(([wrong]) => wrong);
    zero.turnedRight = own.map(([, right]) => right);
    zero.correct = own.map(([wrong, right]) => result.baseline.correct - wrong + right);
  }
  return result;
}

export function rowsOf(result: ResultFile): UnitRow[] {
  return unitRows(result, 'zero');
}

/** A curve over all units; correct answers at none, a quarter, half, three quarters and all removed. */
export function curve(correct: readonly number[], change: Partial<Curve> = {}): Curve {
  return {
    by: 'random',
    direction: null,
    mode: 'remove',
    scope: 'network',
    control: null,
    seed: 0,
    replacement: 'zero',
    units: Array.from({ length: 16 }, (_, i) => i % 14),
    removed: [0, 4, 8, 12, 16],
    correct: [...correct],
    auc: 0.5,
    ...change,
  };
}
