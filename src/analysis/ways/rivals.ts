import type { DenseChain } from '../../model/denseChain.js';

/** A dense operator without bias, as far as logits are concerned that count from the first class's on. */
export interface RivalStep {
  /** [rivals x inputs], row by row. */
  readonly weights: Float32Array;
  readonly inputs: number;
  /** All classes but the first. */
  readonly rivals: number;
}

/**
 * The last step of a chain with each class's weights less the first one's: neither answers nor losses change when
 * all logits move alike, and there is one class less to work out.
 */
export function rivalStep({ steps }: DenseChain): RivalStep {
  const { weights, inputs, outputs } = steps[steps.length - 1];
  const rivals = outputs - 1;
  return { weights: weights.slice(inputs).map((weight, i) => weight - weights[i % inputs]), inputs, rivals };
}

/**
 * Logits less the first class's.
 * @param scores [samples x classes].
 * @param into [samples x row], of which all but the rivals are filled with any.
 */
export function writeRivals(scores: Float32Array, classes: number, into: Float32Array, row: number): void {
  for (let sample = 0; sample * classes < scores.length; sample++) {
    const from = sample * classes;
    for (let k = 1; k < classes; k++) into[sample * row + k - 1] = scores[from + k] - scores[from];
  }
}
