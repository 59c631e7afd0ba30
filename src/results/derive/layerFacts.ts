import { spreadOf, type Spread } from './spread.js';
import type { UnitRow } from './unitRows.js';

/** What is told of a layer where it is written. `null` stands where nothing was measured. */
export interface LayerFacts {
  readonly units: number;
  readonly dead: number;
  /** Of the samples that deleting a unit loses. */
  readonly lost: Spread | null;
  readonly selectivity: Spread | null;
  /** The three units whose deletion loses most, none that loses nothing; ties to the lower index. */
  readonly costliest: readonly UnitRow[];
  /** Whether no deletion of a single unit changed any answer: then nothing rests on one unit of the layer. */
  readonly changesNothing: boolean;
}

/** @param rows the layer's units, in order. */
export function layerFacts(rows: readonly UnitRow[]): LayerFacts {
  const deleted = rows.filter(({ lost }) => lost !== null);
  const lostOf = (row: UnitRow): number => row.lost?.count ?? 0;
  const changed = ({ importance }: UnitRow): boolean =>
    importance === null || importance.turnedWrong + importance.turnedRight > 0;
  return {
    units: rows.length,
    dead: rows.filter(({ dead }) => dead).length,
    lost: spreadOf(deleted.map(lostOf)),
    selectivity: spreadOf(rows.map(({ selectivity }) => selectivity).filter((value) => value !== null)),
    costliest: deleted
      .filter((row) => lostOf(row) > 0)
      .sort((a, b) => lostOf(b) - lostOf(a) || a.unit.index - b.unit.index)
      .slice(0, 3),
    changesNothing: deleted.length === rows.length && rows.length > 0 && !rows.some(changed),
  };
}
