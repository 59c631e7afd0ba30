import type { Conversion } from '../dataset/conversionKeys.js';
import type { StoredSample } from '../dataset/storedSample.js';
import type { Targets, Task } from '../dataset/task.js';

export type { Conversion } from '../dataset/conversionKeys.js';
export type { StoredSample } from '../dataset/storedSample.js';

/** The usual ways of scaling stored values: `stated` is what the descriptor says, or does without one. */
export type ScalingKind =
  | 'stated'
  | 'asStored'
  | 'unit'
  | 'signed'
  | 'bytes'
  | 'inverted'
  | 'invertedSigned'
  | 'invertedBytes'
  | 'mnist'
  | 'cifar10'
  | 'imageNet'
  | 'standardised';

/** How a network answered the checked samples when they were converted in one way. */
export interface TriedConversion {
  readonly kind: ScalingKind;
  readonly conversion: Conversion;
  /** Samples answered with their label, with several labels those of which all are told right; 0 of a regression. */
  readonly correct: number;
  /** Mean cross-entropy in nats, or mean squared error. */
  readonly loss: number;
  /** Class index that each checked sample is answered with, with several labels the place in `labelSets`; zeros of a regression. */
  readonly answers: Int32Array;
  /** Of a regression: what the network gives for the checked samples, as `targets` has them; null elsewhere. */
  readonly numbers: Float32Array | null;
  /** Least and greatest value that the network is fed with. */
  readonly lowest: number;
  readonly highest: number;
  /** The place in `DataCheck.views` of what it makes of the first samples. */
  readonly view: number;
}

/** What data are, as far as they were understood. */
export interface CheckedData {
  readonly task: Task;
  readonly name: string;
  /** What one sample is called, in the singular. */
  readonly noun: string;
  readonly labelKind: string;
  /** In the order of their indexes; null where the data name none. */
  readonly classes: readonly string[] | null;
  readonly samples: number;
  /** How many samples bear each label; as many entries as the model tells classes or labels apart, none of a regression. */
  readonly classCounts: readonly number[];
  /** What was guessed or decided in reading, a phrase each. */
  readonly understood: readonly string[];
  /** Of one sample as it is stored, and as the network is fed. */
  readonly storedShape: readonly number[];
  readonly fedShape: readonly number[];
  /** Least and greatest stored value of the checked samples. */
  readonly lowest: number;
  readonly highest: number;
}

/** A descriptor that could be written. */
export interface DescriptorDraft {
  /** Absolute: the descriptor that was read, or where one would lie beside the data. */
  readonly path: string;
  /** Whether it was read. */
  readonly isWritten: boolean;
  /** What it says as the file has it; of data without one, which files. */
  readonly entries: Readonly<Record<string, unknown>>;
}

/** Data looked at with a model: what they are, and how the network answers some of them when they are converted in the usual ways. */
export interface DataCheck {
  readonly data: CheckedData;
  /** Indexes in the data of the samples that were checked, and their class indexes; with several labels places in `labelSets`. */
  readonly samples: Int32Array;
  readonly labels: Int32Array;
  /** Where several labels may hold at once: each set of labels that some checked sample bears or is answered with. */
  readonly labelSets: readonly (readonly number[])[] | null;
  /** Of a regression: the numbers of the checked samples. */
  readonly targets: Targets | null;
  /** The stated conversion first, then the others in the order of trying. */
  readonly tried: readonly TriedConversion[];
  /** How many are tried in all. */
  readonly toTry: number;
  /** The first samples as conversions arrange them. */
  readonly views: readonly (readonly StoredSample[])[];
  /** Why the data can't be read as stated, where only a layout had to be said; null where they can. */
  readonly fault: string | null;
  readonly draft: DescriptorDraft;
}
