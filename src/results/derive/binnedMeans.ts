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
  const sorted = [...points].sort((a, b) => a.x - b.x);
  return Array.from({ length: bins }, (_, bin) => {
    const members = sorted.slice(
      Math.floor((bin * sorted.length) / bins),
      Math.floor(((bin + 1) * sorted.length) / bins),
    );
    return { x: mean(members.map(({ x }) => x)), y: mean(members.map(({ y }) => y)) };
  });
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
