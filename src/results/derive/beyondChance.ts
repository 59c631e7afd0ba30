import type { UnitImportance } from './importance.js';
import { mcnemarP } from './mcnemar.js';
import { rank } from './ranking.js';

/** The false discovery rate at which a unit counts as beyond chance. */
export const falseDiscoveryRate = 0.05;

/**
 * Benjamini-Hochberg over one family of tests.
 * @returns for each p, whether it is among the discoveries at the rate.
 */
export function benjaminiHochberg(p: readonly number[], rate: number = falseDiscoveryRate): boolean[] {
  const sorted = new Float64Array(p).sort();
  let threshold = -1;
  for (let i = 0; i < sorted.length; i++) {
    if (sorted[i] <= ((i + 1) / sorted.length) * rate) threshold = sorted[i];
  }
  return p.map((value) => value <= threshold);
}

/**
 * p after correcting for the family (Benjamini-Hochberg): the lowest rate at which each would be a discovery.
 * @returns one entry a p given, at most 1.
 */
export function correctedP(p: readonly number[]): number[] {
  const order = rank(p, 'desc');
  const corrected = new Array<number>(p.length);
  let lowest = 1;
  order.forEach((place, i) => {
    lowest = Math.min(lowest, (p[place] * p.length) / (p.length - i));
    corrected[place] = lowest;
  });
  return corrected;
}

/**
 * Which units' deletions changed more answers one way than chance explains: McNemar's test for each, all
 * of them one family (so pass every unit that was deleted with one replacement value, dead ones included).
 * A unit may be beyond chance because the network does better without it.
 * @returns one entry a unit given.
 */
export function beyondChance(importances: readonly UnitImportance[]): boolean[] {
  // The test takes some work, and most units share their counts with others.
  const known = new Map<number, Map<number, number>>();
  return benjaminiHochberg(
    importances.map(({ turnedWrong, turnedRight }) => {
      const ofWrong = known.get(turnedWrong) ?? new Map<number, number>();
      known.set(turnedWrong, ofWrong);
      const p = ofWrong.get(turnedRight) ?? mcnemarP(turnedWrong, turnedRight);
      ofWrong.set(turnedRight, p);
      return p;
    }),
  );
}
