import { storedBytes, type StoredBytes } from './storedBytes.js';

/** Reads a part of a file beside the model; `length` null is to the file's end. */
export type ExternalReader = (location: string, offset: number, length: number | null) => Promise<Uint8Array>;

/** Weights of a model that stay in their files, since they are too large to be held. */
export interface WeightFiles {
  /** Bytes of weights in all beyond which they stay. */
  readonly mostInMemory: number;
  /** Whether the network is to be run: then only those stay that engines find for themselves. */
  readonly isRun: boolean;
  /**
   * Checks that the bytes are there, beside the model; what is given back reads them.
   * @param length null is to the file's end.
   * @throws InputError where they are not.
   */
  readonly reader: (location: string, offset: number, length: number | null) => Promise<StoredBytes>;
}

/** What lies beside a model, read where it is wanted; at once where no files are known, but only a reader. */
export function partsBeside(
  readExternal: ExternalReader,
  weights: WeightFiles | null,
): WeightFiles['reader'] {
  return weights?.reader ?? (async (...place) => storedBytes(await readExternal(...place)));
}

/**
 * Whether so many bytes of weights stay in files of another format than ONNX, in which engines find none: where they are too
 * many to be held, and nothing is to be run.
 */
export function stayInFiles(weights: WeightFiles | null, bytes: number): boolean {
  return weights !== null && !weights.isRun && bytes > weights.mostInMemory;
}
