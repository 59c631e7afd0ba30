import * as l10n from '@vscode/l10n';
import { capitalPlural, plural } from './nouns.js';
import { selectivitySumWords } from './selectivityWords.js';
import type { UnitCard } from './unitCard.js';

/**
 * How to read a unit's card.
 * @param isKept whether samples lost by class are the result's own, and not counted with the detail.
 */
export function cardReading({ selectivity, activity, has }: UnitCard, noun: string, isKept: boolean): string {
  const sum = selectivity === null || !has.means ? null : selectivitySumWords(selectivity);
  const words = [
    sum === null
      ? null
      : l10n.t('Selectivity = {0}: how far the favourite stands out from the mean of the others.', sum),
    activity === null
      ? null
      : activity.low === 0
        ? l10n.t('Box at 0: share of {0} that leave it silent; heights on a root scale.', plural(noun))
        : l10n.t('Heights on a root scale.'),
    !isKept && has.lost
      ? l10n.t('{0} lost by class are counted on all {1}.', capitalPlural(noun), plural(noun))
      : null,
  ];
  return words.filter((word) => word !== null).join(' ');
}
