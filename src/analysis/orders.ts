import { seededRandom } from '../results/derive/seededRandom.js';

/** A random order of units (Fisher and Yates), the same for the same seed. */
export function randomOrder(units: Int32Array, seed: number): Int32Array {
  const random = seededRandom(seed);
  const order = units.slice();
  for (let i = order.length - 1; i > 0; i--) {
    const other = Math.floor(random() * (i + 1));
    [order[i], order[other]] = [order[other], order[i]];
  }
  return order;
}

/**
 * Units by a measure. Undefined counts as lowest; ties go to the lower flat index, in either direction.
 * @param values by flat index.
 */
export function rankedOrder(
  units: Int32Array,
  values: readonly (number | null)[],
  direction: 'asc' | 'desc',
): Int32Array {
  const value = (unit: number) => values[unit] ?? -Infinity;
  const sign = direction === 'asc' ? 1 : -1;
  return units.slice().sort((a, b) => {
    const [one, other] = [value(a), value(b)];
    return one === other ? a - b : sign * (one < other ? -1 : 1);
  });
}

/**
 * A random permutation that leaves no sample in its place: a single cycle through all of them (Sattolo 1986).
 * @returns for each sample, another one.
 */
export function derangement(samples: number, seed: number): Int32Array {
  const random = seededRandom(seed);
  const sources = Int32Array.from({ length: samples }, (_, i) => i);
  for (let i = samples - 1; i > 0; i--) {
    const other = Math.floor(random() * i);
    [sources[i], sources[other]] = [sources[other], sources[i]];
  }
  return sources;
}

/** Numbers of removed units at which a curve is measured: round(i N / 32), i = 0..32, each once. */
export function curvePoints(units: number): Int32Array {
  const points = Array.from({ length: 33 }, (_, i) => Math.round((i * units) / 32));
  return Int32Array.from(new Set(points));
}

/** All samples in a random order, the same for the same seed; another one than the derangement of that seed. */
export function drawOrder(samples: number, seed: number): Int32Array {
  const all = Int32Array.from({ length: samples }, (_, i) => i);
  return randomOrder(all, (seed ^ 0x5bd1e995) >>> 0);
}
