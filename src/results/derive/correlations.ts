import * as l10n from '@vscode/l10n';
import type { ResultFile, ResultLayer } from '../schema.js';
import { effects, effectValues, type Effect } from './effects.js';
import { isDead, measuredValue, type FlatUnit, type MeasuredColumn } from './flatUnits.js';
import { unitImportances, type UnitImportance } from './importance.js';
import { spearman, type RankCorrelation } from './spearman.js';
import { spearmanIntervals, type Interval } from './spearmanInterval.js';

/** What importance is held against: selectivity, mutual information, L1 norm, mean activity. */
export const correlates = [
  'selectivity',
  'mutualInformation',
  'l1Norm',
  'mean',
] as const satisfies readonly MeasuredColumn[];
export type Correlate = (typeof correlates)[number];

/** How a measure and an effect of deletion go together among units. */
export interface UnitCorrelation extends RankCorrelation {
  readonly measure: Correlate;
  readonly effect: Effect;
  /** Units that were deleted but are left out: dead, or with an undefined side. */
  readonly leftOut: number;
  /** The 95 % bootstrap interval of rho; `null` where rho is. */
  readonly interval: Interval | null;
}

export interface LayerCorrelation extends UnitCorrelation {
  readonly layer: ResultLayer;
}

/** A correlation over the units of all layers, which is not to be shown without its warning. */
export interface PooledCorrelation extends UnitCorrelation {
  readonly warning: string;
}

/** What stands beside every correlation that is pooled over layers. */
export const poolingWarning = l10n.t(
  'Pooled over layers, differences between layers mix with those between units: such a value can hide or reverse what holds within each layer (Amjad et al. 2018).',
);

/** What to correlate; everything where it is not told. */
export interface CorrelationChoice {
  readonly measures?: readonly Correlate[];
  readonly effects?: readonly Effect[];
}

/**
 * Spearman's rho of each measure and each effect within each layer that was deleted, in forward order, with
 * the percentile interval of 2,000 bootstrap resamples of units, seeded by the result's seed. Units with
 * undefined selectivity, dead ones above all, are left out of all of them: a dead unit has no activity and
 * no effect, which would feign a relation. Measures that were not taken are not listed.
 */
export function layerCorrelations(
  result: ResultFile,
  replacement: string,
  choice: CorrelationChoice = {},
): LayerCorrelation[] {
  const importances = unitImportances(result, replacement);
  return result.layers.flatMap((layer) => {
    const ofLayer = importances.filter(({ unit }) => unit.layer === layer);
    return correlations(result, ofLayer, replacement, choice).map((found) => ({ layer, ...found }));
  });
}

/** The same over the units of all layers together, each with the warning that belongs to it. */
export function pooledCorrelations(
  result: ResultFile,
  replacement: string,
  choice: CorrelationChoice = {},
): PooledCorrelation[] {
  const pooled = correlations(result, unitImportances(result, replacement), replacement, choice);
  return pooled.map((found) => ({ ...found, warning: poolingWarning }));
}

function correlations(
  result: ResultFile,
  importances: readonly UnitImportance[],
  replacement: string,
  choice: CorrelationChoice,
): UnitCorrelation[] {
  const counted = importances.filter(({ unit }) => !isLeftOut(result, unit));
  const measures = (choice.measures ?? correlates).filter((measure) =>
    importances.some(({ unit }) => measuredValue(unit, measure) !== null),
  );
  const sides = measures.map((measure) => counted.map(({ unit }) => measuredValue(unit, measure)));
  const byEffect = (choice.effects ?? effects).map((effect) => {
    const other = effectValues(result, counted, replacement, effect);
    const intervals = spearmanIntervals(sides, other, result.settings.seed);
    return sides.map((side, i) => {
      const { rho, n } = spearman(side, other);
      return { effect, rho, n, interval: rho === null ? null : intervals[i] };
    });
  });
  return measures.flatMap((measure, i) =>
    byEffect.map((found): UnitCorrelation => {
      const { effect, rho, n, interval } = found[i];
      return { measure, effect, rho, n, leftOut: importances.length - n, interval };
    }),
  );
}

/** Whether a unit's selectivity is undefined, or would be: a unit that is dead. */
function isLeftOut(result: ResultFile, unit: FlatUnit): boolean {
  if (unit.layer.units.selectivity !== undefined) return measuredValue(unit, 'selectivity') === null;
  return isDead(result, unit);
}
