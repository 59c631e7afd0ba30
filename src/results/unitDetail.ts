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
  /** Class index; 0 where samples have no class. */
  readonly labels: Int32Array;
  /** The unit's mean output over its positions, in the intact network. */
  readonly activity: Float32Array;
  /** What right answers are: class indexes; where several labels may hold at once places in `labelSets`; zeros of a regression. */
  readonly expected: Int32Array;
  /** What the intact network answers with, and what it answers with when the unit is deleted; as `expected`. */
  readonly before: Int32Array;
  readonly after: Int32Array;
  /** Where several labels may hold at once: names of the labels of each set that occurs; null elsewhere. */
  readonly labelSets: readonly (readonly string[])[] | null;
  /** Probability that the network gives to the label, 0 to 1; to several labels the geometric mean; zeros of a regression. */
  readonly confidenceBefore: Float32Array;
  readonly confidenceAfter: Float32Array;
  /** Null but of a regression. */
  readonly numbers: PredictedNumbers | null;
}

/** What a regression is to give for each sample, and what it gives with a unit and without; [samples x width]. */
export interface PredictedNumbers {
  readonly width: number;
  readonly targets: Float32Array;
  readonly before: Float32Array;
  readonly after: Float32Array;
}
