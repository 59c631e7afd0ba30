import { InputError } from '../inputError.js';
import { sizeOf } from '../model/tensor.js';
import type { TrialTensor } from './trial.js';

/**
 * How many values a network gives a sample: one a class, or a single logit of two.
 * @param scores what it gave for the samples of a trial.
 * @throws InputError where that is not a row of values.
 */
export function scoreWidthOf(scores: TrialTensor | undefined, samples: number, file: string): number {
  const count = scores ? scores.values.length / samples : 0;
  const dims = scores?.dims ?? [];
  const width = sizeOf(dims.slice(1));
  // A first dimension that counts positions beside samples is part of the answer.
  const answer = dims.length > 1 && count !== width ? [count / width, ...dims.slice(1)] : dims.slice(1);
  if (answer.filter((dim) => dim !== 1).length > 1 || !Number.isInteger(count)) {
    throw new InputError(
      `The network in ${file} gives ${answer.join(' x ')} values a sample; only networks that give one value a class, or a row of numbers, can be analysed.`,
    );
  }
  return count;
}

/** Whether every answer is non-negative and sums to one, as no logits do. */
export function looksLikeProbabilities(scores: TrialTensor | undefined, classCount: number): boolean {
  const values = scores?.values ?? new Float64Array();
  for (let first = 0; first < values.length; first += classCount) {
    const row = values.slice(first, first + classCount);
    const sum = row.reduce((total, value) => total + value, 0);
    if (row.some((value) => value < 0) || Math.abs(sum - 1) > 1e-4) return false;
  }
  return values.length > 0;
}
