import * as l10n from '@vscode/l10n';
import type { ResultFile } from '../schema.js';
import { precisionOf, precisionWords, soFarWords } from './exactness.js';
import { importanceOpening, type Opening } from './importanceSentence.js';
import { costsSamples, type Estimate, type LostSamples } from './lostSamples.js';
import { formatCount, formatCounted, formatCountedOblique } from './numberFormat.js';
import { rank } from './ranking.js';
import { writeRange } from './typographicNumbers.js';
import { countsAnswers } from './task.js';
import { lossOpening } from './lossTables.js';
import { lostPhrase } from './unitPhrases.js';
import type { UnitRow } from './unitRows.js';

/**
 * What the units cost the network, by how much is known: findings of an exact result; intervals of an estimate,
 * from which nothing stands out; how far it has come of what is still being counted.
 * @param rows all units of the result under the replacement value.
 * @returns `null` where no unit was deleted.
 */
export function unitsOpening(
  result: ResultFile,
  rows: readonly UnitRow[],
  replacement: string | null,
): Opening | null {
  if (!countsAnswers(result)) return lossOpening(result, replacement);
  const precision = precisionOf(result);
  const isDeleted = rows.some(({ lost }) => lost !== null);
  if (precision !== null && isDeleted) return estimateOpening(result, rows, precision);
  if (result.partial === true) return soFarOpening(result, replacement);
  return importanceOpening(rows, result.dataset.samples, result.dataset.noun);
}

function soFarOpening(result: ResultFile, replacement: string | null): Opening {
  const words = soFarWords(result, replacement);
  return {
    answer:
      words === null ? l10n.t('All units are counted; more is being measured') : l10n.t('So far: {0}', words),
    evidence: l10n.t('Numbers still come in. What stands out from chance is told when all are there.'),
  };
}

interface EstimatedRow {
  readonly row: UnitRow;
  readonly lost: LostSamples;
  readonly basis: Estimate;
}

function estimateOpening(
  { dataset, partial }: ResultFile,
  rows: readonly UnitRow[],
  precision: number,
): Opening {
  const { noun } = dataset;
  const deleted = rows.filter(({ lost }) => lost !== null);
  const estimated = deleted.flatMap((row): EstimatedRow[] =>
    row.lost?.basis?.kind === 'estimate' ? [{ row, lost: row.lost, basis: row.lost.basis }] : [],
  );
  const settled = deleted.length - estimated.filter(({ basis }) => halfOf(basis) > precision).length;
  const answer =
    partial === true
      ? l10n.t(
          'So far: {0} of {1} known to {2}',
          ...[formatCount(settled), formatCountedOblique(deleted.length, 'unit'), precisionWords(precision)],
        )
      : l10n.t('What each unit costs, estimated to {0}', precisionWords(precision));
  if (estimated.length === 0) {
    return {
      answer,
      evidence: l10n.t('That took all {0}: the counts are exact.', formatCounted(dataset.samples, noun)),
    };
  }
  const above = deleted.filter(({ lost }) => lost !== null && costsSamples(lost)).length;
  const evidence = [
    l10n.t(
      '{0} of {1} were taken for a unit.',
      samplesTaken(estimated),
      formatCountedOblique(dataset.samples, noun),
    ),
    highest(estimated, noun),
    aboveZero(above, deleted.length),
    partial === true ? null : l10n.t('Refine to exact to see which units stand out from chance.'),
  ];
  return { answer, evidence: evidence.filter((sentence) => sentence !== null).join(' ') };
}

function aboveZero(above: number, intervals: number): string {
  if (intervals === 1) {
    return l10n.t(
      '{0} of 1 interval lies above zero; 99 of 100 such intervals hold the exact number.',
      formatCount(above),
    );
  }
  return above === 1
    ? l10n.t(
        '1 of {0} intervals lies above zero; 99 of 100 such intervals hold the exact number.',
        formatCount(intervals),
      )
    : l10n.t(
        '{0} of {1} intervals lie above zero; 99 of 100 such intervals hold the exact number.',
        ...[formatCount(above), formatCount(intervals)],
      );
}

/** Half of an interval, as a share of the samples. */
function halfOf({ low, high, population }: Estimate): number {
  return (high - low) / 2 / population;
}

/** `1,536 to 4,096` */
function samplesTaken(estimated: readonly EstimatedRow[]): string {
  const samples = estimated.map(({ basis }) => basis.samples);
  const [least, most] = samples.reduce(
    ([low, high], count) => [Math.min(low, count), Math.max(high, count)],
    [Infinity, 0],
  );
  return least === most ? formatCount(most) : writeRange(formatCount(least), formatCount(most));
}

function highest(estimated: readonly EstimatedRow[], noun: string): string | null {
  const [first] = rank(
    estimated.map(({ lost }) => lost.count),
    'desc',
  );
  const { row, lost } = estimated[first];
  return lost.count > 0 ? l10n.t('The highest estimate: {0} {1}.', row.name, lostPhrase(lost, noun)) : null;
}
