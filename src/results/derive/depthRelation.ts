import { spearman } from './spearman.js';
import { spearmanInterval, type Interval } from './spearmanInterval.js';
import type { UnitRow } from './unitRows.js';

/** How a measure of units goes with the place of their layer, from input to output. */
export interface DepthRelation {
  readonly measure: 'selectivity' | 'information';
  /** Spearman's rho over units; `null` where it is undefined, as with a single layer. */
  readonly rho: number | null;
  /** Living units with the measure. */
  readonly n: number;
}

/** Of the measures that some unit has. */
export function depthRelations(rows: readonly UnitRow[]): DepthRelation[] {
  return (['selectivity', 'information'] as const)
    .map((measure) => ({ measure, ...spearman(...sides(rows, measure)) }))
    .filter(({ n }) => n > 0);
}

/** Resamples of more units than this would keep the reader waiting. */
const mostResampled = 2000;

/**
 * The 95 % interval of a relation's rho: by bootstrap over units; with more than 2,000 of them, where the two agree, in
 * closed form on Fisher's scale with the variance (1 + rho²/2) / (n - 3) (Bonett and Wright 2000).
 */
export function depthRelationInterval(
  rows: readonly UnitRow[],
  { measure, rho, n }: DepthRelation,
  seed: number,
): Interval | null {
  if (rho === null) return null;
  if (n <= mostResampled) return spearmanInterval(...sides(rows, measure), seed);
  const reach = 1.959964 * Math.sqrt((1 + rho ** 2 / 2) / (n - 3));
  const z = Math.atanh(rho);
  return { low: Math.tanh(z - reach), high: Math.tanh(z + reach) };
}

function sides(
  rows: readonly UnitRow[],
  measure: DepthRelation['measure'],
): [(number | null)[], (number | null)[]] {
  return [rows.map(({ layerIndex }) => layerIndex), rows.map((row) => (row.dead ? null : row[measure]))];
}
