/** So many samples are offered at once. */
export const mostOffered = 12;

/**
 * The samples to offer: of each class the first, or the chosen one in its class's place; of more classes than there is room
 * for, of the first ones, and the chosen one. Where there is one class only, the first samples, or those around the chosen one.
 * @param labels class index of each sample that can be looked at.
 */
export function offeredSamples(labels: ArrayLike<number>, classes: number, chosen: number | null): number[] {
  if (classes < 2) {
    const first = Math.max(0, Math.min((chosen ?? 0) - mostOffered / 2, labels.length - mostOffered));
    return Array.from({ length: Math.min(mostOffered, labels.length) }, (_, i) => first + i);
  }
  const firsts = new Map<number, number>();
  for (let sample = 0; sample < labels.length && firsts.size < classes; sample++) {
    if (!firsts.has(labels[sample])) firsts.set(labels[sample], sample);
  }
  if (chosen !== null && chosen < labels.length) firsts.set(labels[chosen], chosen);
  const inOrder = [...firsts].sort(([a], [b]) => a - b).map(([, sample]) => sample);
  const offered = inOrder.slice(0, mostOffered);
  if (chosen !== null && inOrder.includes(chosen) && !offered.includes(chosen)) {
    offered[offered.length - 1] = chosen;
  }
  return offered;
}

/**
 * The next sample, or the one before: of the same class where every class has its place, else of any.
 * @returns `null` at the end.
 */
export function sampleBeside(
  labels: ArrayLike<number>,
  classes: number,
  chosen: number,
  by: 1 | -1,
): number | null {
  for (let sample = chosen + by; sample >= 0 && sample < labels.length; sample += by) {
    if (classes > mostOffered || labels[sample] === labels[chosen]) return sample;
  }
  return null;
}
