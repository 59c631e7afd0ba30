/** Bins of equal frequency that activities are put in. */
const binCount = 20;

/**
 * Inner bin edges: the k/20 quantiles, k = 1..19, with linear interpolation between order statistics in
 * float64, as NumPy's `quantile` takes them.
 * @param sorted ascending, not empty.
 */
export function quantileEdges(sorted: Float64Array): Float64Array {
  return Float64Array.from({ length: binCount - 1 }, (_, k) => {
    const at = ((k + 1) / binCount) * (sorted.length - 1);
    const below = Math.floor(at);
    const low = sorted[below];
    const high = sorted[Math.min(below + 1, sorted.length - 1)];
    const share = at - below;
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
  activities: Float64Array,
  labels: Int32Array,
  classes: number,
): { bits: number; bins: number } {
  const edges = quantileEdges(activities.slice().sort());
  const table = new Float64Array(binCount * classes);
  for (let i = 0; i < activities.length; i++) {
    const cell = binOf(edges, activities[i]) * classes + labels[i];
    table[cell] = table[cell] + 1;
  }
  return informationOf(table, classes);
}

/** Number of edges at or below a value, by bisection. */
function binOf(edges: Float64Array, value: number): number {
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (edges[middle] <= value) low = middle + 1;
    else high = middle;
  }
  return low;
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
