import { binnedMeans, type BinnedMean } from '../../src/results/derive/binnedMeans.js';
import { chanceBand } from '../../src/results/derive/chanceBand.js';
import { lostCount, lostRange } from '../../src/results/derive/lostSamples.js';
import type { UnitRow } from '../../src/results/derive/unitRows.js';

/** A unit that has a place in the plot of selectivity against samples lost. */
export interface ScatterPoint {
  readonly row: UnitRow;
  /** 0 to 1. */
  readonly selectivity: number;
  readonly samplesLost: number;
}

/** What the plot shows, before it has a size. */
export interface ScatterData {
  /** In flat order, hidden layers left out. */
  readonly points: readonly ScatterPoint[];
  readonly dead: number;
  /** Units that are not dead, and whose selectivity is undefined or outside 0 to 1, as class means below zero make it. */
  readonly apart: number;
  /** Over all layers, so that the axis stays when a layer is hidden. */
  readonly lowest: number;
  readonly highest: number;
  /** Samples, to either side of zero, that the median unit would show by luck; zero where no relation is told. */
  readonly band: number;
  /** None where no relation is told: a line would feign one, or hide it. */
  readonly means: readonly BinnedMean[];
}

/**
 * @param hidden layers that are not drawn, by their place.
 * @param told whether a relation is told: not where numbers still come in, or are estimated.
 */
export function scatterData(
  rows: readonly UnitRow[],
  hidden: ReadonlySet<number>,
  told: boolean,
): ScatterData {
  const deleted = rows.filter((row) => row.importance !== null);
  const all = deleted.flatMap((row): ScatterPoint[] => {
    const { selectivity, dead } = row;
    const samplesLost = lostCount(row);
    if (dead || selectivity === null || selectivity < 0 || selectivity > 1 || samplesLost === null) return [];
    return [{ row, selectivity, samplesLost }];
  });
  const points = all.filter(({ row }) => !hidden.has(row.layerIndex));
  const shown = deleted.filter((row) => !hidden.has(row.layerIndex));
  const dead = shown.filter((row) => row.dead).length;
  return {
    points,
    dead,
    apart: shown.length - dead - points.length,
    lowest: all.reduce((lowest, point) => Math.min(lowest, lowestOf(point)), 0),
    highest: all.reduce((highest, point) => Math.max(highest, highestOf(point)), 0),
    band: told ? chanceBand(all.flatMap(({ row }) => row.importance ?? [])) : 0,
    means: told ? binnedMeans(points.map((point) => ({ x: point.selectivity, y: point.samplesLost }))) : [],
  };
}

function lowestOf({ row, samplesLost }: ScatterPoint): number {
  return row.lost === null ? samplesLost : lostRange(row.lost).low;
}

function highestOf({ row, samplesLost }: ScatterPoint): number {
  return row.lost === null ? samplesLost : lostRange(row.lost).high;
}
