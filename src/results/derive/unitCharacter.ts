import type { ResultFile } from '../schema.js';
import { selectivitySum, type ClassResponse } from './classResponse.js';
import { formatCounted } from './numberFormat.js';
import { classInShort, samplesOfClass } from './unitPhrases.js';
import type { UnitRow } from './unitRows.js';

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
  if (row.dead) return result.exact ? 'dead on this data' : 'dead on what was read';
  const sum = selectivitySum(responses);
  if (sum === null || sum.favouriteMean === sum.othersMean) return null;
  const { samples } = responses[sum.favourite];
  if (samples < fewSamples) {
    const counted = formatCounted(samples, result.dataset.noun);
    return `most active for ${samplesOfClass(result, sum.favourite)}, but of ${counted} only`;
  }
  const known = responses.flatMap(({ classIndex, mean }) => (mean === null ? [] : [{ classIndex, mean }]));
  // "Wakes" and "likes" suppose a unit that can be silent.
  if (known.some(({ mean }) => mean < 0)) return `most active for ${samplesOfClass(result, sum.favourite)}`;
  if (sum.index !== null && sum.index >= easySelectivity) {
    return `easy to read: it likes ${likedClass(result, sum.favourite)}`;
  }
  const answered = known
    .filter(({ mean }) => mean >= answersFrom * sum.favouriteMean)
    .sort((a, b) => b.mean - a.mean || a.classIndex - b.classIndex);
  if (2 * answered.length > known.length) {
    return `hard to read: it wakes for ${mostOf(answered.length, known.length)}`;
  }
  if (answered.length > 3) {
    return `it wakes for ${answered.length} of ${known.length} classes, most for ${samplesOfClass(result, sum.favourite)}`;
  }
  const liked = answered.map(({ classIndex }) => likedClass(result, classIndex));
  return liked.length === 1
    ? `it likes ${liked[0]} most`
    : `it likes ${liked.slice(0, -1).join(', ')} and ${liked[liked.length - 1]}`;
}

function mostOf(answered: number, classes: number): string {
  if (answered < classes) return 'most classes';
  return classes === 2 ? 'both classes' : `all ${classes} classes`;
}

/** `4s`, `\u201cship\u201d` */
function likedClass(result: ResultFile, classIndex: number): string {
  const short = classInShort(result, classIndex);
  return /^\d+s$/.test(short) ? short : `\u201c${short}\u201d`;
}
