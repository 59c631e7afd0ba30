import { scaleLinear, type ScaleLinear } from 'd3-scale';
import { ticks } from 'd3-array';
import { writeCount, writeFraction } from '../../results/derive/typographicNumbers.js';
import { countOfRoot, countTicks, signedRoot } from '../rootScale.js';
import { unzoomed, type Box, type Zoom } from '../zoom.js';
import type { ScatterData } from './scatterData.js';

export interface Tick {
  readonly at: number;
  readonly label: string;
}

/** Scales and axes, in pixels from the figure's upper left corner. */
export interface ScatterFrame {
  readonly width: number;
  readonly height: number;
  /** Where marks lie. */
  readonly ground: Box;
  readonly isZoomed: boolean;
  /** Whether counts of units stand at the right. */
  readonly hasHistogram: boolean;
  readonly x: (selectivity: number) => number;
  readonly y: (count: number) => number;
  /** Of a count's signed root, which many marks are placed by. */
  readonly yOfRoot: (root: number) => number;
  readonly countTicks: readonly Tick[];
  readonly selectivityTicks: readonly Tick[];
}

const left = 44;
/** Room left of a selectivity of 0, for units that have none. */
const gutter = 26;
const top = 24;
const bottom = 40;
const tickGap = 20;

/** Places the plot's scales: selectivity across, a signed root of samples lost upwards, as far as it is zoomed. */
export function scatterFrame(data: ScatterData, width: number, zoom: Zoom = unzoomed): ScatterFrame {
  const height = width < 520 ? 330 : width >= 1000 ? 470 : 430;
  const hasHistogram = width >= 560;
  const right = width - (hasHistogram ? 62 : 12);
  const ground = { x: left, y: top, width: right - left, height: height - bottom - top };
  const across = scaleLinear([0, 1], [zoomed(left + gutter, zoom.x), zoomed(right, zoom.x)]);
  // Where nothing costs much, the axis still shows a few counts: else noise would fill the plot.
  const lowest = Math.min(-2, data.lowest);
  const highest = Math.max(3, data.highest);
  const up = scaleLinear(
    [signedRoot(lowest - 1.2), signedRoot(highest * 1.12)],
    [zoomed(height - bottom, zoom.y), zoomed(top, zoom.y)],
  );
  const y = (count: number): number => up(signedRoot(count));
  const isZoomed = zoom.factor > 1;
  const counts = isZoomed
    ? countsInSight(up, ground, y)
    : countTicks(y, lowest, Math.max(3, data.highest) * 1.1, tickGap);
  const selectivities = isZoomed
    ? ticks(
        Math.max(0, across.invert(left)),
        Math.min(1, across.invert(right)),
        Math.max(2, ground.width / 90),
      )
    : [0, 0.2, 0.4, 0.6, 0.8, 1];
  return {
    width,
    height,
    ground,
    isZoomed,
    hasHistogram,
    x: across,
    y,
    yOfRoot: up,
    countTicks: counts.map((count) => ({ at: y(count), label: writeCount(count) })),
    selectivityTicks: selectivities.map((value) => ({ at: across(value), label: tickLabel(value) })),
  };

  function zoomed(place: number, shift: number): number {
    return zoom.factor * place + shift;
  }
}

/** Whole counts of the part that is in sight, no nearer than ticks may stand. */
function countsInSight(up: ScaleLinear<number, number>, ground: Box, y: (count: number) => number): number[] {
  const low = Math.ceil(countOfRoot(up.invert(ground.y + ground.height)));
  const high = Math.floor(countOfRoot(up.invert(ground.y)));
  const inSight = (count: number): boolean => count >= low && count <= high;
  const round = countTicks(y, Math.min(low, 0), Math.max(high, 0), tickGap).filter(inSight);
  if (round.length >= 3) return round;
  return ticks(low, high, Math.max(2, ground.height / 60)).filter((count) => Number.isInteger(count));
}

/** With as many decimals as tell neighbours apart, and no more. */
function tickLabel(value: number): string {
  if (value === 0 || value === 1) return String(value);
  const decimals = [1, 2, 3, 4].find(
    (count) => Math.abs(value * 10 ** count - Math.round(value * 10 ** count)) < 1e-6,
  );
  return writeFraction(value, decimals ?? 4);
}
