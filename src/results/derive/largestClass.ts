/** How many samples bear the label that most of them bear. @param labels class indexes */
export function largestClass(labels: Iterable<number>): number {
  const counts = new Map<number, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  return Math.max(0, ...counts.values());
}
