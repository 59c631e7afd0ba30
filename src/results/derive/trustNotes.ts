import { countsAnswers, taskSentence } from './task.js';
import type { ResultFile } from '../schema.js';
import { smallestTellingCost } from './chanceBand.js';
import { precisionOf, precisionWords } from './exactness.js';
import { memorisationSentence } from './memorisationSentences.js';
import { formatCount, formatCounted } from './numberFormat.js';
import { randomDeletion } from './randomDeletion.js';
import { splitHalvesSentence } from './splitHalves.js';
import type { UnitRow } from './unitRows.js';

/** How far to trust the numbers of a result, a sentence or two each, from what holds of all to what holds of few. */
export function trustNotes(
  result: ResultFile,
  rows: readonly UnitRow[],
  replacement: string | null,
): string[] {
  const deleted = rows.filter(({ lost }) => lost !== null).length;
  const layers = new Set(rows.map(({ layerIndex }) => layerIndex)).size;
  const task = taskSentence(result);
  if (!countsAnswers(result)) return task === null ? [] : [task];
  const notes = [
    task,
    deleted === 0
      ? null
      : 'What a unit costs is a lower bound on what it does: when it is deleted, later layers make up for it.',
    layers < 2 ? null : 'Compare units within a layer. Across layers the numbers mean different things.',
    deleted === 0 || replacement === null ? null : replacementWords(replacement),
    countWords(result, deleted),
    result.exact && replacement !== null ? splitHalvesSentence(result, replacement) : null,
    labelWords(result),
    randomDeletion(result, replacement)?.auc == null ? null : memorisationSentence,
  ];
  return notes.filter((note) => note !== null);
}

function replacementWords(replacement: string): string {
  const by: Readonly<Record<string, string>> = {
    zero: 'zero, on every sample',
    mean: 'its mean over the data, on every sample',
    resample: 'its output on another sample',
    optimal: 'the constant that harms the loss least',
  };
  return `Deleted means that the unit\u2019s output is replaced by ${by[replacement] ?? replacement}.`;
}

function countWords(result: ResultFile, deleted: number): string | null {
  const { samples, noun } = result.dataset;
  if (samples === 0 || deleted === 0) return null;
  const precision = precisionOf(result);
  if (result.partial === true) {
    return 'Numbers still come in: what is shown rests on what was counted so far.';
  }
  if (precision !== null) {
    return (
      `These are estimates from a part of the ${noun}s, each to ${precisionWords(precision)}: 99 of 100 intervals hold the exact ` +
      'number. Refine to exact to see which units stand out from chance.'
    );
  }
  const all = `All ${formatCounted(samples, noun)} were counted; other data would give other counts.`;
  const one = `One ${noun} of ${formatCount(samples)} is ${smallShare(1 / samples)}.`;
  const telling = smallestTellingCost(deleted);
  const least =
    telling > samples
      ? `With so few, no single one of ${formatCounted(deleted, 'unit')} can be told from chance.`
      : deleted === 1
        ? `The unit stands out from chance only if it costs at least ${formatCounted(telling, noun)}.`
        : `Among ${formatCounted(deleted, 'unit')}, one that stands out alone has to cost at least ${formatCounted(telling, noun)}.`;
  return `${all} ${one} ${least}`;
}

function labelWords({ dataset }: ResultFile): string | null {
  return dataset.labelKind === 'true'
    ? null
    : `The labels are not the true ones (${dataset.labelKind}): right is what agrees with them.`;
}

/** `.05 %`, with two digits that tell. */
function smallShare(share: number): string {
  return `${String(Number((100 * share).toPrecision(2))).replace(/^0\./, '.')}\u202f%`;
}
