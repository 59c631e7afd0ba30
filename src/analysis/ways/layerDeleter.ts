import type { Expected, ScoredBatch } from '../scores.js';
import type { Tally } from '../tally.js';

/** Samples on which the intact network has been run, with what the ways of deleting units start from. */
export interface IntactBlock {
  readonly samples: number;
  /** [samples x sample]. */
  readonly inputs: Float32Array;
  /** Class index of each sample. */
  readonly labels: Int32Array;
  /** What answers are compared with: the labels where there are classes. */
  readonly expected: Expected;
  /** 1 for a sample of the half of the data that ranks (`halves.ts`). */
  readonly ranking: Uint8Array;
  /** The tensors that were asked for by name, as float32; their first dimension counts samples. */
  readonly tensors: ReadonlyMap<string, Float32Array>;
  /** [samples x scores]. */
  readonly scores: Float32Array;
  /** Those scores against the labels, losses included where they are wanted. */
  readonly intact: ScoredBatch;
}

/** What the outputs of deleted units are replaced by, on the samples of a block. */
export type Replacements =
  /** A constant for each unit that is deleted, in their order. */
  | { readonly kind: 'constants'; readonly values: Float32Array }
  /** Outputs of the whole layer on other samples, [samples x outer x units x inner]. */
  | { readonly kind: 'outputs'; readonly values: Float32Array };

/** A way of deleting the units of one layer, each by itself: exact, whatever it saves. */
export interface LayerDeleter {
  /** Names of the tensors of the intact network that it starts from. */
  readonly needs: readonly string[];
  /** Floats that it writes down for each sample of a block and soon reads again; left out where these are few. */
  readonly notesPerSample?: number;
  /**
   * Deletes units of the layer, each by itself, on a block, and counts the answers that change.
   * @param units flat indexes.
   * @param at place of the first of them in the tally.
   * @param step is awaited now and then, with passes of one sample through the network (for progress; a unit
   * deleted on a sample is one pass, whatever it took).
   */
  delete(
    block: IntactBlock,
    units: Int32Array,
    replacements: Replacements,
    tally: Tally,
    at: number,
    step: (passes: number) => Promise<void>,
  ): Promise<void>;
  release(): Promise<void>;
}
