import * as l10n from '@vscode/l10n';
import { largestClassLoss } from '../../../src/results/derive/importance.js';
import { basisOf, lostCount } from '../../../src/results/derive/lostSamples.js';
import { capitalPlural } from '../../../src/results/derive/nouns.js';
import { samplesOfClass } from '../../../src/results/derive/unitPhrases.js';
import { samplesHaveClasses } from '../../../src/results/derive/task.js';
import type { UnitRow } from '../../../src/results/derive/unitRows.js';
import type { FittingColumn } from '../../table/columnsThatFit.js';
import type { Direction } from '../../table/sorting.js';
import type { ViewData } from '../view.js';
import { lostColumnWidth } from './lostBar.js';

export const unitColumnIds = ['unit', 'lost', 'loss', 'selectivity', 'classes', 'hurts', 'bits'] as const;
export type UnitColumnId = (typeof unitColumnIds)[number];

/** A column of the Units table, without what it looks like. */
export interface UnitColumn extends FittingColumn {
  readonly id: UnitColumnId;
  readonly title: string;
  readonly right: boolean;
  readonly firstDirection: Direction;
  /** What the column is sorted by. */
  value(row: UnitRow): number | null;
}

/** The columns that the result has measures for. When it gets narrow they go in the design's order. */
export function unitColumns(data: ViewData): UnitColumn[] {
  const { rows, result, replacement } = data;
  const has = (known: (row: UnitRow) => boolean): boolean => rows.some(known);
  const deleted = has((row) => row.importance !== null);
  const hasClasses = samplesHaveClasses(result);
  const classMeans = hasClasses && result.layers.some((layer) => layer.units.classMeans !== undefined);
  const perClass =
    hasClasses &&
    rows.some(({ unit }) => replacement !== null && largestClassLoss(result, unit, replacement) !== null);
  const longestClass = Math.max(1, ...result.dataset.classes.map((name) => name.length));
  const longestOfClass = Math.max(
    1,
    ...result.dataset.classes.map((_, c) => samplesOfClass(result, c).length),
  );
  const columns: (UnitColumn | false)[] = [
    column('unit', l10n.t('Unit'), unitWidth(rows), null, (row) => row.unit.flat, { firstDirection: 'asc' }),
    deleted && column('lost', lostTitle(data), lostColumnWidth + 8, null, lostCount),
    has((row) => row.importance?.lossRise != null) &&
      column('loss', l10n.t('Loss rise'), 72, 2, (row) => row.importance?.lossRise ?? null, { right: true }),
    has((row) => row.selectivity !== null) &&
      column('selectivity', l10n.t('Selectivity'), 104, null, (row) => row.selectivity),
    classMeans &&
      column(
        'classes',
        l10n.t('Activity by class'),
        94 + nameWidth(Math.min(9, longestClass)),
        3,
        preferred,
        {
          firstDirection: 'asc',
        },
      ),
    perClass &&
      column('hurts', l10n.t('Hurts most'), 58 + nameWidth(Math.min(12, longestOfClass)), 4, hurt(data)),
    has((row) => row.information !== null) &&
      column('bits', l10n.t('Bits (by chance)'), 116, 1, (row) => row.information),
  ];
  return columns.filter((made) => made !== false);
}

/** `Images lost`, with what has to be known of numbers that are not counted to the end. */
function lostTitle({ result, rows }: ViewData): string {
  const samples = capitalPlural(result.dataset.noun);
  const basis = basisOf(rows);
  if (basis === 'estimate') return l10n.t('{0} lost, about', samples);
  return basis === 'soFar' ? l10n.t('{0} lost so far', samples) : l10n.t('{0} lost', samples);
}

function preferred(row: UnitRow): number | null {
  return row.preferredClass;
}

/** In pixels, of a word of so many letters. */
function nameWidth(letters: number): number {
  return 8 * letters;
}

/**
 * Counts per class are read when a row or the order needs them, and once: there may be a thousand classes, and the
 * order is asked for again and again.
 */
function hurt({ result, replacement }: ViewData): (row: UnitRow) => number | null {
  const known = new Map<number, number | null>();
  return ({ unit }) => {
    if (replacement === null) return null;
    const before = known.get(unit.flat);
    if (before !== undefined) return before;
    const lost = largestClassLoss(result, unit, replacement)?.samplesLost ?? null;
    known.set(unit.flat, lost);
    return lost;
  };
}

function column(
  id: UnitColumnId,
  title: string,
  width: number,
  leaves: number | null,
  value: (row: UnitRow) => number | null,
  more: { right?: boolean; firstDirection?: Direction } = {},
): UnitColumn {
  return { id, title, width, leaves, value, right: false, firstDirection: 'desc', ...more };
}

/** Room for the longest name in the editor's font, within limits: the name is also the row's title. */
function unitWidth(rows: readonly UnitRow[]): number {
  const longest = rows.reduce((length, row) => Math.max(length, row.name.length), 0);
  return Math.min(190, Math.max(104, 32 + Math.ceil(longest * 7.3)));
}
