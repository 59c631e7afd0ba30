import { scaleLinear } from 'd3-scale';
import { lostRange } from '../../src/results/derive/lostSamples.js';
import { writeCount, writeFraction } from '../../src/results/derive/typographicNumbers.js';
import { layerShape, type MarkShape } from './markShape.js';
import { jitter } from './jitter.js';
import { placeLabels, type Label } from './labelPlaces.js';
import { countTicks, signedRoot } from '../../src/figures/rootScale.js';
import type { ScatterData, ScatterPoint } from './scatterData.js';

/** A unit's mark. All places are in pixels from the plot's upper left corner. */
export interface Mark {
  readonly point: ScatterPoint;
  readonly x: number;
  readonly y: number;
  readonly layerIndex: number;
  readonly shape: MarkShape;
  /** From where to where an estimate's interval reaches; `null` where the count is no estimate. */
  readonly interval: { readonly top: number; readonly bottom: number } | null;
}

export interface Tick {
  readonly at: number;
  readonly label: string;
}

export interface Bar {
  readonly top: number;
  readonly height: number;
  readonly width: number;
}

/** Everything that is drawn, in pixels; colours come later. */
export interface ScatterLayout {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly zero: number;
  readonly countTicks: readonly Tick[];
  readonly selectivityTicks: readonly Tick[];
  readonly band: { readonly top: number; readonly bottom: number };
  readonly marks: readonly Mark[];
  /** Short strokes, one a dead unit, as far as there is room. */
  readonly deadStrokes: readonly { readonly x: number; readonly y: number }[];
  /** Where the line of text about units left of zero stands. */
  readonly apartText: { readonly x: number; readonly y: number; readonly lines: readonly string[] };
  /** How many units have each count, to the right of the plot; none where there is no room. */
  readonly histogram: readonly Bar[];
  readonly means: readonly { readonly x: number; readonly y: number }[];
  readonly labels: readonly Label[];
}

const left = 44;
/** Room left of a selectivity of 0, for units that have none. */
const gutter = 26;
const top = 24;
const bottom = 40;
const histogramWidth = 44;
const tickGap = 20;
const strokesPerRow = 5;
const strokePitch = 4;

/**
 * Places the plot of selectivity against samples lost.
 * @param measure the width of a label's text, in pixels.
 */
export function scatterLayout(
  data: ScatterData,
  width: number,
  measure: (text: string) => number,
): ScatterLayout {
  const height = width < 520 ? 330 : width >= 1000 ? 470 : 430;
  const withHistogram = width >= 560;
  const right = width - (withHistogram ? 62 : 12);
  const x = scaleLinear([0, 1], [left + gutter, right]);
  const root = scaleLinear(
    // Where nothing costs much, the axis still shows a few counts: else noise would fill the plot.
    [signedRoot(Math.min(-2, data.lowest) - 1.2), signedRoot(Math.max(3, data.highest) * 1.12)],
    [height - bottom, top],
  );
  const y = (count: number): number => root(signedRoot(count));
  const marks = data.points.map((point) => ({
    point,
    x: x(point.selectivity),
    y: y(point.samplesLost + jitter(point.row.unit.flat)),
    layerIndex: point.row.layerIndex,
    shape: layerShape(point.row.layerIndex),
    interval: intervalOf(point, y),
  }));
  const strokes = deadStrokes(data.dead, y(0), top);
  const lines = [
    ...(data.dead > 0 ? [`${writeCount(data.dead)} dead`] : []),
    ...(data.apart > 0 ? [`${writeCount(data.apart)} undefined`] : []),
  ];
  const strokeTop = strokes.at(-1)?.y ?? y(0) - 8;
  return {
    width,
    height,
    left,
    right,
    top,
    bottom: height - bottom,
    zero: y(0),
    countTicks: countTicks(y, Math.min(-2, data.lowest), Math.max(3, data.highest) * 1.1, tickGap).map(
      (count) => ({ at: y(count), label: writeCount(count) }),
    ),
    selectivityTicks: [0, 0.2, 0.4, 0.6, 0.8, 1].map((value) => ({
      at: x(value),
      label: value === 0 || value === 1 ? String(value) : writeFraction(value, 1),
    })),
    band: { top: Math.max(top, y(data.band)), bottom: Math.min(height - bottom, y(-data.band)) },
    marks,
    deadStrokes: strokes,
    apartText: { x: left + 4, y: strokeTop - 8, lines },
    histogram: withHistogram ? histogram(data.points, y) : [],
    means: data.means.map((mean) => ({ x: x(mean.x), y: y(mean.y) })),
    labels: placeLabels(largest(marks, width < 520 ? 1 : 2), measure, right),
  };
}

function intervalOf({ row }: ScatterPoint, y: (count: number) => number): Mark['interval'] {
  if (row.lost?.basis?.kind !== 'estimate') return null;
  const { low, high } = lostRange(row.lost);
  return { top: y(high), bottom: y(low) };
}

/** Rows of strokes that grow upwards from zero, as far as there is room. */
function deadStrokes(dead: number, zero: number, ceiling: number): { x: number; y: number }[] {
  const rows = Math.max(1, Math.floor((zero - 24 - ceiling) / strokePitch));
  return Array.from({ length: Math.min(dead, rows * strokesPerRow) }, (_, i) => ({
    x: left + 5 + (i % strokesPerRow) * strokePitch,
    y: zero - 8 - Math.floor(i / strokesPerRow) * strokePitch,
  }));
}

function histogram(points: readonly ScatterPoint[], y: (count: number) => number): Bar[] {
  const units = new Map<number, number>();
  for (const { samplesLost } of points) units.set(samplesLost, (units.get(samplesLost) ?? 0) + 1);
  const most = Math.max(...units.values());
  return [...units].map(([count, number]) => ({
    top: y(count + 0.42),
    height: Math.max(1.5, y(count - 0.42) - y(count + 0.42)),
    width: Math.max(1, (number / most) * histogramWidth),
  }));
}

/** The marks of the costliest units; ties go to the lower flat index. */
function largest(marks: readonly Mark[], count: number): Mark[] {
  return [...marks]
    .sort((a, b) => b.point.samplesLost - a.point.samplesLost)
    .filter((mark) => mark.point.samplesLost > 0)
    .slice(0, count);
}
