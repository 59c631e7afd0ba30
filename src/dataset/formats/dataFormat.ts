import type { DataFile } from '../dataFile.js';
import type { StoredArray } from '../storedArray.js';

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
  open(file: DataFile): Promise<DataContent>;
}

/** What an open data file holds. `key` is the name of an array in files that hold several. */
export interface DataContent {
  /** @throws InputError where there is no such array, or `key` is null and it is not plain which is meant. */
  inputs(key: string | null): Promise<StoredArray>;
  labels(key: string | null): Promise<StoredArray>;
  /** The labels that the file itself carries for `inputs(key)`; null where it carries none. */
  labelsOf(key: string | null): Promise<StoredArray | null>;
  close(): Promise<void>;
}
