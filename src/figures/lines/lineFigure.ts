import { area, line as lineThrough } from 'd3-shape';
import { acrossMarks, footMarks } from '../axes.js';
import type { Figure, Mark } from '../figure.js';
import { spreadHeights } from '../spreadHeights.js';
import type { LinePoint } from './lineChart.js';
import { nameOffset, pointTargets, type LineLayout, type PlacedName } from './lineLayout.js';

/** A chart of lines: bands below, then lines, each with its name on the right at the height of its place. */
export function lineFigure(layout: LineLayout): Figure {
  const { chart, width, height } = layout;
  return {
    ...{ width, height, label: chart.label },
    marks: [
      ...axisMarks(layout),
      ...bandMarks(layout),
      ...lineMarks(layout),
      ...floorMarks(layout),
      ...layout.names.flatMap((name) => nameMarks(layout, name)),
    ],
    targets: pointTargets(layout),
  };
}

function axisMarks({ chart, plot, x, y, namesTitle, height, measure }: LineLayout): Mark[] {
  const { left, right, top, foot } = plot;
  const across = chart.y.ticks.map(({ at, text }) => ({ at: y(at), text }));
  const along = chart.x.ticks.map(({ at, text }) => ({ at: x(at), text }));
  const column = right + 12;
  const title = `${chart.x.title} \u2192`;
  return [
    ...acrossMarks(across, left, right),
    ...footMarks(along, foot, measure),
    { kind: 'text', x: 0, y: 11, text: `\u2191 ${chart.y.title}` },
    { kind: 'text', x: Math.max(right, measure(title)), y: height - 6, text: title, align: 'end' },
    { kind: 'path', d: `M${column},${top}V${foot}`, stroke: 'zero' },
    { kind: 'text', x: column - 3, y: 11, text: namesTitle },
  ];
}

function bandMarks({ chart, x, y }: LineLayout): Mark[] {
  const band = area<LinePoint>(
    (point) => x(point.x),
    (point) => y(point.lowest),
    (point) => y(point.highest),
  );
  return chart.lines.flatMap(({ points, paint }): Mark[] => {
    if (points.every(({ lowest, highest }) => lowest === highest)) return [];
    return [{ kind: 'path', d: band(points) ?? '', fill: paint, opacity: 0.17 }];
  });
}

function lineMarks({ chart, x, y }: LineLayout): Mark[] {
  const through = lineThrough<LinePoint>(
    (point) => x(point.x),
    (point) => y(point.mean),
  );
  return chart.lines.flatMap(({ points, paint, dash, dots }): Mark[] => [
    {
      ...{ kind: 'path', d: through(points) ?? '', stroke: paint, strokeWidth: 2 },
      ...(dash === undefined ? {} : { dash }),
    },
    ...(dots === undefined
      ? []
      : [
          {
            ...{
              kind: 'dots' as const,
              shape: dots,
              radius: 3.4,
              fill: paint,
              stroke: 'background' as const,
            },
            x: points.map((point) => x(point.x)),
            y: points.map((point) => y(point.mean)),
          },
        ]),
  ]);
}

/** Above the lines, as all of them end here; words stand at the left, where lines are high. */
function floorMarks({ chart, plot, y, isNarrow }: LineLayout): Mark[] {
  const { floors } = chart;
  const heights = spreadHeights(
    floors.map(({ at }) => y(at) - 5),
    13,
    plot.top,
    plot.foot - 3,
  );
  return floors.flatMap(({ at, text, paint }, i): Mark[] => [
    { kind: 'path', d: `M${plot.left},${y(at)}H${plot.right}`, stroke: paint, dash: [2, 3] },
    {
      kind: 'text',
      x: plot.left + 5,
      y: heights[i],
      text: text[isNarrow ? 1 : 0],
      fill: 'quietText',
      halo: true,
    },
  ]);
}

function nameMarks({ chart, plot, measure }: LineLayout, { line, at, y, value, name }: PlacedName): Mark[] {
  const { paint, dash } = chart.lines[line];
  const axis = plot.right + 12;
  const text = axis + nameOffset;
  const lead = `M${axis - 3},${at}H${axis + 4}L${axis + 13},${y}H${axis + 18}`;
  const beside = value === '' ? 0 : measure(value, { weight: 600 }) + 5;
  const stroke = { kind: 'path' as const, d: lead, stroke: paint, strokeWidth: 1.5 };
  return [
    dash === undefined ? stroke : { ...stroke, dash: dash.map((length) => length / 2) },
    ...(value === ''
      ? []
      : [{ kind: 'text' as const, x: text, y: y + 4, text: value, fill: paint, weight: 600 as const }]),
    { kind: 'text', x: text + beside, y: y + 4, text: name },
  ];
}
