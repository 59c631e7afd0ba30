import { falseDiscoveryRate } from './beyondChance.js';
import type { UnitImportance } from './importance.js';
import { mcnemarP } from './mcnemar.js';

/**
 * How many samples a unit that changes as many answers as the median unit would lose or gain by luck, at
 * 95 %: 1.96 sqrt(median of turned wrong + turned right), the normal approximation to McNemar's test. For
 * orientation in a plot; what is beyond chance is told by the test alone.
 * @param importances of the units that are drawn.
 */
export function chanceBand(importances: readonly UnitImportance[]): number {
  if (importances.length === 0) return 0;
  const changed = new Float64Array(importances.map((unit) => unit.turnedWrong + unit.turnedRight)).sort();
  const middle = (changed[(changed.length - 1) >> 1] + changed[changed.length >> 1]) / 2;
  return 1.96 * Math.sqrt(middle);
}

/**
 * The smallest cost, in samples, at which a unit would be beyond chance if it were the only one, and turned no
 * answer right: the least k with p(k, 0) <= rate / units (Benjamini-Hochberg's first step).
 */
export function smallestTellingCost(units: number, rate: number = falseDiscoveryRate): number {
  let cost = 1;
  while (mcnemarP(cost, 0) > rate / units) cost++;
  return cost;
}
