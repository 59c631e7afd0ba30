import type { StoredArray } from './storedArray.js';
import type { Targets } from './task.js';

/** Some samples as they are stored. */
export interface StoredPart {
  /** The array that they are of, whose shape counts all of its rows. */
  readonly array: StoredArray;
  /** [samples x values of one], one sample after another. */
  readonly values: Float64Array;
  /** Class indexes. */
  readonly labels: Int32Array;
  /** Their numbers, where samples have no single class. */
  readonly targets: Targets | null;
}
