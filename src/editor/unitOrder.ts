import type { UnitRow } from '../results/derive/unitRows.js';

/** What units are listed by: their order in the layer, or a measure, highest first. */
export const unitSorts = ['order', 'importance', 'selectivity', 'information'] as const;
export type UnitSort = (typeof unitSorts)[number];

export const unitKinds = ['all', 'dead', 'beyondChance'] as const;
export type UnitKind = (typeof unitKinds)[number];

/** How the tree lists units, and which. */
export interface UnitChoice {
  readonly sort: UnitSort;
  readonly kind: UnitKind;
  /** What a layer's name or a unit's own, `fc1[8]`, has to contain, in any case; empty: all do. */
  readonly name: string;
}

/** Whether a choice leaves any units out. */
export function isFiltered({ kind, name }: UnitChoice): boolean {
  return kind !== 'all' || name !== '';
}

/**
 * Indexes of a layer's units as they are listed. Ties go to the lower index, units without the measure come last.
 * @param rowOf what was measured of the unit with this index, if anything.
 */
export function listedUnits(
  layer: string,
  unitCount: number,
  rowOf: (index: number) => UnitRow | undefined,
  { sort, kind, name }: UnitChoice,
): number[] {
  const words = name.toLowerCase();
  const isNamed = layer.toLowerCase().includes(words);
  const isListed = (index: number): boolean => {
    if (!isNamed && !`${layer}[${index}]`.toLowerCase().includes(words)) return false;
    return kind === 'all' || rowOf(index)?.[kind] === true;
  };
  const indexes = Array.from({ length: unitCount }, (_, index) => index).filter(isListed);
  if (sort === 'order') return indexes;
  const values = new Map(indexes.map((index) => [index, measure(rowOf(index), sort)]));
  const value = (index: number): number => values.get(index) ?? -Infinity;
  // Infinities can't be subtracted.
  return indexes.sort((a, b) => (value(a) === value(b) ? a - b : value(a) < value(b) ? 1 : -1));
}

function measure(row: UnitRow | undefined, sort: Exclude<UnitSort, 'order'>): number | null {
  if (row === undefined) return null;
  return sort === 'importance' ? (row.lost?.count ?? null) : row[sort];
}

/** So many units are listed at once; more of them stand in groups. */
export const mostUnitsAtOnce = 2048;
const groupSize = 256;

/** Where each group of units begins and ends, by places in the list, the end left out; none where all can be listed at once. */
export function unitGroups(unitCount: number): readonly (readonly [begin: number, end: number])[] {
  if (unitCount <= mostUnitsAtOnce) return [];
  return Array.from({ length: Math.ceil(unitCount / groupSize) }, (_, group) => [
    group * groupSize,
    Math.min(unitCount, (group + 1) * groupSize),
  ]);
}

/** How much a unit costs against the costliest of its network, in steps for colours: 0 costs nothing, 4 is near the most. */
export type CostStep = -1 | 0 | 1 | 2 | 3 | 4;

/** @returns -1 where the network is better off without the unit; null where it was not deleted. */
export function costStep(lost: number | null, most: number): CostStep | null {
  if (lost === null) return null;
  if (lost <= 0) return lost < 0 ? -1 : 0;
  return Math.min(4, Math.max(1, Math.ceil((4 * lost) / most))) as CostStep;
}
