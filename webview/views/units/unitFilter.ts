import { costsSamples } from '../../../src/results/derive/lostSamples.js';
import type { UnitRow } from '../../../src/results/derive/unitRows.js';

export const segmentIds = ['all', 'costing', 'dead'] as const;
/** All units, those whose deletion costs samples (of estimates: surely, by the interval), the dead ones. */
export type SegmentId = (typeof segmentIds)[number];

export interface UnitFilter {
  /** Part of a unit's name. */
  readonly text: string;
  /** By place in forward order; `null` is every layer. */
  readonly layerIndex: number | null;
  readonly preferredClass: number | null;
  readonly segment: SegmentId;
}

export const everyUnit: UnitFilter = { text: '', layerIndex: null, preferredClass: null, segment: 'all' };

export interface FilteredUnits {
  readonly rows: readonly UnitRow[];
  /** How many units each segment would show under the rest of the filter. */
  readonly counts: Readonly<Record<SegmentId, number>>;
}

export function filterUnits(rows: readonly UnitRow[], filter: UnitFilter): FilteredUnits {
  const text = filter.text.trim().toLowerCase();
  const matching = rows.filter(
    (row) =>
      (filter.layerIndex === null || row.layerIndex === filter.layerIndex) &&
      (filter.preferredClass === null || row.preferredClass === filter.preferredClass) &&
      (text === '' || row.name.toLowerCase().includes(text)),
  );
  const segments = {
    all: matching,
    costing: matching.filter(({ lost }) => lost !== null && costsSamples(lost)),
    dead: matching.filter((row) => row.dead),
  };
  return {
    rows: segments[filter.segment],
    counts: { all: matching.length, costing: segments.costing.length, dead: segments.dead.length },
  };
}
