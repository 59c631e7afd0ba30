import * as l10n from '@vscode/l10n';
import { formatCount, formatCounted } from '../../results/derive/numberFormat.js';
import type { Figure, FigureTable, Mark, Room, Target, Text } from '../figure.js';
import type { RampPaint } from '../paint.js';
import { roundPixels } from '../roundPixels.js';
import type { UnitRow } from '../../results/derive/unitRows.js';
import {
  layerNameLook,
  layerWords,
  lineHeight,
  stripLayout,
  type Strip,
  type StripLayout,
} from './stripLayout.js';
import type { UnitMeasure } from './unitMeasures.js';

const legendHeight = 32;
const scaleWidth = 110;

/** Every unit as a cell in the order of its index, a strip for each layer, shaded by a measure. */
export function unitStrips(rows: readonly UnitRow[], measure: UnitMeasure, room: Room): Figure {
  const layout = stripLayout(rows, room, legendHeight);
  let pointedAt: readonly Target[] | null = null;
  return {
    width: room.width,
    height: Math.ceil(layout.height) + 2,
    label: l10n.t(
      '{0}, {1} in the order of the network',
      measure.title,
      formatCounted(layout.strips.length, 'layer'),
    ),
    marks: [
      ...legend(
        measure,
        rows.some(({ dead }) => dead),
        room,
      ),
      ...layout.strips.flatMap((strip) => label(strip, layout, room)),
      ...cells(layout, measure),
    ],
    // Of tens of thousands, none is wanted before the drawing is on the screen.
    get targets() {
      pointedAt ??= layout.strips.flatMap((strip) => targets(strip, layout));
      return pointedAt;
    },
  };
}

/** The same as numbers. */
export function unitStripsTable(rows: readonly UnitRow[], measure: UnitMeasure): FigureTable {
  return {
    title: measure.title,
    columns: [
      { name: l10n.t('Unit') },
      { name: l10n.t('Layer') },
      { name: measure.name },
      { name: l10n.t('Dead') },
    ],
    rows: rows.map((row) => [
      row.name,
      row.unit.layer.id,
      measure.valueOf(row),
      row.dead ? l10n.t('dead') : '',
    ]),
  };
}

function place({ x, y }: Strip, { columns, pitch }: StripLayout, index: number): { x: number; y: number } {
  return { x: x + (index % columns) * pitch, y: y + Math.floor(index / columns) * pitch };
}

function targets(strip: Strip, layout: StripLayout): Target[] {
  const size = { width: layout.cell, height: layout.cell };
  return strip.rows
    .slice(0, strip.shown)
    .map(({ unit }, i) => ({ id: unit.flat, ...place(strip, layout, i), ...size }));
}

/** One path for all cells of a shade: tens of thousands of cells are some dozens of marks. */
function cells(layout: StripLayout, measure: UnitMeasure): Mark[] {
  const { cell } = layout;
  const byPaint = new Map<RampPaint['ramp'], Map<number, { readonly paint: RampPaint; d: string }>>();
  const outline = squareAfter(cell);
  const dead: string[] = [];
  const unknown: string[] = [];
  for (const strip of layout.strips) {
    const starts = Array.from(
      { length: Math.min(strip.shown, layout.columns) },
      (_, column) => `M${roundPixels(place(strip, layout, column).x)},`,
    );
    for (let i = 0; i < strip.shown; i++) {
      const row = strip.rows[i];
      const { x, y } = place(strip, layout, i);
      if (row.dead) {
        dead.push(
          `M${roundPixels(x + 0.25 * cell)},${roundPixels(y + 0.75 * cell)}l${roundPixels(0.5 * cell)},${roundPixels(-0.5 * cell)}`,
        );
        continue;
      }
      const paint = measure.paintOf(row);
      if (paint === null) {
        unknown.push(`M${roundPixels(x + 0.5)},${roundPixels(y + 0.5)}${squareAfter(cell - 1)}`);
        continue;
      }
      const ramp = byPaint.get(paint.ramp) ?? new Map<number, { readonly paint: RampPaint; d: string }>();
      byPaint.set(paint.ramp, ramp);
      const shade = ramp.get(paint.at) ?? { paint, d: '' };
      ramp.set(paint.at, shade);
      shade.d += starts[i % layout.columns] + String(roundPixels(y)) + outline;
    }
  }
  const marks: Mark[] = [...byPaint.values()]
    .flatMap((ramp) => [...ramp.values()])
    .map(({ paint, d }) => ({ kind: 'path', d, fill: paint }));
  if (unknown.length > 0) marks.push({ kind: 'path', d: unknown.join(''), stroke: 'grid' });
  if (dead.length > 0) marks.push({ kind: 'path', d: dead.join(''), stroke: 'quiet' });
  return marks;
}

