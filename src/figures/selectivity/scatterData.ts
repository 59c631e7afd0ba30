import { binnedMeans, type BinnedMean } from '../../results/derive/binnedMeans.js';
import { chanceBand } from '../../results/derive/chanceBand.js';
import type { UnitImportance } from '../../results/derive/importance.js';
import { lostCount, lostRange } from '../../results/derive/lostSamples.js';
import type { Expectation } from '../../results/derive/selectivityHypotheses.js';
import type { UnitRow } from '../../results/derive/unitRows.js';

/** A unit that has a place in the plot of selectivity against samples lost. */
export interface ScatterPoint {
  readonly row: UnitRow;
  /** 0 to 1. */
  readonly selectivity: number;
  readonly samplesLost: number;
  /** Under the hypothesis that is shown; `null` where none is. */
  readonly expected: number | null;
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
  /** The same under the hypothesis. */
  readonly expectedMeans: readonly BinnedMean[];
  /** Hidden layers of the network, those that are not drawn included. */
  readonly layers: number;
}

export interface ScatterChoice {
  /** Layers that are not drawn, by their place. */
  readonly hidden: ReadonlySet<number>;
  /** Whether a relation is told: not where numbers still come in, or are estimated. */
  readonly told: boolean;
  /** The same units under a hypothesis, to be drawn too. */
  readonly expectation?: Expectation | null;
}

export function scatterData(
  rows: readonly UnitRow[],
  layers: number,
  { hidden, told, expectation = null }: ScatterChoice,
): ScatterData {
  const points: ScatterPoint[] = [];
  const importances: UnitImportance[] = [];
  let [dead, apart, lowest, highest] = [0, 0, 0, 0];
  for (const row of rows) {
    const samplesLost = lostCount(row);
    if (row.lost === null || samplesLost === null) continue;
    const { selectivity } = row;
    const isShown = !hidden.has(row.layerIndex);
    if (row.dead || selectivity === null) {
      if (isShown && row.dead) dead++;
      else if (isShown) apart++;
      continue;
    }
    const { low, high } = lostRange(row.lost);
    lowest = Math.min(lowest, low);
    highest = Math.max(highest, high);
    if (selectivity < 0 || selectivity > 1) {
      if (isShown) apart++;
      continue;
    }
    if (row.importance !== null) importances.push(row.importance);
    const expected = expectation?.lost.get(row.unit.flat) ?? null;
    if (isShown) points.push({ row, selectivity, samplesLost, expected });
  }
  const means = (height: (point: ScatterPoint) => number | null): BinnedMean[] => {
    const places: BinnedMean[] = [];
    for (const point of points) {
      const y = height(point);
      if (y !== null) places.push({ x: point.selectivity, y });
    }
    return binnedMeans(places);
  };
  return {
    points,
    dead,
    apart,
    lowest,
    highest,
    layers,
    band: told ? chanceBand(importances) : 0,
    means: told ? means(({ samplesLost }) => samplesLost) : [],
    expectedMeans: told && expectation !== null ? means(({ expected }) => expected) : [],
  };
}
