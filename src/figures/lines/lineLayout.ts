import { scaleLinear, scaleSqrt } from 'd3-scale';
import type { Room, Target } from '../figure.js';
import { fitText } from '../fitText.js';
import { spreadHeights } from '../spreadHeights.js';
import type { Axis, LineChart } from './lineChart.js';

/** Where everything of a chart stands in the room that it is given, in pixels. */
export interface LineLayout {
  readonly chart: LineChart;
  readonly width: number;
  readonly height: number;
  readonly plot: {
    readonly left: number;
    readonly right: number;
    readonly top: number;
    readonly foot: number;
  };
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
  readonly names: readonly PlacedName[];
  readonly namesTitle: string;
  /** Every point of every line; a target's id is its place in this list. */
  readonly points: readonly PlacedPoint[];
  readonly isNarrow: boolean;
  readonly measure: Room['measure'];
}

export interface PlacedPoint {
  readonly line: number;
  readonly point: number;
  readonly x: number;
  readonly y: number;
}

export interface PlacedName {
  readonly line: number;
  /** Where its line's value lies, and where there was room to write. */
  readonly at: number;
  readonly y: number;
  readonly value: string;
  readonly name: string;
}

const narrowest = 560;
/** From the right axis to the text of a name, past the stroke that leads there. */
export const nameOffset = 22;
const nameGap = 15;

export function lineLayout(chart: LineChart, { width, measure }: Room): LineLayout {
  const isNarrow = width < narrowest;
  const height = isNarrow ? 290 : 340;
  const left = Math.ceil(Math.max(24, ...chart.y.ticks.map(({ text }) => measure(text)))) + 10;
  const texts = chart.lines.map(({ name, shortName, place }) => ({
    value: place.text ?? '',
    name: isNarrow ? shortName : name,
  }));
  const bold = { weight: 600 } as const;
  const valueWidth = (value: string): number => (value === '' ? 0 : measure(value, bold) + 5);
  const namesTitle = chart.namesTitle[isNarrow ? 1 : 0];
  const wanted = Math.max(
    measure(namesTitle) - 3,
    ...texts.map(({ value, name }) => nameOffset + valueWidth(value) + measure(name)),
  );
  const column = Math.ceil(Math.min(wanted, width * (isNarrow ? 0.34 : 0.3)));
  const plot = { left, right: Math.max(left + 40, width - column - 12), top: 26, foot: height - 42 };
  const x = scaled(chart.x, plot.left, plot.right);
  const y = scaled(chart.y, plot.foot, plot.top);
  const at = chart.lines.map(({ place }) => y(place.at));
  const heights = spreadHeights(at, nameGap, plot.top + 4, plot.foot - 4);
  return {
    ...{ chart, width, height, plot, x, y, isNarrow, measure },
    namesTitle: fitText(namesTitle, column + 3, measure),
    names: texts.map(({ value, name }, line) => ({
      ...{ line, at: at[line], y: heights[line], value },
      name: fitText(name, column - nameOffset - valueWidth(value), measure),
    })),
    points: chart.lines.flatMap(({ points }, line) =>
      points.map((point, i) => ({ line, point: i, x: x(point.x), y: y(point.mean) })),
    ),
  };
}

function scaled({ domain, scale }: Axis, from: number, to: number): (value: number) => number {
  const made = (scale === 'root' ? scaleSqrt : scaleLinear)(domain, [from, to]).clamp(true);
  return (value) => made(value);
}

/** Points as what can be selected, line by line. */
export function pointTargets({ points }: LineLayout): Target[] {
  return points.map(({ x, y }, id) => ({ id, x, y, width: 0, height: 0 }));
}
