import type { ResultFile } from '../schema.js';
import type { CurvePoint } from './curveFamilies.js';

/**
 * Mean height of the loss over the share removed, by trapezoids: what the area is for accuracy.
 * @param points from none to all units.
 * @returns in nats; `null` where a loss is missing, or the points don't reach from none to all.
 */
export function meanLoss(points: readonly CurvePoint[]): number | null {
  if (points.length < 2 || points[0].fraction !== 0 || points[points.length - 1].fraction !== 1) return null;
  let sum = 0;
  for (let i = 1; i < points.length; i++) {
    const [before, after] = [points[i - 1], points[i]];
    if (before.loss === null || after.loss === null) return null;
    sum += ((after.fraction - before.fraction) * (before.loss.mean + after.loss.mean)) / 2;
  }
  return sum;
}

/**
 * The loss of always answering with the classes' shares, in nats: their entropy, the least that is reached without
 * looking at a sample.
 */
export function classShareLoss({ dataset }: ResultFile): number {
  return dataset.classCounts.reduce((sum, count) => {
    if (count === 0) return sum;
    const share = count / dataset.samples;
    return sum - share * Math.log(share);
  }, 0);
}
