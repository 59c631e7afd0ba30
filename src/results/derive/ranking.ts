/**
 * Positions in the order of their values. Undefined (`null`) counts as lowest; ties go to the lower
 * position, in either direction.
 */
export function rank(values: readonly (number | null)[], direction: 'asc' | 'desc'): number[] {
  const sign = direction === 'asc' ? 1 : -1;
  const keys = Float64Array.from(values, (value) => sign * (value ?? -Infinity));
  // Numbers alone are sorted many times faster than places by a comparison: each place is found among them.
  const sorted = keys.slice().sort();
  const taken = new Uint32Array(keys.length);
  const order = new Array<number>(keys.length);
  for (let i = 0; i < keys.length; i++) {
    const first = lowerBound(sorted, keys[i]);
    order[first + taken[first]++] = i;
  }
  return order;
}

/** The first place of a value among sorted ones. */
function lowerBound(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Ranks from 1 up, in ascending order; equal values share the average of theirs. */
export function averageRanks(values: readonly number[]): Float64Array {
  const order = rank(values, 'asc');
  const ranks = new Float64Array(values.length);
  for (let first = 0; first < order.length;) {
    let end = first + 1;
    while (end < order.length && values[order[end]] === values[order[first]]) end++;
    for (let i = first; i < end; i++) ranks[order[i]] = (first + 1 + end) / 2;
    first = end;
  }
  return ranks;
}
