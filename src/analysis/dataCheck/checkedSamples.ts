import { largestClass } from '../../results/derive/largestClass.js';

/**
 * Which samples a conversion is tried on: the first ones; where most of these bear one label although the data do not, as in
 * data sorted by class, as many at even distances.
 * @param labels class indexes of all samples
 * @returns indexes in the data, ascending
 */
export function checkedSamples(labels: Int32Array, most: number): number[] {
  const count = Math.min(most, labels.length);
  const first = Array.from({ length: count }, (_, i) => i);
  const spread = first.map((i) => Math.floor((i * labels.length) / count));
  const share = (samples: readonly number[]): number =>
    largestClass(samples.map((sample) => labels[sample])) / count;
  return share(first) > 0.5 && share(spread) < share(first) ? spread : first;
}
