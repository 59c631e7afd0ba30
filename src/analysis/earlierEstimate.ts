import { ablationOf, flatUnits } from '../results/derive/flatUnits.js';
import type { ResultFile } from '../results/schema.js';
import type { EarlierCounts } from './ablations.js';
import { emptyAblation } from './columns.js';
import type { AnalysisSettings, Replacement } from './settings.js';

/** Replacement values that are the same whether all samples are known or some: means are not. */
const reusable: readonly Replacement[] = ['zero', 'resample'];

/**
 * What an estimate has counted that an exact analysis with these settings need not count again: of the same
 * model, data and seed.
 */
export function earlierCounts(
  result: ResultFile,
  { seed, loss }: AnalysisSettings,
): ReadonlyMap<Replacement, EarlierCounts> {
  const found = new Map<Replacement, EarlierCounts>();
  const units = flatUnits(result);
  const classes = result.dataset.classes.length;
  for (const replacement of reusable) {
    const samples = new Float64Array(units.length);
    const table = { ...emptyAblation(units.length, classes, new Float32Array(units.length)), samples };
    for (const { layer, index, flat } of units) {
      const columns = ablationOf(layer, replacement);
      const count = columns?.samples?.[index] ?? 0;
      const perClass = columns?.correctPerClass?.[index].map((correct) => correct ?? 0);
      const half = columns?.correctHalf?.[index];
      const wrong = columns?.turnedWrong[index];
      const right = columns?.turnedRight[index];
      const mean = loss ? columns?.loss?.[index] : 0;
      // A unit of which something is missing is counted anew.
      if (count === 0 || !perClass || half == null || wrong == null || right == null || mean == null)
        continue;
      samples[flat] = count;
      table.correctPerClass.set(perClass, flat * classes);
      table.correctHalf[flat] = half;
      table.turnedWrong[flat] = wrong;
      table.turnedRight[flat] = right;
      table.lossSum[flat] = mean * count;
    }
    if (samples.some((count) => count > 0)) found.set(replacement, { draw: seed, table });
  }
  return found;
}