/** A square's path from its upper left corner on. */
function squareAfter(size: number): string {
  const side = roundPixels(size);
  return `h${side}v${side}h${-side}Z`;
}

function label(strip: Strip, { labels, columns, pitch }: StripLayout, { measure, width }: Room): Text[] {
  const { id } = strip.rows[0].unit.layer;
  const quiet = { kind: 'text', fill: 'quietText' } as const;
  const words = layerWords(strip.rows);
  const beside = labels.width > 0;
  const y = beside ? strip.y + 11 : strip.y - 8;
  const oneLine = labels.lines === 1;
  const room = (beside ? labels.width - 10 : width) - (oneLine ? measure(words) + 8 : 0);
  const name = shortened(id, room, (text) => measure(text, layerNameLook));
  const nameWidth = measure(name, layerNameLook);
  const hidden = strip.rows.length - strip.shown;
  const foldY = strip.y + Math.ceil(strip.shown / columns) * pitch + 12;
  return [
    { kind: 'text', x: 0, y, text: name, ...layerNameLook },
    { ...quiet, x: oneLine ? nameWidth + 8 : 0, y: oneLine ? y : y + lineHeight, text: words },
    ...(hidden === 0
      ? []
      : [
          {
            ...quiet,
            x: strip.x,
            y: foldY,
            text:
              hidden === 1 ? l10n.t('and 1 more unit') : l10n.t('and {0} more units', formatCount(hidden)),
          },
        ]),
  ];
}

/** With an ellipsis in place of what has no room. */
function shortened(text: string, room: number, measure: (text: string) => number): string {
  if (measure(text) <= room) return text;
  let length = text.length - 1;
  while (length > 1 && measure(`${text.slice(0, length)}\u2026`) > room) length--;
  return `${text.slice(0, length)}\u2026`;
}

/** The scale of colours with what its ends mean, and the sign for a dead unit; right above the cells. */
function legend({ scale, ends }: UnitMeasure, hasDead: boolean, { width, measure }: Room): Mark[] {
  const y = 12;
  const deadWidth = hasDead ? measure(l10n.t('dead')) + 30 : 0;
  const right = width - 2 - deadWidth;
  const toX = right - measure(ends[1]);
  const bar = Math.min(scaleWidth, Math.max(40, toX - measure(ends[0]) - 16));
  const fromX = toX - 8 - bar;
  const step = bar / scale.length;
  return [
    { kind: 'text', x: fromX - 8, y, text: ends[0], align: 'end' },
    ...scale.map((paint, i): Mark => ({
      kind: 'rect',
      x: fromX + i * step,
      y: y - 9,
      // A little wider, since a seam of ground would show between them.
      width: i === scale.length - 1 ? step : step + 0.5,
      height: 9,
      fill: paint,
    })),
    { kind: 'text', x: toX, y, text: ends[1] },
    ...(hasDead
      ? ([
          { kind: 'path', d: `M${roundPixels(right + 14)},${y - 1}l6,-6`, stroke: 'quiet' },
          { kind: 'text', x: right + 26, y, text: l10n.t('dead') },
        ] satisfies Mark[])
      : []),
  ];
}
