/**
 * Positions in the order of their values. Undefined (`null`) counts as lowest; ties go to the lower
 * position, in either direction.
 */
export function rank(values: readonly (number | null)[], direction: 'asc' | 'desc'): number[] {
  const sign = direction === 'asc' ? 1 : -1;
  // Filled by index: reading from a list through a function is several times slower.
  const keys = new Float64Array(values.length);
  for (let i = 0; i < keys.length; i++) keys[i] = sign * (values[i] ?? -Infinity);
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
  const sorted = new Float64Array(values).sort();
  const firsts = new Uint32Array(sorted.length);
  const counts = new Uint32Array(sorted.length);
  for (let i = 0; i < firsts.length; i++) {
    firsts[i] = lowerBound(sorted, values[i]);
    counts[firsts[i]]++;
  }
  const ranks = new Float64Array(sorted.length);
  for (let i = 0; i < ranks.length; i++) ranks[i] = firsts[i] + (counts[firsts[i]] + 1) / 2;
  return ranks;
}
