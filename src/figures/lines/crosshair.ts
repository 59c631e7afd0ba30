import { footDrop, footSpans } from '../axes.js';
import type { Mark } from '../figure.js';
import { spreadHeights } from '../spreadHeights.js';
import type { LineLayout, PlacedPoint } from './lineLayout.js';

/** How far from the crosshair a line's own point may lie, as a share of the plot's width. */
const farthest = 1 / 40;

/**
 * Each line's point where the crosshair stands: the nearest that was measured. Lines without one near it, as they end
 * before or were measured in other places, are left out.
 */
export function pointsBeside(layout: LineLayout, id: number): PlacedPoint[] {
  const { points, plot, chart } = layout;
  const { x } = points[id];
  return chart.lines.flatMap((_, line) => {
    const own = points.filter((point) => point.line === line);
    const distance = (point: PlacedPoint): number => Math.abs(point.x - x);
    const nearest = own.reduce((best, point) => (distance(point) < distance(best) ? point : best), own[0]);
    return distance(nearest) <= farthest * (plot.right - plot.left) ? [nearest] : [];
  });
}

/**
 * A line down through all curves at a point.
 * @param withValues whether each curve's value is written at it.
 */
export function crosshairMarks(layout: LineLayout, id: number, withValues: boolean): Mark[] {
  const { points, plot, chart, measure } = layout;
  const { x, line, point } = points[id];
  const here = pointsBeside(layout, id);
  const isRight = x > (plot.left + plot.right) / 2;
  const heights = spreadHeights(
    here.map(({ y }) => y),
    13,
    plot.top + 4,
    plot.foot - 6,
  );
  const written = chart.x.write(chart.lines[line].points[point].x);
  const length = measure(written, { weight: 600 });
  const from = Math.max(plot.left, Math.min(plot.right - length, x - length / 2));
  const place = { from, to: from + length };
  const ticks = chart.x.ticks.map(({ at, text }) => ({ at: layout.x(at), text }));
  const covered = footSpans(ticks, measure).filter(
    (span) => span.from < place.to + 6 && place.from - 6 < span.to,
  );
  return [
    { kind: 'path', d: `M${x},${plot.top}V${plot.foot}`, stroke: 'text', opacity: 0.6 },
    ...here.map((one): Mark => ({
      ...{ kind: 'dots', x: [one.x], y: [one.y], shape: 'circle' },
      ...{ radius: one.line === line ? 5 : 3.4, fill: chart.lines[one.line].paint, stroke: 'background' },
    })),
    ...(withValues
      ? here.map((one, i): Mark => {
          const value = chart.lines[one.line].points[one.point].mean;
          return {
            ...{ kind: 'text', x: x + (isRight ? -8 : 8), y: heights[i] + 4, text: chart.y.write(value) },
            ...{
              align: isRight ? 'end' : 'start',
              fill: chart.lines[one.line].paint,
              weight: 600,
              halo: true,
            },
          };
        })
      : []),
    // In place of the axis's own values there.
    ...covered.map((span): Mark => {
      return {
        kind: 'rect',
        x: span.from - 4,
        y: plot.foot + 4,
        width: span.to - span.from + 8,
        height: 16,
        fill: 'background',
      };
    }),
    { kind: 'text', x: from, y: plot.foot + footDrop, text: written, weight: 600 },
  ];
}
