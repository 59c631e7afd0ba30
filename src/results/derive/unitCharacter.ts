import * as l10n from '@vscode/l10n';
import type { ResultFile } from '../schema.js';
import { selectivitySum, type ClassResponse } from './classResponse.js';
import { formatCounted } from './numberFormat.js';
import { classInShort, isDigits, nameOfClass, samplesOfClass } from './unitPhrases.js';
import type { UnitRow } from './unitRows.js';
import { wordList } from './wordList.js';

/** From this selectivity on the favourite's mean is more than five times the others'. */
const easySelectivity = 0.7;
/** A unit answers to a class that moves it at least this share of what its favourite does. */
const answersFrom = 1 / 3;
/** A mean of fewer samples says little of the class. */
const fewSamples = 5;

/**
 * What kind of unit it is, in a few words: `easy to read: it likes 4s`.
 * @returns `null` where its means by class are not known.
 */
export function unitCharacter(
  result: ResultFile,
  row: UnitRow,
  responses: readonly ClassResponse[],
): string | null {
  if (row.dead) return result.exact ? l10n.t('dead on this data') : l10n.t('dead on what was read');
  const sum = selectivitySum(responses);
  if (sum === null || sum.favouriteMean === sum.othersMean) return null;
  const { samples } = responses[sum.favourite];
  if (samples < fewSamples) {
    const counted = formatCounted(samples, result.dataset.noun);
    return l10n.t('most active for {0}, but of {1} only', samplesOfClass(result, sum.favourite), counted);
  }
  const known = responses.flatMap(({ classIndex, mean }) => (mean === null ? [] : [{ classIndex, mean }]));
  // "Wakes" and "likes" suppose a unit that can be silent.
  if (known.some(({ mean }) => mean < 0))
    return l10n.t('most active for {0}', samplesOfClass(result, sum.favourite));
  if (sum.index !== null && sum.index >= easySelectivity) {
    return l10n.t('easy to read: it likes {0}', likedClass(result, sum.favourite));
  }
  const answered = known
    .filter(({ mean }) => mean >= answersFrom * sum.favouriteMean)
    .sort((a, b) => b.mean - a.mean || a.classIndex - b.classIndex);
  if (2 * answered.length > known.length) {
    return l10n.t('hard to read: it wakes for {0}', mostOf(answered.length, known.length));
  }
  if (answered.length > 3) {
    return l10n.t(
      'it wakes for {0} of {1} classes, most for {2}',
      answered.length,
      known.length,
      samplesOfClass(result, sum.favourite),
    );
  }
  const liked = answered.map(({ classIndex }) => likedClass(result, classIndex));
  return liked.length === 1 ? l10n.t('it likes {0} most', liked[0]) : l10n.t('it likes {0}', wordList(liked));
}

function mostOf(answered: number, classes: number): string {
  if (answered < classes) return l10n.t('most classes');
  return classes === 2 ? l10n.t('both classes') : l10n.t('all {0} classes', classes);
}

/** `4s`, `\u201cship\u201d`, in quotation marks unless it is a digit. */
function likedClass(result: ResultFile, classIndex: number): string {
  const short = classInShort(result, classIndex);
  return isDigits(nameOfClass(result, classIndex))
    ? short
    : l10n.t({ message: '“{0}”', args: [short], comment: 'in quotation marks' });
}
