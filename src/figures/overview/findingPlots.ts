import type { CloudPoint, FindingPlot, PlotPoint } from '../../results/derive/findings/finding.js';
import type { Figure, Mark } from '../figure.js';
import { roundPixels } from '../roundPixels.js';
import { signedRoot } from '../rootScale.js';

export const findingHeight = 46;
/** More dots would lie on each other. */
const mostDots = 2000;
/** So few may be larger. */
const fewDots = 100;

/**
 * The small drawing beside a finding: its shape alone, without axes; the tab that it leads to has those.
 * @param label what is drawn, in words.
 */
export function findingPlot(plot: FindingPlot, width: number, label: string): Figure {
  return { width, height: findingHeight, label, marks: marksOf(plot, width), targets: [] };
}

function marksOf(plot: FindingPlot, width: number): Mark[] {
  switch (plot.kind) {
    case 'sorted':
      return sorted(plot.lost, width);
    case 'cloud':
      return cloud(plot.points, plot.layers, width);
    case 'fall':
      return fall(plot.points, plot.floor, width);
    case 'bars':
      return bars(plot.heights, plot.marked, width);
    case 'steps':
      return steps(plot.means, width);
  }
}

type Scale = (value: number) => number;

function linear(from: number, to: number, start: number, end: number): Scale {
  const span = to - from;
  return (value) => (span === 0 ? (start + end) / 2 : start + ((value - from) / span) * (end - start));
}

function sorted(lost: readonly number[], width: number): Mark[] {
  const heights = lost.map(signedRoot);
  const low = Math.min(0, heights[heights.length - 1]);
  const high = Math.max(0, heights[0]);
  const y = linear(low, high === low ? low + 1 : high, findingHeight - 2, 2);
  const columns = Math.round(width * 2);
  // A column of half a pixel each; of several units in one the middle speaks.
  const at = (column: number): number => heights[Math.floor(((column + 0.5) / columns) * heights.length)];
  const area = (holds: (height: number) => boolean): string =>
    Array.from({ length: columns }, (_, column) => column)
      .filter((column) => holds(at(column)))
      .map(
        (column) =>
          `M${column / 2},${roundPixels(y(0))}V${roundPixels(y(at(column)))}h0.5V${roundPixels(y(0))}Z`,
      )
      .join('');
  return [
    { kind: 'path', d: area((height) => height > 0), fill: 'lost' },
    { kind: 'path', d: area((height) => height < 0), fill: 'gained' },
    { kind: 'path', d: `M0,${roundPixels(y(0))}H${width}`, stroke: 'zero' },
  ];
}

function cloud(points: readonly CloudPoint[], layers: number, width: number): Mark[] {
  const step = Math.max(1, Math.ceil(points.length / mostDots));
  const heights = points.map(({ lost }) => signedRoot(lost));
  const low = heights.reduce((least, height) => Math.min(least, height), 0);
  const high = heights.reduce((most, height) => Math.max(most, height), 0);
  const least = points.reduce((lowest, { selectivity }) => Math.min(lowest, selectivity), 1);
  const most = points.reduce((highest, { selectivity }) => Math.max(highest, selectivity), 0);
  const x = linear(least, most, 3, width - 3);
  const y = linear(low, high === low ? low + 1 : high, findingHeight - 3, 3);
  const byLayer = new Map<number, { readonly x: number[]; readonly y: number[] }>();
  for (let i = 0; i < points.length; i += step) {
    const { layerIndex, selectivity } = points[i];
    const dots = byLayer.get(layerIndex) ?? { x: [], y: [] };
    byLayer.set(layerIndex, dots);
    dots.x.push(roundPixels(x(selectivity)));
    dots.y.push(roundPixels(y(heights[i])));
  }
  return [...byLayer].map(([layer, dots]) => ({
    kind: 'dots',
    ...dots,
    shape: layer % 2 === 0 ? 'circle' : 'diamond',
    radius: points.length < fewDots ? 2.2 : 1.4,
    fill: { layer, of: layers },
    fillOpacity: 0.75,
  }));
}

function fall(points: readonly PlotPoint[], floor: number, width: number): Mark[] {
  const x = linear(0, 1, 0, width);
  const y = linear(0, 1, findingHeight - 1, 2);
  const line = points.map((point) => `${roundPixels(x(point.x))},${roundPixels(y(point.y))}`).join('L');
  const right = roundPixels(x(points[points.length - 1].x));
  return [
    { kind: 'path', d: `M0,${findingHeight - 1}L${line}L${right},${findingHeight - 1}Z`, fill: 'band' },
    { kind: 'path', d: `M0,${roundPixels(y(floor))}H${width}`, stroke: 'zero', dash: [2, 3] },
    { kind: 'path', d: `M${line}`, stroke: 'text', strokeWidth: 1.5 },
  ];
}

function bars(heights: readonly number[], marked: readonly number[], width: number): Mark[] {
  const y = linear(0, Math.max(1, ...heights), 0, findingHeight - 3);
  const pitch = width / heights.length;
  const bar = Math.max(1, Math.min(14, pitch - 2));
  return [
    ...heights.map((height, i): Mark => ({
      kind: 'rect',
      x: roundPixels(i * pitch + (pitch - bar) / 2),
      y: roundPixels(findingHeight - 1 - y(height)),
      width: roundPixels(bar),
      height: roundPixels(y(height)),
      fill: marked.includes(i) ? 'lost' : 'bar',
    })),
    { kind: 'path', d: `M0,${findingHeight - 0.5}H${width}`, stroke: 'zero' },
  ];
}

function steps(means: readonly (number | null)[], width: number): Mark[] {
  const known = means.flatMap((mean, place) => (mean === null ? [] : [{ mean, place }]));
  const x = linear(0, means.length - 1, 5, width - 5);
  const y = linear(0, Math.max(...known.map(({ mean }) => mean)) || 1, findingHeight - 4, 5);
  const line = known.map(({ mean, place }) => `${roundPixels(x(place))},${roundPixels(y(mean))}`).join('L');
  return [
    { kind: 'path', d: `M0,${findingHeight - 0.5}H${width}`, stroke: 'zero' },
    { kind: 'path', d: `M${line}`, stroke: 'quiet' },
    ...known.map(({ mean, place }): Mark => ({
      kind: 'dots',
      x: [roundPixels(x(place))],
      y: [roundPixels(y(mean))],
      shape: place % 2 === 0 ? 'circle' : 'diamond',
      radius: 2.8,
      fill: { layer: place, of: means.length },
    })),
  ];
}
