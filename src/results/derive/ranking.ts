/**
 * Positions in the order of their values. Undefined (`null`) counts as lowest; ties go to the lower
 * position, in either direction.
 */
export function rank(values: readonly (number | null)[], direction: 'asc' | 'desc'): number[] {
  const sign = direction === 'asc' ? 1 : -1;
  const value = (i: number): number => values[i] ?? -Infinity;
  return values
    .map((_, i) => i)
    .sort((a, b) => (value(a) === value(b) ? a - b : value(a) < value(b) ? -sign : sign));
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
