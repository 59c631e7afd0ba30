import type { StoredArray } from './storedArray.js';

/** Some samples as they are stored. */
export interface StoredPart {
  /** The array that they are of, whose shape counts all of its rows. */
  readonly array: StoredArray;
  /** [samples x values of one], one sample after another. */
  readonly values: Float64Array;
  /** Class indexes. */
  readonly labels: Int32Array;
}
