import type { Targets, Task } from './task.js';

/** What a dataset has to know of the model that it will feed. */
export interface ModelInput {
  /** Shape of one sample, the batch left out; `null` where the model leaves a dimension open. */
  readonly shape: readonly (number | null)[];
  /** The order of channels and space that the model's first convolution reads; `null` where it has none. */
  readonly layout: 'NCHW' | 'NHWC' | null;
  /** Classes that the model tells apart: the width of its output, two where that is one. Labels must be below it. */
  readonly classCount: number;
  /** Values that the model gives a sample; as many as classes where nothing is said. */
  readonly outputs?: number;
}

/** Labelled samples, as the model will see them. Samples are read in pieces; they are never all in memory. */
export interface Dataset {
  readonly name: string;
  /** What one sample is called, in the singular: `image`, `sample`. */
  readonly noun: string;
  /** What the labels are: `true`, `shuffled 60 %`. */
  readonly labelKind: string;
  /** Class names in the order of their indexes; `null` where the data names none. */
  readonly classes: readonly string[] | null;
  /** Shape of one sample as fed to the model. */
  readonly sampleShape: readonly number[];
  /** One class index a sample, 0 where the task knows no classes; its length is the number of samples. */
  readonly labels: Int32Array;
  /** Of samples that are sequences of tokens: the token that fills up short ones, where the data tell. */
  readonly padding?: number | undefined;
  /** `classification` where nothing is said. */
  readonly task?: Task;
  /** Where samples have no single class: what answers are compared with. */
  readonly targets?: Targets | null;
  /**
   * Fills `into` with whole samples from index `first` on, in the model's layout, scaled and normalised. Reading
   * forwards is fastest; reads that are asked for at once are served one after another.
   * @throws InputError where the data ends early or holds a value that is not finite; RangeError where there are no
   * such samples.
   */
  read(first: number, into: Float32Array): Promise<void>;
  /** sha256 in hexadecimal of the data's bytes and the descriptor. Reads everything once. */
  sha256(): Promise<string>;
  /** Waits for reads under way, then closes the files. */
  close(): Promise<void>;
}
