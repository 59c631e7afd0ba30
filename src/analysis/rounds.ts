import { fewestSamples, type StoppedFor } from '../results/derive/confidenceInterval.js';

/** Samples after which units are first looked at where they can be settled by how they compare. */
const firstLook = 256;
/** By which share of the samples before more are drawn until the next look. */
const growth = 0.1;

/**
 * The numbers of samples at which the units of an estimate are looked at, ascending up to all samples. No
 * interval is narrow enough before the first.
 * @param batchSize samples of a run of the network, of which whole ones are drawn where that fits.
 */
export function rounds(
  precision: number,
  population: number,
  stopped: StoppedFor,
  batchSize: number,
): number[] {
  const looks: number[] = [];
  const first = fewestSamples(precision, population, stopped);
  let look = stopped === 'any' ? Math.min(first, firstLook) : first;
  while (look < population) {
    looks.push(look);
    const more = Math.ceil(growth * look);
    look += more < batchSize ? more : more - (more % batchSize);
  }
  return [...looks, population];
}
