import { ValueBuckets } from './valueBuckets.js';

/** Bins of equal frequency that activities are put in. */
const binCount = 20;

/**
 * Inner bin edges: the k/20 quantiles, k = 1..19, with linear interpolation between order statistics in
 * float64, as NumPy's `quantile` takes them.
 * @param buckets of the values, of which there is one at least.
 */
export function quantileEdges(buckets: ValueBuckets, count: number): Float64Array {
  const places = Array.from({ length: binCount - 1 }, (_, k) => ((k + 1) / binCount) * (count - 1));
  const [lows, highs] = [0, 1].map((next) =>
    buckets.at(places.map((place) => Math.min(Math.floor(place) + next, count - 1))),
  );
  return Float64Array.from(places, (place, k) => {
    const [low, high] = [lows[k], highs[k]];
    const share = place - Math.floor(place);
    // From the nearer side, so that both ends are met exactly.
    return share < 0.5 ? low + (high - low) * share : high - (high - low) * (1 - share);
  });
}

/**
 * Mutual information in bits between a unit's activity and the class, plug-in estimate over bins of equal
 * frequency. Equal activities share a bin.
 * @param activities one a sample.
 * @param labels class indexes of the samples.
 * @returns the estimate, and how many bins are in use.
 */
export function mutualInformation(
  activities: Float32Array | Float64Array,
  labels: Int32Array,
  classes: number,
): { bits: number; bins: number } {
  const buckets = new ValueBuckets(activities);
  const bins = buckets.edgesBelow(quantileEdges(buckets, activities.length));
  const table = new Float64Array(binCount * classes);
  for (let i = 0; i < bins.length; i++) {
    const cell = bins[i] * classes + labels[i];
    table[cell] = table[cell] + 1;
  }
  return informationOf(table, classes);
}

/** Mutual information of a table of counts [bins x classes], and its rows in use. */
function informationOf(table: Float64Array, classes: number): { bits: number; bins: number } {
  const rows = new Float64Array(binCount);
  const columns = new Float64Array(classes);
  let total = 0;
  for (let cell = 0; cell < table.length; cell++) {
    const count = table[cell];
    const row = Math.floor(cell / classes);
    rows[row] = rows[row] + count;
    columns[cell % classes] = columns[cell % classes] + count;
    total += count;
  }
  let bits = 0;
  for (let cell = 0; cell < table.length; cell++) {
    const count = table[cell];
    if (count === 0) continue;
    const expected = (rows[Math.floor(cell / classes)] * columns[cell % classes]) / total;
    bits += (count / total) * Math.log2(count / expected);
  }
  return { bits, bins: rows.filter((count) => count > 0).length };
}
