import type { LineLayout, PlacedPoint } from './lineLayout.js';

/**
 * The point that the pointer means: the nearest in its column, of the lines that have one there.
 * @returns `null` outside of the plot.
 */
export function pointUnder({ points, plot }: LineLayout, x: number, y: number): number | null {
  const margin = 12;
  const inside =
    x >= plot.left - margin && x <= plot.right + margin && y <= plot.foot + margin && y >= plot.top - margin;
  if (points.length === 0 || !inside) return null;
  // What lies in the same column comes before what is nearer but to the side.
  return nearest(points, (point) => 1000 * Math.round(Math.abs(point.x - x)) + Math.abs(point.y - y));
}

/**
 * The point that a key moves to: left and right along a line, up and down to the next line there, Home and End to its
 * ends.
 * @param from `null` begins at the first point of the first line.
 * @returns `null` where the key moves nothing.
 */
export function pointAfterKey(layout: LineLayout, key: string, from: number | null): number | null {
  const { points } = layout;
  const known = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End'].includes(key);
  if (!known || points.length === 0) return null;
  const here = from === null ? undefined : points[from];
  if (from === null || here === undefined) return 0;
  if (key === 'ArrowUp' || key === 'ArrowDown') return onNextLine(points, from, key === 'ArrowUp' ? -1 : 1);
  const first = points.findIndex(({ line }) => line === here.line);
  const last = points.findLastIndex(({ line }) => line === here.line);
  if (key === 'Home') return first;
  if (key === 'End') return last;
  return Math.min(last, Math.max(first, from + (key === 'ArrowRight' ? 1 : -1)));
}

/** Lines that meet here follow each other in the order drawn. */
function onNextLine(points: readonly PlacedPoint[], from: number, step: 1 | -1): number {
  const here = points[from];
  const lines = [...new Set(points.map(({ line }) => line))];
  const beside = lines.map((line) =>
    nearest(points, (point) => (point.line === line ? Math.abs(point.x - here.x) : Infinity)),
  );
  beside.sort((a, b) => points[a].y - points[b].y || points[a].line - points[b].line);
  const at = beside.findIndex((id) => points[id].line === here.line);
  return beside[Math.min(beside.length - 1, Math.max(0, at + step))];
}

function nearest(points: readonly PlacedPoint[], distance: (point: PlacedPoint) => number): number {
  let best = 0;
  for (let i = 1; i < points.length; i++) {
    if (distance(points[i]) < distance(points[best])) best = i;
  }
  return best;
}
