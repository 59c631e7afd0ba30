import { scaleLinear } from 'd3-scale';
import { footMarks } from './axes.js';
import type { Figure, Mark, Room } from './figure.js';
import { fitText } from './fitText.js';

/** Layers one below the other, each with a mean and its band on a common axis. */
export interface LayerRows {
  readonly label: string;
  readonly rows: readonly LayerRow[];
  /** Of hidden layers in all, for their colours. */
  readonly layers: number;
  readonly title: string;
  /** A value at full length. */
  readonly write: (value: number) => string;
  readonly domain: readonly [number, number];
  readonly ticks: readonly { readonly at: number; readonly text: string }[];
  /** Upright lines through all rows: the intact network, the floor. */
  readonly levels: readonly { readonly at: number; readonly text: string; readonly dotted: boolean }[];
}

export interface LayerRow {
  /** The layer's place on the way from input to output. */
  readonly layer: number;
  readonly name: string;
  readonly mean: number;
  readonly lowest: number;
  readonly highest: number;
}

const rowHeight = 22;
const top = 34;

/** Rows answer to the pointer and to arrow keys; a target's id is the row's place. */
export function layerRowsFigure(chart: LayerRows, { width, measure }: Room): Figure {
  const { rows } = chart;
  const code = { font: 'code' } as const;
  const longest = Math.max(0, ...rows.map(({ name }) => measure(name, code)));
  const left = Math.ceil(Math.min(longest, width * 0.32)) + 36;
  const right = width - Math.ceil(Math.max(...rows.map(({ mean }) => measure(chart.write(mean))), 0)) - 20;
  const foot = top + rows.length * rowHeight;
  const made = scaleLinear(chart.domain, [left, right]).clamp(true);
  const x = (value: number): number => made(value);
  const middle = (row: number): number => top + (row + 0.5) * rowHeight;
  const ticks = chart.ticks.map(({ at, text }) => ({ at: x(at), text }));
  return {
    ...{ width, height: foot + 42, label: chart.label },
    marks: [
      ...ticks.map((tick): Mark => ({ kind: 'path', d: `M${tick.at},${top}V${foot}`, stroke: 'grid' })),
      { kind: 'path', d: `M${left},${foot}H${right}`, stroke: 'zero' },
      ...footMarks(ticks, foot, measure),
      { kind: 'text', x: right, y: foot + 36, text: `${chart.title} \u2192`, align: 'end' },
      ...levelMarks(chart.levels, x, [left, right, foot], measure),
      ...rows.flatMap((row, i) => rowMarks(row, chart, middle(i), x, width, left, measure)),
    ],
    targets: rows.map((_, id) => ({
      id,
      x: 3,
      y: top + id * rowHeight + 1,
      width: width - 6,
      height: rowHeight - 2,
    })),
  };
}

/** Words above the lines; a second line of words only where they would cover each other. */
function levelMarks(
  levels: LayerRows['levels'],
  x: (value: number) => number,
  [left, right, foot]: readonly [number, number, number],
  measure: Room['measure'],
): Mark[] {
  let taken = -Infinity;
  return [...levels]
    .sort((a, b) => a.at - b.at)
    .flatMap(({ at: value, text, dotted }): Mark[] => {
      const at = x(value);
      const length = measure(text);
      const from = Math.max(left, Math.min(right - length, at - length / 2));
      const isFree = from > taken + 8;
      taken = isFree ? from + length : taken;
      return [
        {
          ...{ kind: 'path', d: `M${at},${top - 4}V${foot}`, stroke: dotted ? 'zero' : 'text' },
          ...(dotted ? { dash: [2, 3] } : {}),
        },
        { kind: 'text', x: from, y: isFree ? top - 9 : top - 23, text, fill: 'quietText', halo: true },
      ];
    });
}

function rowMarks(
  row: LayerRow,
  { layers, write }: LayerRows,
  y: number,
  x: (value: number) => number,
  width: number,
  left: number,
  measure: Room['measure'],
): Mark[] {
  const paint = { layer: row.layer, of: layers };
  const shape = row.layer % 2 === 0 ? 'circle' : 'diamond';
  const code = { font: 'code' } as const;
  const from = x(row.lowest);
  return [
    { kind: 'dots', x: [11], y: [y], shape, radius: 4.5, fill: paint },
    { kind: 'text', x: 22, y: y + 4, text: fitText(row.name, left - 32, measure, code), ...code },
    { kind: 'path', d: `M${x(row.mean)},${y}H${left}`, stroke: 'grid' },
    {
      kind: 'rect',
      x: from,
      y: y - 4,
      width: x(row.highest) - from,
      height: 8,
      radius: 2,
      fill: paint,
      opacity: 0.35,
    },
    { kind: 'dots', x: [x(row.mean)], y: [y], shape, radius: 4.5, fill: paint, stroke: 'background' },
    { kind: 'text', x: width - 8, y: y + 4, text: write(row.mean), align: 'end' },
  ];
}
