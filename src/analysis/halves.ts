/**
 * Cuts the samples into two halves of like make-up: the first, third, fifth ... sample of each class are in
 * one, the others in the other, however the classes follow each other in the data.
 * @returns 1 for a sample of the half that ranks, 0 for one of the half that scores.
 */
export function rankingHalf(labels: Int32Array, classes: number): Uint8Array {
  const seen = new Uint8Array(classes);
  return Uint8Array.from(labels, (label) => {
    seen[label] ^= 1;
    return seen[label];
  });
}
