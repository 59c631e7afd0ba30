import type { MissingMeasure } from '../../../src/editor/messages.js';
import { precisionOf } from '../../../src/results/derive/exactness.js';
import type { Opening } from '../../../src/results/derive/importanceSentence.js';
import { basisOf } from '../../../src/results/derive/lostSamples.js';
import { lowerBoundSentence } from '../../../src/results/derive/sentences.js';
import type { ViewData } from '../view.js';

export const question = 'Are the easy units the important ones?';

/** The verdict, how to read the plot for it, and which labels it is of. */
export function explained({ answer, evidence }: Opening, { result }: ViewData): Opening {
  const reading =
    'Each mark is a unit; if selective units mattered more, the marks would climb to the right.';
  const where = result.dataset.labelKind === 'true' ? '' : ` Labels: ${result.dataset.labelKind}.`;
  return { answer, evidence: `${evidence} ${reading}${where}` };
}

/** Why nothing is said of numbers that are not counted to the end: their noise hides a relation, or feigns one. */
export function untold({ result }: ViewData): string {
  return precisionOf(result) === null
    ? 'That is told when all is in.'
    : 'That can\u2019t be told from an estimate; refine it to exact.';
}

/** `images lost when deleted`, with what has to be known of numbers that are not counted to the end. */
export function verticalTitle({ result, rows }: ViewData): string {
  const title = `${result.dataset.noun}s lost when deleted`;
  const basis = basisOf(rows);
  if (basis === 'estimate') return `${title}, about`;
  return basis === 'soFar' ? `${title}, so far` : title;
}

/** Why there are no marks, and what would give some; `measure` is `null` where only waiting does, or nothing. */
export interface Missing {
  readonly words: string;
  readonly measure: { readonly which: MissingMeasure; readonly label: string } | null;
}

export function missingOf({ result, rows }: ViewData): Missing {
  if (result.partial === true) return { words: 'Marks appear as units are deleted.', measure: null };
  if (!result.layers.some((layer) => layer.units.selectivity !== undefined)) {
    return {
      words:
        'This result holds no selectivity: how much more a unit answers to its favourite class than to the others. With it, each unit is a mark here.',
      measure: { which: 'selectivity', label: 'Measure selectivity' },
    };
  }
  if (!rows.some((row) => row.importance !== null)) {
    return {
      words: `This result holds no importance: how many ${result.dataset.noun}s turn wrong when a unit is deleted. With it, each unit is a mark here.`,
      measure: { which: 'importance', label: 'Measure importance' },
    };
  }
  return { words: 'No unit has both a selectivity and an importance.', measure: null };
}

/** How to read what is drawn, and how to look closer. */
export function plotNote(exact: boolean, isExpected: boolean): string {
  const sentences = [
    'Marks are spread a little in height, since counts are whole.',
    'Root scale: a step up means about the same surprise everywhere.',
    exact ? 'Grey band: what a unit that flips as many answers as the median unit would show by luck.' : null,
    isExpected
      ? 'Rings: the same units, their costs dealt out anew within each layer; none of these values is measured.'
      : null,
    'Selectivity is comparable within a layer; hide layers in the key.',
    lowerBoundSentence,
    'Drag over marks to pick units, or Shift with arrow keys; wheel, + and \u2212 zoom, Space and a drag move, 0 shows all.',
  ];
  return sentences.filter((sentence) => sentence !== null).join(' ');
}
