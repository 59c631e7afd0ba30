import * as l10n from '@vscode/l10n';
import type { ResultFile } from '../schema.js';
import { labelKindName } from './dataWords.js';
import { precisionOf } from './exactness.js';
import type { Opening } from './importanceSentence.js';
import { basisOf } from './lostSamples.js';
import { plural } from './nouns.js';
import { lowerBoundSentence } from './sentences.js';
import { writeWords } from './typographicNumbers.js';
import type { UnitRow } from './unitRows.js';

/** What the plot of selectivity against samples lost is drawn for. */
export const selectivityQuestion = l10n.t('Are the easy units the important ones?');

/** The verdict, how to read the plot for it, and which labels it is of. */
export function explainedBy({ answer, evidence }: Opening, { dataset }: ResultFile): Opening {
  const reading = l10n.t(
    'Each mark is a unit; if selective units mattered more, the marks would climb to the right.',
  );
  const { labelKind } = dataset;
  const where = labelKind === 'true' ? [] : [l10n.t('Labels: {0}.', writeWords(labelKindName(labelKind)))];
  return { answer, evidence: [evidence, reading, ...where].join(' ') };
}

/** Why nothing is said of numbers that are not counted to the end: their noise hides a relation, or feigns one. */
export function untoldRelation(result: ResultFile): string {
  return precisionOf(result) === null
    ? l10n.t('That is told when all is in.')
    : l10n.t('That can’t be told from an estimate; refine it to exact.');
}

/** `images lost when deleted`, with what has to be known of numbers that are not counted to the end. */
export function lostAxisTitle({ dataset }: ResultFile, rows: readonly UnitRow[]): string {
  const samples = plural(dataset.noun);
  const basis = basisOf(rows);
  if (basis === 'estimate') return l10n.t('{0} lost when deleted, about', samples);
  return basis === 'soFar'
    ? l10n.t('{0} lost when deleted, so far', samples)
    : l10n.t('{0} lost when deleted', samples);
}

/** How to read what is drawn. */
export function plotReading(exact: boolean, isExpected: boolean): string {
  const sentences = [
    l10n.t('Marks are spread a little in height, since counts are whole.'),
    l10n.t('Root scale: a step up means about the same surprise everywhere.'),
    exact
      ? l10n.t('Grey band: what a unit that flips as many answers as the median unit would show by luck.')
      : null,
    isExpected
      ? l10n.t(
          'Rings: the same units, their costs dealt out anew within each layer; none of these values is measured.',
        )
      : null,
    l10n.t('Selectivity is comparable within a layer.'),
    lowerBoundSentence,
  ];
  return sentences.filter((sentence) => sentence !== null).join(' ');
}
