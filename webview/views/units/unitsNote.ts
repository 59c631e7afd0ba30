import { basisOf } from '../../../src/results/derive/lostSamples.js';
import { formatCount, formatCounted } from '../../../src/results/derive/numberFormat.js';
import { lowerBoundSentence } from '../../../src/results/derive/sentences.js';
import type { UnitRow } from '../../../src/results/derive/unitRows.js';
import type { ResultFile } from '../../../src/results/schema.js';

/** What the marks and columns of the Units table mean. */
export function unitsNote(result: ResultFile, rows: readonly UnitRow[], replacement: string | null): string {
  const { noun, classes } = result.dataset;
  const deleted = rows.filter((row) => row.importance !== null).length;
  const sentences: string[] = [];
  if (deleted > 0) {
    sentences.push(
      marksNote(result, rows, deleted),
      `Negative: ${noun}s gained.`,
      `Each unit was replaced by ${replacementWords(replacement, noun)}.`,
      lowerBoundSentence,
    );
  }
  if (result.layers.some((layer) => layer.units.classMeans !== undefined)) {
    sentences.push(
      `Activity by class: a bar for each of the ${formatCount(classes.length)} classes; the preferred class is marked and named.`,
    );
  }
  return sentences.join(' ');
}

function marksNote(result: ResultFile, rows: readonly UnitRow[], deleted: number): string {
  const { noun } = result.dataset;
  const basis = basisOf(rows);
  if (basis === 'estimate') {
    return `Counts are scaled up to all ${noun}s from a random part of them; the line over a bar is the 99\u00a0% interval.`;
  }
  if (basis === 'soFar') {
    return `Counts are of the ${noun}s that were read so far, in the order of the data.`;
  }
  return !result.exact
    ? `Counts are of all ${formatCounted(result.dataset.samples, noun)}.`
    : `A dot behind a count: too large for chance, by an exact McNemar test on the paired ${noun}s, with 5\u00a0% false discoveries over all ${formatCounted(deleted, 'unit')}.`;
}

function replacementWords(replacement: string | null, noun: string): string {
  switch (replacement) {
    case 'mean':
      return 'its mean output';
    case 'resample':
      return `its output on another ${noun}`;
    case 'optimal':
      return 'the constant that harms the loss least';
    default:
      return replacement ?? 'zero';
  }
}
