import { costsSamples } from '../../../src/results/derive/lostSamples.js';
import type { UnitRow } from '../../../src/results/derive/unitRows.js';

export const segmentIds = ['all', 'beyond', 'costing', 'dead'] as const;
/**
 * All units, those whose change is too large for chance, those whose deletion costs samples (of estimates: surely, by
 * the interval), the dead ones.
 */
export type SegmentId = (typeof segmentIds)[number];

export interface UnitFilter {
  /** Part of a unit's name. */
  readonly text: string;
  /** By place in forward order; `null` is every layer. */
  readonly layerIndex: number | null;
  readonly preferredClass: number | null;
  readonly segment: SegmentId;
  /** Units that were picked in a plot, by their flat indexes; `null` is every unit. */
  readonly picked: readonly number[] | null;
}

export const everyUnit: UnitFilter = {
  text: '',
  layerIndex: null,
  preferredClass: null,
  segment: 'all',
  picked: null,
};

export interface FilteredUnits {
  readonly rows: readonly UnitRow[];
  /** How many units each segment would show under the rest of the filter. */
  readonly counts: Readonly<Record<SegmentId, number>>;
}

export function filterUnits(rows: readonly UnitRow[], filter: UnitFilter): FilteredUnits {
  const text = filter.text.trim().toLowerCase();
  const picked = filter.picked === null ? null : new Set(filter.picked);
  const matching = rows.filter(
    (row) =>
      (filter.layerIndex === null || row.layerIndex === filter.layerIndex) &&
      (filter.preferredClass === null || row.preferredClass === filter.preferredClass) &&
      (picked === null || picked.has(row.unit.flat)) &&
      (text === '' || row.name.toLowerCase().includes(text)),
  );
  const segments = {
    all: matching,
    beyond: matching.filter((row) => row.beyondChance),
    costing: matching.filter(({ lost }) => lost !== null && costsSamples(lost)),
    dead: matching.filter((row) => row.dead),
  };
  return {
    rows: segments[filter.segment],
    counts: {
      all: matching.length,
      beyond: segments.beyond.length,
      costing: segments.costing.length,
      dead: segments.dead.length,
    },
  };
}

/** Takes what fits of what was saved, perhaps by another version. */
export function readUnitFilter(saved: unknown): UnitFilter {
  if (typeof saved !== 'object' || saved === null) return everyUnit;
  const { text, layerIndex, preferredClass, segment, picked } = saved as Record<string, unknown>;
  const place = (value: unknown): number | null =>
    Number.isInteger(value) && Number(value) >= 0 ? Number(value) : null;
  return {
    text: typeof text === 'string' ? text : '',
    layerIndex: place(layerIndex),
    preferredClass: place(preferredClass),
    segment: segmentIds.find((id) => id === segment) ?? 'all',
    picked: Array.isArray(picked) ? picked.filter((unit) => Number.isInteger(unit)) : null,
  };
}
