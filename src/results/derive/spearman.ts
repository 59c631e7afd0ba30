import { averageRanks } from './ranking.js';

/** A rank correlation and the number of pairs that it is of. */
export interface RankCorrelation {
  /** `null` with fewer than three pairs, or where one side has a single value throughout. */
  readonly rho: number | null;
  readonly n: number;
}

/** Spearman's rho with average ranks. Pairs with an undefined side are left out. */
export function spearman(a: readonly (number | null)[], b: readonly (number | null)[]): RankCorrelation {
  const x: number[] = [];
  const y: number[] = [];
  a.forEach((value, i) => {
    const other = b[i];
    if (value === null || other === null) return;
    x.push(value);
    y.push(other);
  });
  return { rho: x.length < 3 ? null : pearson(averageRanks(x), averageRanks(y)), n: x.length };
}

function pearson(x: Float64Array, y: Float64Array): number | null {
  // Average ranks of n values have the mean (n + 1) / 2, whatever the ties.
  const centre = (x.length + 1) / 2;
  let xy = 0;
  let xx = 0;
  let yy = 0;
  x.forEach((value, i) => {
    const dx = value - centre;
    const dy = y[i] - centre;
    xy += dx * dy;
    xx += dx * dx;
    yy += dy * dy;
  });
  return xx === 0 || yy === 0 ? null : xy / Math.sqrt(xx * yy);
}
