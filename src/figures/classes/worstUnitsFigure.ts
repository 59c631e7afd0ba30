import * as l10n from '@vscode/l10n';
import { worstUnits, type ClassMap, type MapUnit } from '../../results/derive/classMap.js';
import { plural } from '../../results/derive/nouns.js';
import { formatCount } from '../../results/derive/numberFormat.js';
import { writeCount } from '../../results/derive/typographicNumbers.js';
import type { Figure, FigureTable, Mark, Room } from '../figure.js';
import { fitText } from '../fitText.js';
import { changePaint } from './changePaint.js';

/** How many units are spelled out. */
export const spelledOut = 12;

/** In pixels. */
const rowHeight = 20;
const headHeight = 20;
const narrowestCell = 28;
/** For the frame of the selected row. */
const inset = 4;
const widestCell = 64;
const nameLook = { size: 12, font: 'code' } as const;

/** A column of numbers: a row of the map, or those that there is no room for as one. */
interface NumberColumn {
  readonly name: string;
  readonly rows: readonly number[];
}

/** The units that hurt one class most, in numbers by class. */
export function worstUnitsFigure(map: ClassMap, noun: string, room: Room): Figure {
  const { width, measure } = room;
  const units = worstUnits(map, spelledOut);
  const longest = Math.max(0, ...units.map(({ name }) => measure(name, nameLook)));
  const names = inset + Math.ceil(Math.min(longest, 0.35 * width)) + 8;
  const all =
    Math.max(measure(l10n.t('all'), { weight: 600 }), ...units.map(({ net }) => measure(writeCount(net)))) +
    12 +
    inset;
  const columns = numberColumns(map, units, Math.max(1, Math.floor((width - names - all) / narrowestCell)));
  const cell = Math.min(widestCell, (width - names - all) / columns.length);
  const right = names + cell * columns.length + all;
  const marks: Mark[] = columns.map(({ name }, i) => ({
    kind: 'text',
    x: names + (i + 0.5) * cell,
    y: 13,
    text: fitText(name, cell - 4, measure),
    fill: 'quietText',
    align: 'middle',
  }));
  marks.push({ kind: 'text', x: right - inset, y: 13, text: l10n.t('all'), fill: 'quietText', align: 'end' });
  units.forEach((unit, i) => {
    const y = headHeight + i * rowHeight;
    const text = fitText(unit.name, names - inset - 8, measure, nameLook);
    marks.push({ kind: 'text', x: inset, y: y + 14, text, ...nameLook });
    columns.forEach((column, c) => {
      const count = countOf(unit, column);
      const fill = changePaint(map, count);
      const x = names + c * cell;
      marks.push({ kind: 'rect', x, y, width: cell - 1, height: rowHeight - 1, fill });
      if (count === 0) return;
      marks.push({
        kind: 'text',
        x: x + (cell - 1) / 2,
        y: y + 14,
        text: writeCount(count),
        fill: { on: fill },
        align: 'middle',
      });
    });
    marks.push({
      kind: 'text',
      x: right - inset,
      y: y + 14,
      text: writeCount(unit.net),
      weight: 600,
      align: 'end',
    });
  });
  return {
    width,
    height: headHeight + units.length * rowHeight + 4,
    label: l10n.t(
      'The {0} units that cost one class most {1}, in numbers by class',
      formatCount(units.length),
      plural(noun),
    ),
    marks,
    targets: units.map(({ flat }, i) => ({
      id: flat,
      x: 0,
      y: headHeight + i * rowHeight,
      width: right,
      height: rowHeight - 1,
    })),
  };
}

function countOf({ lost }: MapUnit, { rows }: NumberColumn): number {
  return rows.reduce((sum, row) => sum + lost[row], 0);
}

/** All classes, or those that these units change most and the others as one. */
function numberColumns({ classes }: ClassMap, units: readonly MapUnit[], most: number): NumberColumn[] {
  const each = classes.map(({ name }, row) => ({ name, rows: [row] }));
  if (each.length <= most) return each;
  const change = (row: number): number =>
    units.reduce((largest, { lost }) => Math.max(largest, Math.abs(lost[row])), 0);
  const shown = new Set(
    each
      .map(({ rows: [row] }) => row)
      .sort((a, b) => change(b) - change(a) || a - b)
      .slice(0, most - 1),
  );
  const rest = each.flatMap(({ rows: [row] }) => (shown.has(row) ? [] : [row]));
  return [...each.filter(({ rows: [row] }) => shown.has(row)), { name: l10n.t('rest'), rows: rest }];
}

/** These units, or all of the map, in numbers. */
export function classMapTable({ classes }: ClassMap, units: readonly MapUnit[], title: string): FigureTable {
  return {
    title,
    columns: [
      { name: l10n.t('unit') },
      ...classes.map(({ name }) => ({ name, write: writeCount })),
      { name: l10n.t('all'), write: writeCount },
    ],
    rows: units.map(({ name, lost, net }) => [name, ...lost, net]),
  };
}
