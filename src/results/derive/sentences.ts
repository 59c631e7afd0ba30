import * as l10n from '@vscode/l10n';
import type { ResultFile } from '../schema.js';
import { statisticsSamples } from './exactness.js';
import { formatCount, formatCountedOblique, formatShare } from './numberFormat.js';
import { countsAnswers } from './task.js';

/** Shown wherever importance is shown. */
export const lowerBoundSentence = l10n.t('One deletion is a lower bound: later layers can compensate.');

/** What "beyond chance" means, where units are marked with it. */
export const beyondChanceTest = l10n.t(
  'Beyond chance (*): exact McNemar test, Benjamini-Hochberg at 5 % over all deleted units.',
);

/** How many of the deleted units stand out from chance; that none does is a normal outcome. */
export function beyondChanceSentence(beyond: number, deleted: number): string {
  if (beyond === 0) return l10n.t('No unit stands out from chance.');
  const told = [formatCount(beyond), formatCountedOblique(deleted, 'unit')];
  return beyond === 1
    ? l10n.t('{0} of {1} stands out from chance.', ...told)
    : l10n.t('{0} of {1} stand out from chance.', ...told);
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
  return l10n.t(
    'The intact network is near chance ({0} correct; always naming the largest class gives {1}): is the data fed as in training? See "scale", "mean" and "std" in the dataset\'s descriptor.',
    formatShare(result.baseline.correct, counted),
    formatShare(Math.max(...classCounts), samples),
  );
}
