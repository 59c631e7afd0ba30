import type { KernelMemory } from '../kernels/kernelMemory.js';

/**
 * What a kernel works on: some units of a layer, each deleted by itself, on some samples. Arrays lie in the
 * kernel's memory. Logits, and the weights that lead to them, are less those of the first class, which changes no
 * answer and no loss: `rivals` are the other classes. Padding of rivals may hold anything finite; units of the layer behind are padded by ones with the
 * sum of the first and weights of 0.
 */
export interface TailJob {
  readonly samples: number;
  readonly units: number;
  /** Units of the layer. */
  readonly width: number;
  readonly classes: number;
  /** Rivals rounded up to a multiple of 4. */
  readonly row: number;
  /** Units of the layer behind, rounded up to a multiple of 32; 0 where the answers come next. */
  readonly hidden: number;
  /** [units], place of each unit in the layer. */
  readonly columns: Int32Array;
  /** [samples x width], the layer's clean outputs. */
  readonly outputs: Float32Array;
  /** What they are replaced by: [width], or [samples x width] where `valueStride` is the width and not 0. */
  readonly values: Float32Array;
  readonly valueStride: number;
  /**
   * By how much each logit rises with a unit's output, from unit `firstSlope` on: [units x rivals], or one such
   * for each sample where `slopeStride` is not 0; then 4 more numbers. Null where a layer lies between and
   * its ReLU is to be worked out anew.
   */
  readonly slopes: Float32Array | null;
  readonly slopeStride: number;
  readonly firstSlope: number;
  /** [samples x row], the intact network's logits. */
  readonly base: Float32Array;
  readonly labels: Int32Array;
  /** 1 where the intact network's answer is correct. */
  readonly correct: Int32Array;
  /** The intact network's losses. */
  readonly loss: Float64Array;
  /** [samples x hidden], sums of the layer behind before its ReLU. */
  readonly sums: Float32Array | null;
  /** [width x hidden], weights from each unit to the layer behind. */
  readonly weights: Float32Array | null;
  /**
   * [width x hidden], eight times the logarithm to base 2 of the size of each weight, rounded up, less
   * `weightLog`, with which the largest is 0. What is too small for that is -128.
   */
  readonly weightLogs: Int8Array | null;
  readonly weightLog: number;
  /** [hidden x row], weights from the layer behind to the answers. */
  readonly next: Float32Array | null;
  /** The same, [rivals x hidden]. */
  readonly last: Float32Array | null;
  /**
   * [samples]: an answer can't turn while deletion moves the label's lead by less. Null: none is left out, as
   * is needed where losses are kept.
   */
  readonly margins: Float32Array | null;
  /** [classes x width], by how much a unit's output of 1 moves the lead of a label at most. */
  readonly bounds: Float32Array | null;
  /**
   * [samples]: an answer is too close to call where the label's lead is no more than this, a share of the largest logit
   * (`closeCalls.ts`), and what the deletion's own sums may have been rounded by.
   */
  readonly sizes: Float32Array;
  /** [width], that rounding for an output of 1. */
  readonly roundings: Float32Array;
  /** [units], to which changes of the loss are added, sample by sample; null where no losses are kept. */
  readonly lossChange: Float64Array | null;
  /** Room for what is returned: [samples x units]. */
  readonly turns: Int32Array;
  /** Room for what a kernel notes down. */
  readonly room: Float32Array;
}

/** Deletes units behind which only dense operators follow. */
export interface TailKernel {
  readonly memory: KernelMemory;
  /** Whether it makes use of slopes where a layer lies between. */
  readonly usesSlopes: boolean;
  /** How many pairs of a sample and a unit are worked out: all but those whose answer can't change. */
  countPairs(job: TailJob): number;
  /**
   * @returns in the order of samples, sample * units + unit for each answer that turned, and ~(sample * units + unit) for
   * each that is too close to call: rounding may have made it.
   */
  deleteUnits(job: TailJob): Int32Array;
}

/** Opens a kernel whose arrays take so many bytes. */
export type OpenTailKernel = (bytes: number) => TailKernel;
