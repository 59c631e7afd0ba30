import { hasClasses } from '../../dataset/task.js';
import type { Expected, ScoreWishes } from '../scores.js';

/**
 * What a lead has to be more than, as a share of the largest score: far more than single precision rounds away, and so
 * little that hardly any answer is that close by chance. Where scores are tied, as those of a sample are on which no unit
 * answers and none has a bias, ways that subtract leave what was rounded, and the tie would go to any class. kernels/tail.ts
 * has the same number.
 */
export const closeShare = 2 ** -16;

/**
 * The same for sums of a curve, as a share of what was added to them: of about a thousand additions each rounds by 2^-25 at
 * most, which adds up as a random walk does, to 2^-20; and four times that.
 */
export const cancelledShare = 2 ** -18;

/** Products of numbers that small are rounded to fewer digits. */
const leastSize = 2 ** -120;

/** For each sample what a lead has to be more than, by the intact network's scores: hardly more than a share of the largest. */
export function closeSizes(scores: Float32Array, width: number, share = closeShare): Float32Array {
  const sizes = new Float32Array(scores.length / width);
  for (let sample = 0; sample < sizes.length; sample++) {
    let size = 0;
    for (let i = sample * width; i < (sample + 1) * width; i++) size = Math.max(size, Math.abs(scores[i]));
    sizes[sample] = share * size + leastSize;
  }
  return sizes;
}

/**
 * The samples whose answers rounding may have made.
 * @param scores [samples x width].
 * @param sizes of these samples (`closeSizes`).
 */
export function closeCalls(
  scores: Float32Array,
  expected: Expected,
  width: number,
  { task = 'classification', probabilities }: Omit<ScoreWishes, 'loss'>,
  sizes: ArrayLike<number>,
): number[] {
  const close: number[] = [];
  if (task === 'regression') return close;
  const border = probabilities ? 0.5 : 0;
  for (let sample = 0; sample * width < scores.length; sample++) {
    const row = scores.subarray(sample * width, (sample + 1) * width);
    const [lead, size] = hasClasses(task) ? leadOf(row, expected[sample]) : nearest(row, border);
    const isClear = lead > sizes[sample] + closeShare * size && lead < Infinity;
    if (!isClear) close.push(sample);
  }
  return close;
}

/** By how much the label's score is above the best other one, or below it, and the size of the higher one. */
function leadOf(row: Float32Array, label: number): [lead: number, size: number] {
  const other = row.reduce((best, score, k) => (k === label ? best : Math.max(best, score)), -Infinity);
  return [Math.abs(row[label] - other), Math.abs(Math.max(row[label], other))];
}

/** The least distance of a score from the border. */
function nearest(row: Float32Array, border: number): [lead: number, size: number] {
  const lead = row.reduce((least, score) => Math.min(least, Math.abs(score - border)), Infinity);
  return [lead, border];
}
