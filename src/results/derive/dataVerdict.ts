import type { DataCheck, TriedConversion } from '../dataCheck.js';
import { binomialTail } from './binomialTail.js';
import { largestClass } from './largestClass.js';
import { mcnemarP } from './mcnemar.js';

/** Where one of several conversions is said to be better, that holds at this level, all of them taken together. */
export const level = 0.05;

/** What a check of data comes to. Conversions are named by their places in `DataCheck.tried`. */
export interface DataVerdict {
  /** Samples that answering always with the most frequent label would get right. */
  readonly chance: number;
  /**
   * By accuracy; those that these samples do not tell from the most accurate one go first, by their loss, then in the order of
   * trying.
   */
  readonly ranking: readonly number[];
  /** For each conversion whether it does better than chance, however many were tried. */
  readonly beyondChance: readonly boolean[];
  /** The best one, where it does better than chance and than the stated one; else null. */
  readonly proposal: number | null;
  /** The second best, where it can't be told from the best by these samples; else null. */
  readonly rival: number | null;
}

/**
 * Ranks conversions. Against chance: the exact binomial test, one-sided, against the share of the most frequent label. One against
 * another: the exact McNemar test on the same samples. Each is corrected for as many conversions as were tried (Bonferroni).
 */
export function dataVerdict({ tried, labels }: Pick<DataCheck, 'tried' | 'labels'>): DataVerdict {
  const samples = labels.length;
  const chance = largestClass(labels);
  const beyondChance = tried.map(
    ({ correct }) => binomialTail(correct, samples, chance / samples) * tried.length < level,
  );
  const areTold = (one: number, other: number): boolean => {
    const { lost, gained } = changes(tried[other], tried[one], labels);
    return mcnemarP(lost, gained) * Math.max(1, tried.length - 1) < level;
  };
  const byAnswers = [...tried.keys()].sort((a, b) => tried[b].correct - tried[a].correct || a - b);
  const isFirst = (place: number): boolean => !areTold(byAnswers[0] ?? 0, place);
  const ranking = [
    ...byAnswers.filter(isFirst).sort((a, b) => byLoss(tried[a], tried[b]) || a - b),
    ...byAnswers.filter((place) => !isFirst(place)),
  ];
  const [best, second] = ranking;
  return {
    ...{ chance, ranking, beyondChance },
    proposal: best !== undefined && best !== 0 && beyondChance[best] && areTold(best, 0) ? best : null,
    rival: best === undefined || second === undefined || areTold(best, second) ? null : second,
  };
}

/** By hundredths of nats, since less tells nothing; losses that are no numbers, or infinite, come last. */
function byLoss({ loss: one }: TriedConversion, { loss: other }: TriedConversion): number {
  const [a, b] = [Number.isFinite(one), Number.isFinite(other)];
  return a && b ? Math.round(100 * one) - Math.round(100 * other) : Number(b) - Number(a);
}

/** Samples that only one of two conversions gets right. */
function changes(
  before: TriedConversion,
  after: TriedConversion,
  labels: Int32Array,
): { readonly lost: number; readonly gained: number } {
  let [lost, gained] = [0, 0];
  for (const [i, label] of labels.entries()) {
    const [was, is] = [before.answers[i] === label, after.answers[i] === label];
    if (was && !is) lost++;
    if (is && !was) gained++;
  }
  return { lost, gained };
}
