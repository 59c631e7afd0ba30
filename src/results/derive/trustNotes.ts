import * as l10n from '@vscode/l10n';
import { countsAnswers, taskSentence } from './task.js';
import type { ResultFile } from '../schema.js';
import { smallestTellingCost } from './chanceBand.js';
import { labelKindName } from './dataWords.js';
import { precisionOf, precisionWords } from './exactness.js';
import { memorisationSentence } from './memorisationSentences.js';
import { plural, singular } from './nouns.js';
import { formatCount, formatCounted, formatCountedOblique } from './numberFormat.js';
import { randomDeletion } from './randomDeletion.js';
import { splitHalvesSentence } from './splitHalves.js';
import { writePlain } from './typographicNumbers.js';
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
      : l10n.t(
          'What a unit costs is a lower bound on what it does: when it is deleted, later layers make up for it.',
        ),
    layers < 2
      ? null
      : l10n.t('Compare units within a layer. Across layers the numbers mean different things.'),
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
    zero: l10n.t('zero, on every sample'),
    mean: l10n.t('its mean over the data, on every sample'),
    resample: l10n.t('its output on another sample'),
    optimal: l10n.t('the constant that harms the loss least'),
  };
  return l10n.t('Deleted means that the unit’s output is replaced by {0}.', by[replacement] ?? replacement);
}

function countWords(result: ResultFile, deleted: number): string | null {
  const { samples, noun } = result.dataset;
  if (samples === 0 || deleted === 0) return null;
  const precision = precisionOf(result);
  if (result.partial === true) {
    return l10n.t('Numbers still come in: what is shown rests on what was counted so far.');
  }
  if (precision !== null) {
    return l10n.t(
      'These are estimates from a part of the {0}, each to {1}: 99 of 100 intervals hold the exact number. Refine to exact to see which units stand out from chance.',
      plural(noun),
      precisionWords(precision),
    );
  }
  const all = l10n.t(
    'All {0} were counted; other data would give other counts.',
    formatCounted(samples, noun),
  );
  const one = l10n.t('One {0} of {1} is {2}.', singular(noun), formatCount(samples), smallShare(1 / samples));
  const telling = smallestTellingCost(deleted);
  const least =
    telling > samples
      ? l10n.t(
          'With so few, no single one of {0} can be told from chance.',
          formatCountedOblique(deleted, 'unit'),
        )
      : deleted === 1
        ? l10n.t(
            'The unit stands out from chance only if it costs at least {0}.',
            formatCounted(telling, noun),
          )
        : l10n.t(
            'Among {0}, one that stands out alone has to cost at least {1}.',
            formatCounted(deleted, 'unit'),
            formatCounted(telling, noun),
          );
  return `${all} ${one} ${least}`;
}

function labelWords({ dataset }: ResultFile): string | null {
  return dataset.labelKind === 'true'
    ? null
    : l10n.t(
        'The labels are not the true ones ({0}): right is what agrees with them.',
        labelKindName(dataset.labelKind),
      );
}

/** `.05 %`, with two digits that tell. */
function smallShare(share: number): string {
  return `${writePlain(Number((100 * share).toPrecision(2)))}\u202f%`;
}
