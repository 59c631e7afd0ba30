import { fewestSamples, type StoppedFor } from '../results/derive/confidenceInterval.js';

/** Samples after which units are first looked at where they can be settled by how they compare. */
const firstLook = 256;
/** How many times as many samples there are at each look as at the one before. */
const growth = 1.15;

/**
 * The numbers of samples at which the units of an estimate are looked at, ascending up to all samples. No
 * interval is narrow enough before the first.
 */
export function rounds(precision: number, population: number, stopped: StoppedFor): number[] {
  const ends: number[] = [];
  const first = fewestSamples(precision, population, stopped);
  let end = stopped === 'any' ? Math.min(first, firstLook) : first;
  for (; end < population; end = Math.ceil(end * growth)) ends.push(end);
  return [...ends, population];
}
