import type { ResultFile } from '../schema.js';
import { precisionOf } from './exactness.js';
import type { Opening } from './importanceSentence.js';
import { basisOf } from './lostSamples.js';
import { lowerBoundSentence } from './sentences.js';
import { writeWords } from './typographicNumbers.js';
import type { UnitRow } from './unitRows.js';

/** What the plot of selectivity against samples lost is drawn for. */
export const selectivityQuestion = 'Are the easy units the important ones?';

/** The verdict, how to read the plot for it, and which labels it is of. */
export function explainedBy({ answer, evidence }: Opening, { dataset }: ResultFile): Opening {
  const reading =
    'Each mark is a unit; if selective units mattered more, the marks would climb to the right.';
  const where = dataset.labelKind === 'true' ? '' : ` Labels: ${writeWords(dataset.labelKind)}.`;
  return { answer, evidence: `${evidence} ${reading}${where}` };
}

/** Why nothing is said of numbers that are not counted to the end: their noise hides a relation, or feigns one. */
export function untoldRelation(result: ResultFile): string {
  return precisionOf(result) === null
    ? 'That is told when all is in.'
    : 'That can\u2019t be told from an estimate; refine it to exact.';
}

/** `images lost when deleted`, with what has to be known of numbers that are not counted to the end. */
export function lostAxisTitle({ dataset }: ResultFile, rows: readonly UnitRow[]): string {
  const title = `${dataset.noun}s lost when deleted`;
  const basis = basisOf(rows);
  if (basis === 'estimate') return `${title}, about`;
  return basis === 'soFar' ? `${title}, so far` : title;
}

/** How to read what is drawn. */
export function plotReading(exact: boolean, isExpected: boolean): string {
  const sentences = [
    'Marks are spread a little in height, since counts are whole.',
    'Root scale: a step up means about the same surprise everywhere.',
    exact ? 'Grey band: what a unit that flips as many answers as the median unit would show by luck.' : null,
    isExpected
      ? 'Rings: the same units, their costs dealt out anew within each layer; none of these values is measured.'
      : null,
    'Selectivity is comparable within a layer.',
    lowerBoundSentence,
  ];
  return sentences.filter((sentence) => sentence !== null).join(' ');
}
