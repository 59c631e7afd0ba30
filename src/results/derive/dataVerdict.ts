import type { DataCheck, TriedConversion } from '../dataCheck.js';
import { binomialTail } from './binomialTail.js';
import { errorVerdict } from './errorVerdict.js';
import { largestClass } from './largestClass.js';
import { mcnemarP } from './mcnemar.js';
import { level, type DataVerdict } from './verdict.js';

/**
 * Ranks conversions. Against chance: the exact binomial test, one-sided, against the share of the most frequent label. One against
 * another: the exact McNemar test on the same samples. Each is corrected for as many conversions as were tried (Bonferroni).
 * A regression, which has no right answers, is judged by its errors (`errorVerdict.ts`).
 */
export function dataVerdict({
  tried,
  labels,
  targets,
}: Pick<DataCheck, 'tried' | 'labels' | 'targets'>): DataVerdict {
  if (targets !== null) return errorVerdict(tried, targets);
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
