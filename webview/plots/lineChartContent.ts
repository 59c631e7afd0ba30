import type { FigureTable } from '../../src/figures/figure.js';
import { crosshairMarks, pointsBeside } from '../../src/figures/lines/crosshair.js';
import type { LineChart } from '../../src/figures/lines/lineChart.js';
import { lineFigure } from '../../src/figures/lines/lineFigure.js';
import { lineLayout, type LineLayout } from '../../src/figures/lines/lineLayout.js';
import { pointAfterKey, pointUnder } from '../../src/figures/lines/pointMoves.js';
import type { FigureContent } from './figureContent.js';
import { writeRange } from '../../src/results/derive/typographicNumbers.js';

/** A chart of lines as a figure that answers: a crosshair reads out every line where it stands. */
export function lineChartContent(name: string, chart: LineChart, table: () => FigureTable): FigureContent {
  let layout: LineLayout | null = null;
  return {
    name,
    table,
    draw(room) {
      layout = lineLayout(chart, room);
      return lineFigure(layout);
    },
    mark: ({ id }, state) => (layout === null ? [] : crosshairMarks(layout, id, state === 'selected')),
    readOut: (id) => (layout === null ? [] : readOut(layout, id)),
    under(x, y, targets) {
      const id = layout === null ? null : pointUnder(layout, x, y);
      return id === null ? null : targets[id];
    },
    move(key, from, targets) {
      const id = layout === null ? null : pointAfterKey(layout, key, from);
      return id === null ? null : targets[id];
    },
  };
}

/** From the highest line down, each with its mean and its band. */
function readOut(layout: LineLayout, id: number): string[] {
  const { chart, points } = layout;
  const { line, point } = points[id];
  const beside = pointsBeside(layout, id).sort((a, b) => a.y - b.y);
  return [
    chart.x.write(chart.lines[line].points[point].x),
    ...beside.map((one) => {
      const { name, shortName, points: own } = chart.lines[one.line];
      return `${layout.isNarrow ? shortName : name}: ${pointWords(chart, own[one.point])}`;
    }),
  ];
}

/** A point of a line in words, as it is spoken: `at random, 96 deleted: 90.2 %, 86.5 % to 93.1 %`. */
export function spokenPoint(chart: LineChart, id: number): string {
  const places = chart.lines.flatMap((line) => line.points.map((point) => ({ line, point })));
  const { line, point } = places[id];
  return `${line.name}, ${chart.x.write(point.x)}: ${pointWords(chart, point)}`;
}

function pointWords(chart: LineChart, point: LineChart['lines'][number]['points'][number]): string {
  const { write } = chart.y;
  const mean = write(point.mean);
  return point.lowest === point.highest
    ? mean
    : `${mean}, ${writeRange(write(point.lowest), write(point.highest))}`;
}
