import type { ResultFile } from '../schema.js';
import { statisticsSamples } from './exactness.js';
import { formatCount, formatCounted, formatShare } from './numberFormat.js';
import { countsAnswers } from './task.js';

/** Shown wherever importance is shown. */
export const lowerBoundSentence = 'One deletion is a lower bound: later layers can compensate.';

/** What "beyond chance" means, where units are marked with it. */
export const beyondChanceTest =
  'Beyond chance (*): exact McNemar test, Benjamini-Hochberg at 5 % over all deleted units.';

/** How many of the deleted units stand out from chance; that none does is a normal outcome. */
export function beyondChanceSentence(beyond: number, deleted: number): string {
  if (beyond === 0) return 'No unit stands out from chance.';
  const units = formatCounted(deleted, 'unit');
  return `${formatCount(beyond)} of ${units} ${beyond === 1 ? 'stands' : 'stand'} out from chance.`;
}

/**
 * A hint where the intact network does no better than always naming the largest class, give or take three
 * standard errors of that share; `null` elsewhere, and where a single class has all the samples.
 */
export function nearChanceHint(result: ResultFile): string | null {
  if (!countsAnswers(result)) return null;
  const { samples, classCounts } = result.dataset;
  const share = samples === 0 ? 1 : Math.max(...classCounts) / samples;
  if (share === 1) return null;
  const counted = statisticsSamples(result);
  const ceiling = share + 3 * Math.sqrt((share * (1 - share)) / counted);
  if (result.baseline.correct / counted > ceiling) return null;
  return (
    `The intact network is near chance (${formatShare(result.baseline.correct, counted)} correct; always naming ` +
    `the largest class gives ${formatShare(Math.max(...classCounts), samples)}): is the data fed as in training? ` +
    `See "scale", "mean" and "std" in the dataset's descriptor.`
  );
}
