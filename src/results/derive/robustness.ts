import { accuracyAt, type CurveFamily } from './curveFamilies.js';

/**
 * The share of units at which the mean curve first falls to half of what lies above the floor, on the straight lines
 * between points.
 * @param floor the share that is right without knowing anything.
 * @returns `null` where it never does, or has nothing to lose.
 */
export function halfGoneAt(family: CurveFamily, samples: number, floor: number): number | null {
  const { points } = family;
  const intact = points[0].correct.mean / samples;
  if (intact <= floor) return null;
  const half = ((intact + floor) / 2) * samples;
  const next = points.findIndex(({ correct }) => correct.mean <= half);
  if (next < 1) return null;
  const [before, after] = [points[next - 1], points[next]];
  const share = (before.correct.mean - half) / (before.correct.mean - after.correct.mean);
  return before.fraction + share * (after.fraction - before.fraction);
}

/** Mean accuracy with a share of the units gone; `null` where the curve doesn't reach so far. */
export function meanAccuracyAt(family: CurveFamily, fraction: number, samples: number): number | null {
  return accuracyAt(family, fraction, samples)?.mean ?? null;
}
