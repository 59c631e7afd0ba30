import { writeCount, writeRange } from './typographicNumbers.js';

/** Whole numbers from `low` to `high`, both included. */
export interface CountBin {
  readonly low: number;
  readonly high: number;
  /** `0`, `3–4`, `−8 to −5` */
  readonly name: string;
}

/** Bins of counts that double in width away from zero: 0, 1, 2, 3 to 4, 5 to 8 and so on; the same below zero. */
export function doublingBins(lowest: number, highest: number): CountBin[] {
  const bins = [binOf(0, 0), ...outward(highest).map(([near, far]) => binOf(near, far))];
  for (const [near, far] of outward(-lowest)) bins.unshift(binOf(-far, -near));
  return bins;
}

/** How many values lie in each bin. */
export function binCounts(values: readonly number[], bins: readonly CountBin[]): number[] {
  const counts = bins.map(() => 0);
  for (const value of values) {
    const bin = bins.findIndex(({ low, high }) => low <= value && value <= high);
    if (bin >= 0) counts[bin]++;
  }
  return counts;
}

function outward(size: number): [number, number][] {
  const found: [number, number][] = [];
  for (let near = 1, far = 1; near <= size; near = far + 1, far = far * 2) found.push([near, far]);
  return found;
}

function binOf(low: number, high: number): CountBin {
  const name =
    low === high
      ? writeCount(low)
      : low < 0
        ? writeRange(writeCount(low), writeCount(high))
        : `${writeCount(low)}\u2013${writeCount(high)}`;
  return { low, high, name };
}
