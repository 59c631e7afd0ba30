/**
 * Trapezoidal area under accuracy against the fraction of units removed, 0 to 1.
 * @param removed numbers of removed units, ascending.
 * @param correct samples answered correctly, one entry a number.
 * @param units units in scope.
 * @returns null where the curve doesn't reach from none to all of them.
 */
export function areaUnderCurve(
  removed: readonly number[],
  correct: readonly number[],
  units: number,
  samples: number,
): number | null {
  if (removed[0] !== 0 || removed.at(-1) !== units || units === 0 || samples === 0) return null;
  let area = 0;
  for (let i = 1; i < removed.length; i++) {
    area += ((removed[i] - removed[i - 1]) * (correct[i] + correct[i - 1])) / 2;
  }
  return area / (units * samples);
}
