import { capitalised } from './findings/capitalised.js';
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
      : `Selectivity = ${sum}: how far the favourite stands out from the mean of the others.`,
    activity === null
      ? null
      : activity.low === 0
        ? `Box at 0: share of ${noun}s that leave it silent; heights on a root scale.`
        : 'Heights on a root scale.',
    !isKept && has.lost ? `${capitalised(noun)}s lost by class are counted on all ${noun}s.` : null,
  ];
  return words.filter((word) => word !== null).join(' ');
}
