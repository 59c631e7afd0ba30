/** The middle value; of an even number of values the mean of the two in the middle. NaN of none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return Number.isInteger(middle) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[Math.floor(middle)];
}

/**
 * A part of the values, evenly spread over them, from a start that the seed draws: another part for every seed, and
 * each value equally likely over all seeds.
 */
export function spreadPart<T>(values: readonly T[], count: number, seed: number): readonly T[] {
  const size = Math.min(count, values.length);
  const step = values.length / size;
  // The golden ratio's multiples fill the interval evenly: no two rounds begin near each other.
  const start = ((seed * 0.6180339887498949) % 1) * step;
  return Array.from({ length: size }, (_, i) => values[Math.floor(start + i * step)]);
}
