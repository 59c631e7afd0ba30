import { rank } from './ranking.js';

/** The mean of each side over the points of a bin. */
export interface BinnedMean {
  readonly x: number;
  readonly y: number;
}

const mostBins = 12;
const fewestPoints = 20;

/**
 * Points in up to 12 bins of x, each with as many points as the others (one apart) and 20 or more.
 * @returns the bins' means from the lowest x up; none where there are too few points for two bins.
 */
export function binnedMeans(points: readonly BinnedMean[]): BinnedMean[] {
  const bins = Math.min(mostBins, Math.floor(points.length / fewestPoints));
  if (bins < 2) return [];
  // Read in the order of x, which for many points would jump all over memory.
  const xs = points.map(({ x }) => x);
  const ys = new Float64Array(points.map(({ y }) => y));
  const order = rank(xs, 'asc');
  return Array.from({ length: bins }, (_, bin) => {
    const from = Math.floor((bin * points.length) / bins);
    const to = Math.floor(((bin + 1) * points.length) / bins);
    let [x, y] = [0, 0];
    for (let i = from; i < to; i++) {
      x += xs[order[i]];
      y += ys[order[i]];
    }
    return { x: x / (to - from), y: y / (to - from) };
  });
}
