import type { ResultFile, ResultLayer } from '../schema.js';
import { beyondChance } from './beyondChance.js';
import { unitImportances, type UnitImportance } from './importance.js';
import { statisticsSamples } from './exactness.js';
import { lostSamples } from './lostSamples.js';
import { rank } from './ranking.js';
import { countsAnswers } from './task.js';
import { spearman, type RankCorrelation } from './spearman.js';

/** A layer in a line. `null` stands where nothing was measured. */
export interface LayerSummary {
  readonly layer: ResultLayer;
  readonly units: number;
  /** Units that are zero on every sample and position. */
  readonly dead: number | null;
  /** Units that are non-zero on every sample. */
  readonly alwaysOn: number | null;
  /** Over the units whose selectivity is defined. */
  readonly meanSelectivity: number | null;
  /** Told of exact results alone. */
  readonly unitsBeyondChance: number | null;
  /** The unit with the most samples lost, ties to the lowest index; `null` where answers are neither right nor wrong. */
  readonly costliest: UnitImportance | null;
  /** Selectivity against the rise in loss, or against samples lost where no losses were kept; of exact results. */
  readonly selectivityAgainstImportance: RankCorrelation | null;
}

/** The layers that were measured, in forward order. Importance is that under the replacement value given. */
export function layerSummaries(result: ResultFile, replacement: string | null): LayerSummary[] {
  const importances = replacement === null ? [] : unitImportances(result, replacement);
  const standsOut = beyondChance(importances);
  const beyond = new Set(importances.filter((_, i) => standsOut[i]).map((unit) => unit.unit.flat));
  return result.layers
    .filter((layer) => Object.keys(layer.units).length > 0)
    .map((layer) => {
      const ofLayer = importances.filter((unit) => unit.unit.layer === layer);
      return {
        layer,
        units: layer.unitCount,
        dead: countWhere(layer.units.silentSamples, (silent) => silent === statisticsSamples(result)),
        alwaysOn: countWhere(layer.units.silentSamples, (silent) => silent === 0),
        meanSelectivity: mean(layer.units.selectivity),
        unitsBeyondChance:
          ofLayer.length === 0 || !result.exact || !countsAnswers(result)
            ? null
            : ofLayer.filter((unit) => beyond.has(unit.unit.flat)).length,
        costliest:
          ofLayer.length === 0 || !countsAnswers(result)
            ? null
            : ofLayer[
                rank(
                  ofLayer.map((unit) => lostSamples(result, unit).count),
                  'desc',
                )[0]
              ],
        selectivityAgainstImportance: result.exact ? correlation(layer, ofLayer) : null,
      };
    });
}

function countWhere(
  values: readonly (number | null)[] | undefined,
  holds: (value: number) => boolean,
): number | null {
  return values === undefined ? null : values.filter((value) => value !== null && holds(value)).length;
}

function mean(values: readonly (number | null)[] | undefined): number | null {
  const defined = (values ?? []).filter((value) => value !== null);
  return defined.length === 0 ? null : defined.reduce((sum, value) => sum + value, 0) / defined.length;
}

function correlation(layer: ResultLayer, importances: readonly UnitImportance[]): RankCorrelation | null {
  const { selectivity } = layer.units;
  if (selectivity === undefined || importances.length === 0) return null;
  const losses = importances.every((unit) => unit.lossRise !== null);
  return spearman(
    importances.map((unit) => selectivity[unit.unit.index]),
    importances.map((unit) => (losses ? unit.lossRise : unit.samplesLost)),
  );
}
