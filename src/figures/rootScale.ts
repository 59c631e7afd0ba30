/**
 * A signed root of counts, straightened near zero: sign(d) (sqrt(|d| + 2) - sqrt 2). Counts of about n vary by
 * about sqrt n, so a step up means the same surprise everywhere; a plain root would tear a gap between 0 and
 * 1 that looks like two clusters.
 */
export function signedRoot(count: number): number {
  return Math.sign(count) * (Math.sqrt(Math.abs(count) + 2) - Math.SQRT2);
}

/** The count, or fraction of one, whose signed root this is. */
export function countOfRoot(root: number): number {
  return Math.sign(root) * ((Math.abs(root) + Math.SQRT2) ** 2 - 2);
}

/** Round counts, the most telling first. */
function candidates(largest: number): number[] {
  const round: number[] = [0, 5];
  for (let decade = 10; decade <= largest; decade *= 10) round.push(decade, 2 * decade, 5 * decade);
  return [...round, 2, 1, 30, 3];
}

/**
 * Counts to mark on an axis, none nearer to another than `gap`, and both signs of each where they fit.
 * @param place where a count stands, in pixels.
 */
export function countTicks(
  place: (count: number) => number,
  lowest: number,
  highest: number,
  gap: number,
): number[] {
  const ticks: number[] = [];
  for (const size of candidates(Math.max(-lowest, highest))) {
    for (const tick of size === 0 ? [0] : [size, -size]) {
      const fits = tick >= lowest && tick <= highest;
      if (fits && ticks.every((other) => Math.abs(place(other) - place(tick)) >= gap)) ticks.push(tick);
    }
  }
  return ticks.sort((a, b) => a - b);
}
