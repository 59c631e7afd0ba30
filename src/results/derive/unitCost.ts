import { lostCount } from './lostSamples.js';
import type { UnitRow } from './unitRows.js';

/**
 * What deleting a unit costs, to sort by: samples lost, or the rise in loss where answers are neither right nor wrong;
 * `null` where it was not deleted.
 */
export function unitCost(row: UnitRow): number | null {
  return lostCount(row) ?? row.importance?.lossRise ?? null;
}
