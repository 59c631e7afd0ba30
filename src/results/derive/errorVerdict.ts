import type { DataCheck, TriedConversion } from '../dataCheck.js';
import { binomialTail } from './binomialTail.js';
import { mcnemarP } from './mcnemar.js';
import { level, type DataVerdict } from './verdict.js';

type Targets = NonNullable<DataCheck['targets']>;

/**
 * Ranks conversions of a regression's data by the mean squared error. One against another, and against answering always with
 * the mean of the targets: the exact sign test on which of the two is nearer to the target, sample by sample; one-sided against
 * the mean. Each is corrected for as many conversions as were tried (Bonferroni).
 */
export function errorVerdict(tried: readonly TriedConversion[], targets: Targets): DataVerdict {
  const ofMean = squaredErrors(meanAnswers(targets), targets);
  const errors = tried.map(({ numbers }) => squaredErrors(numbers ?? new Float32Array(), targets));
  const chance = ofMean.reduce((sum, error) => sum + error, 0) / ofMean.length;
  const beyondChance = tried.map(({ loss }, place) => {
    const { nearer, farther } = compared(errors[place], ofMean);
    return loss < chance && binomialTail(nearer, nearer + farther, 0.5) * tried.length < level;
  });
  const isBetter = (one: number, other: number): boolean => {
    const { nearer, farther } = compared(errors[one], errors[other]);
    return nearer > farther && mcnemarP(farther, nearer) * Math.max(1, tried.length - 1) < level;
  };
  const lossOf = (place: number): number =>
    Number.isFinite(tried[place].loss) ? tried[place].loss : Number.MAX_VALUE;
  const ranking = [...tried.keys()].sort((a, b) => lossOf(a) - lossOf(b) || a - b);
  const [best, second] = ranking;
  return {
    ...{ chance, ranking, beyondChance },
    proposal: best !== undefined && best !== 0 && beyondChance[best] && isBetter(best, 0) ? best : null,
    rival: best === undefined || second === undefined || isBetter(best, second) ? null : second,
  };
}

/** [samples x width], each row the mean of all. */
function meanAnswers({ width, values }: Targets): Float64Array {
  const means = new Float64Array(width);
  for (let i = 0; i < values.length; i++) means[i % width] += values[i];
  for (let k = 0; k < width; k++) means[k] /= values.length / width;
  return Float64Array.from(values, (_, i) => means[i % width]);
}

/** Of each sample, averaged over its numbers. */
function squaredErrors(answers: ArrayLike<number>, { width, values }: Targets): Float64Array {
  const errors = new Float64Array(values.length / width);
  for (let i = 0; i < values.length; i++)
    errors[Math.floor(i / width)] += (answers[i] - values[i]) ** 2 / width;
  return errors;
}

/** Samples on which one is nearer to the target than the other, and farther from it. */
function compared(
  one: Float64Array,
  other: Float64Array,
): { readonly nearer: number; readonly farther: number } {
  let [nearer, farther] = [0, 0];
  for (let i = 0; i < one.length; i++) {
    if (one[i] < other[i]) nearer++;
    if (one[i] > other[i]) farther++;
  }
  return { nearer, farther };
}
