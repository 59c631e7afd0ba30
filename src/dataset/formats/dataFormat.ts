import type { DataFile } from '../dataFile.js';
import type { ModelInput } from '../dataset.js';
import type { Descriptor } from '../descriptor.js';
import type { StoredArray } from '../storedArray.js';

/** What is known when data is opened: some formats hold more than one can feed to a model as it stands. */
export interface DataRequest {
  /** What the descriptor says on how to understand the data. */
  readonly wishes: Pick<
    Descriptor,
    'labels' | 'layout' | 'modelLayout' | 'resize' | 'columns' | 'labelColumn' | 'padding'
  >;
  /** Null where the data is opened to be hashed: no arrays are read then. */
  readonly modelInput: ModelInput | null;
}

/** A file format of arrays. */
export interface DataFormat {
  /** As messages call it. */
  readonly title: string;
  /** Whether a file is of this format, by its first bytes where they tell, else by its name. */
  recognises(file: DataFile): boolean;
  /**
   * Finds out what the file holds, without reading the data.
   * @throws InputError where the file is damaged.
   */
  open(file: DataFile, request: DataRequest): Promise<DataContent>;
}

/** What an open data file holds. `key` is the name of an array in files that hold several. */
export interface DataContent {
  /** @throws InputError where there is no such array, or `key` is null and it is not plain which is meant. */
  inputs(key: string | null): Promise<StoredArray>;
  labels(key: string | null): Promise<StoredArray>;
  /** The labels that the file itself carries for `inputs(key)`; null where it carries none. */
  labelsOf(key: string | null): Promise<StoredArray | null>;
  /** What `labelsOf` would find, for formats in which it has to read the data to answer. */
  carriesLabels?(): Promise<boolean>;
  /** Names of the classes, in the order of their indexes, that the data itself gives; they may wait for the labels to be read. */
  readonly classNames?: readonly string[] | null;
  /** What was guessed or decided in reading the data: a phrase each, for people. It may wait for inputs and labels. */
  readonly understood?: readonly string[];
  /** Of inputs that are sequences of tokens: the one that fills up short ones, where the data tell. It may wait for the inputs. */
  readonly padding?: number | undefined;
  /** Names of the samples in their order, where the data has them: a file of labels may go by them. */
  readonly sampleNames?: readonly string[];
  /** The labels of the samples of these names; null where the file names no samples. */
  labelsOfNames?(names: readonly string[]): Promise<StoredArray | null>;
  close(): Promise<void>;
}
