import * as l10n from '@vscode/l10n';
import type { DataCheck } from '../dataCheck.js';
import { conversionWords } from './conversionWords.js';
import type { DataVerdict } from './verdict.js';
import { lossWords } from './lossWords.js';
import { formatCount } from './numberFormat.js';

/** What to do about the data of a regression. @param isBeyond whether the stated conversion does better than the mean */
export function errorAdvice({ tried }: DataCheck, verdict: DataVerdict, isBeyond: boolean): string {
  const { proposal, ranking, rival, chance } = verdict;
  const words = (place: number): string => conversionWords(tried[place], tried[0]);
  const others = formatCount(tried.length - 1);
  if (chance === 0) {
    return l10n.t(
      'All of these targets are the same, so nothing can be told: choose data whose targets differ.',
    );
  }
  if (proposal !== null) {
    const better = l10n.t(
      'Better: {0}, with a mean squared error of {1}.',
      words(proposal),
      lossWords(tried[proposal].loss),
    );
    if (rival === null) return better;
    const close = l10n.t(
      'Sample by sample it is not told from {0} ({1}).',
      words(rival),
      lossWords(tried[rival].loss),
    );
    return `${better} ${close}`;
  }
  if (tried.length === 1) {
    return isBeyond
      ? l10n.t('No other conversion makes sense for these values.')
      : l10n.t(
          'No other conversion makes sense for these values: are these the targets that the model was trained on, in the same units?',
        );
  }
  if (isBeyond) return l10n.t('None of {0} other usual conversions does clearly better.', others);
  return l10n.t(
    'None of {0} other usual conversions does clearly better than the mean (the least error is {1}): are these the targets that the model was trained on, in the same units?',
    others,
    lossWords(tried[ranking[0] ?? 0].loss),
  );
}
