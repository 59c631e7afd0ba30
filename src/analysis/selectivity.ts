/**
 * Class selectivity index (m_max - m_rest) / (m_max + m_rest) of a unit, and the class it prefers.
 * m_rest is the unweighted mean over the other classes (Morcos et al. 2018, after Ponce et al.).
 * @param classMeans mean activity per class; null where a class has no samples.
 * @returns the index, null with fewer than two classes or a denominator of 0; and the class of the largest
 * mean, ties to the lowest, null for a dead unit.
 */
export function classSelectivity(
  classMeans: readonly (number | null)[],
  dead: boolean,
): { selectivity: number | null; preferredClass: number | null } {
  let preferredClass: number | null = null;
  let largest = -Infinity;
  let sum = 0;
  let classes = 0;
  for (const [index, mean] of classMeans.entries()) {
    if (mean === null) continue;
    classes++;
    sum += mean;
    if (mean > largest) {
      largest = mean;
      preferredClass = index;
    }
  }
  if (dead) preferredClass = null;
  if (classes < 2) return { selectivity: null, preferredClass };
  // No mean of the others exceeds the largest: rounding must not make it so.
  const rest = Math.min(largest, (sum - largest) / (classes - 1));
  const denominator = largest + rest;
  return { selectivity: denominator === 0 ? null : (largest - rest) / denominator, preferredClass };
}
