export type { SamplePicture, SampleValues, StoredSample } from '../dataset/storedSample.js';

/** What a single unit's output is replaced by: a constant, or its output on another sample. */
export type UnitReplacement =
  | { readonly kind: 'constant'; readonly value: number }
  /** By the derangement of all samples that this seed gives. */
  | { readonly kind: 'otherSamples'; readonly seed: number };

/** One unit, sample by sample, which a result file does not hold. Arrays have an entry for each sample of the data. */
export interface UnitDetail {
  /** Flat index. */
  readonly unit: number;
  readonly samples: number;
  /** Class index. */
  readonly labels: Int32Array;
  /** The unit's mean output over its positions, in the intact network. */
  readonly activity: Float32Array;
  /** Class index that the intact network answers with, and that it answers with when the unit is deleted. */
  readonly before: Int32Array;
  readonly after: Int32Array;
  /** Probability that the network gives to the label, 0 to 1. */
  readonly confidenceBefore: Float32Array;
  readonly confidenceAfter: Float32Array;
}
