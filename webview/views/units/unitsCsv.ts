import * as l10n from '@vscode/l10n';
import { tableToCsv } from '../../../src/figures/csv.js';
import type { Cell } from '../../../src/figures/figure.js';
import { largestClassLoss } from '../../../src/results/derive/importance.js';
import { lostCount, lostRange } from '../../../src/results/derive/lostSamples.js';
import type { UnitRow } from '../../../src/results/derive/unitRows.js';
import type { ViewData } from '../view.js';

/** Of what was counted on a part of the samples: how sure it is. Turned answers are of that part. */
const inexact: readonly (readonly [string, (row: UnitRow) => Cell])[] = [
  ['samples_lost_low', (row) => row.lost && lostRange(row.lost).low],
  ['samples_lost_high', (row) => row.lost && lostRange(row.lost).high],
  ['samples_used', (row) => row.importance?.samples ?? null],
];

/**
 * Units as comma-separated values (RFC 4180), in the order given, numbers in full. What is undefined or was not
 * measured is left empty.
 */
export function unitsCsv({ result, replacement }: ViewData, rows: readonly UnitRow[]): string {
  const className = (index: number | null): string | null =>
    index === null ? null : (result.dataset.classes[index] ?? String(index));
  const worst = (row: UnitRow): ReturnType<typeof largestClassLoss> =>
    replacement === null ? null : largestClassLoss(result, row.unit, replacement);
  const columns: readonly (readonly [string, (row: UnitRow) => Cell])[] = [
    ['layer', (row) => row.unit.layer.id],
    ['unit', (row) => row.unit.index],
    ['flat_index', (row) => row.unit.flat],
    ['replacement', () => replacement],
    ['samples_lost', lostCount],
    ['turned_wrong', (row) => row.importance?.turnedWrong ?? null],
    ['turned_right', (row) => row.importance?.turnedRight ?? null],
    ['beyond_chance', (row) => (row.importance === null || !result.exact ? null : String(row.beyondChance))],
    ['loss_rise', (row) => row.importance?.lossRise ?? null],
    ['selectivity', (row) => row.selectivity],
    ['preferred_class', (row) => className(row.preferredClass)],
    ['mutual_information_bits', (row) => row.information],
    ['dead', (row) => String(row.dead)],
    ['class_hurt_most', (row) => className(worst(row)?.classIndex ?? null)],
    ['samples_lost_of_that_class', (row) => worst(row)?.samplesLost ?? null],
    ...(result.exact ? [] : inexact),
  ];
  return tableToCsv({
    title: l10n.t('Units'),
    columns: columns.map(([name]) => ({ name })),
    rows: rows.map((row) => columns.map(([, value]) => value(row))),
  });
}
