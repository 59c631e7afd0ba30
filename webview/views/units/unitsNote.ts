import * as l10n from '@vscode/l10n';
import { samplesHaveClasses } from '../../../src/results/derive/task.js';
import { replacementName } from '../../../src/results/derive/dataWords.js';
import { basisOf } from '../../../src/results/derive/lostSamples.js';
import { plural, singular } from '../../../src/results/derive/nouns.js';
import {
  formatCount,
  formatCounted,
  formatCountedOblique,
} from '../../../src/results/derive/numberFormat.js';
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
      l10n.t('Negative: {0} gained.', plural(noun)),
      l10n.t('Each unit was replaced by {0}.', replacementWords(replacement, noun)),
      lowerBoundSentence,
    );
  }
  if (samplesHaveClasses(result) && result.layers.some((layer) => layer.units.classMeans !== undefined)) {
    sentences.push(
      l10n.t(
        'Activity by class: a bar for each of the {0} classes; the preferred class is marked and named.',
        formatCount(classes.length),
      ),
    );
  }
  return sentences.join(' ');
}

function marksNote(result: ResultFile, rows: readonly UnitRow[], deleted: number): string {
  const { noun } = result.dataset;
  const basis = basisOf(rows);
  if (basis === 'estimate') {
    return l10n.t(
      'Counts are scaled up to all {0} from a random part of them; the line over a bar is the 99 % interval.',
      plural(noun),
    );
  }
  if (basis === 'soFar') {
    return l10n.t('Counts are of the {0} that were read so far, in the order of the data.', plural(noun));
  }
  return !result.exact
    ? l10n.t('Counts are of all {0}.', formatCountedOblique(result.dataset.samples, noun))
    : l10n.t(
        'A dot behind a count: too large for chance, by an exact McNemar test on the paired {0}, with 5 % false discoveries over all {1}.',
        plural(noun),
        formatCounted(deleted, 'unit'),
      );
}

function replacementWords(replacement: string | null, noun: string): string {
  switch (replacement) {
    case 'mean':
      return l10n.t('its mean output');
    case 'resample':
      return l10n.t('its output on another {0}', singular(noun));
    case 'optimal':
      return l10n.t('the constant that harms the loss least');
    default:
      return replacementName(replacement ?? 'zero');
  }
}
