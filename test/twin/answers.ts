import { meanOf } from './statistics.js';
import type { Tensor } from './tensor.js';

/** How a network, intact or with a unit deleted, did on all samples. */
export interface Answers {
  readonly correct: number;
  readonly correctPerClass: readonly number[];
  /** Mean cross-entropy in nats. */
  readonly loss: number;
  /** Sample by sample: whether the largest logit, the first of equals, is the label's. */
  readonly right: readonly boolean[];
  /** Sample by sample: how far the second largest logit lies below the largest. */
  readonly margins: readonly number[];
}

/** @param logits [samples, classes] */
export function answersOf(logits: Tensor, labels: readonly number[]): Answers {
  const classes = logits.dims[1];
  const rows = labels.map((_, i) => Array.from(logits.data.subarray(i * classes, (i + 1) * classes)));
  const right = rows.map((row, i) => row.indexOf(Math.max(...row)) === labels[i]);
  return {
    correct: right.filter(Boolean).length,
    correctPerClass: Array.from(
      { length: classes },
      (_, c) => right.filter((hit, i) => hit && labels[i] === c).length,
    ),
    loss: meanOf(rows.map((row, i) => crossEntropy(row, labels[i]))),
    right,
    margins: rows.map((row) => {
      const [first, second] = [...row].sort((a, b) => b - a);
      return first - second;
    }),
  };
}

function crossEntropy(logits: readonly number[], label: number): number {
  const max = Math.max(...logits);
  const sum = logits.reduce((total, logit) => total + Math.exp(logit - max), 0);
  return max + Math.log(sum) - logits[label];
}
