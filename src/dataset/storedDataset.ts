import type { Conversion } from './conversionKeys.js';
import type { Dataset } from './dataset.js';
import type { StoredPart } from './storedPart.js';
import type { StoredSample } from './storedSample.js';

/** A dataset that can also show its samples as they are stored. */
export interface StoredDataset extends Dataset {
  /** What was guessed or decided in reading the data, a phrase each: columns, classes, how pictures are resized. */
  readonly understood: readonly string[];
  /**
   * One sample before it is scaled, normalised and arranged for a model. Showing forwards is fastest.
   * @throws InputError where the data ends early; RangeError where there is no such sample.
   */
  show(sample: number): Promise<StoredSample>;
  /** How `read` makes the model's values of the stored ones. */
  readonly conversion: Conversion;
  /**
   * Some samples before they are converted, to be converted in other ways.
   * @param samples indexes in the data, ascending
   * @throws InputError where the data ends early; RangeError where there is no such sample.
   */
  stored(samples: readonly number[]): Promise<StoredPart>;
}
