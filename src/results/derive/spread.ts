/** What several measurements of one thing came to: several orders, several seeds. */
export interface Spread {
  readonly count: number;
  readonly mean: number;
  /** Population standard deviation. */
  readonly deviation: number;
  readonly lowest: number;
  readonly highest: number;
}

/** @returns `null` of no measurements. */
export function spreadOf(values: readonly number[]): Spread | null {
  if (values.length === 0) return null;
  const lowest = Math.min(...values);
  const highest = Math.max(...values);
  // Rounding may carry the mean of equal values past them.
  const mean = clamp(values.reduce((sum, value) => sum + value, 0) / values.length, lowest, highest);
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { count: values.length, mean, deviation: Math.sqrt(squares / values.length), lowest, highest };
}

/** Whether two bands, each from its lowest to its highest, have a value in common. */
export function bandsOverlap(
  a: Pick<Spread, 'lowest' | 'highest'>,
  b: Pick<Spread, 'lowest' | 'highest'>,
): boolean {
  return a.lowest <= b.highest && b.lowest <= a.highest;
}

function clamp(value: number, lowest: number, highest: number): number {
  return Math.min(highest, Math.max(lowest, value));
}
