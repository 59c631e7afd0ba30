import { scaleLinear } from 'd3-scale';
import type { DepthMeasure, DepthMeasureId } from '../../results/derive/depthMeasures.js';
import { writeCount, writeDecimal, writeFraction } from '../../results/derive/typographicNumbers.js';
import { countTicks, signedRoot } from '../rootScale.js';

/** Where a measure's values stand, in pixels from the top of the plot. */
export interface DepthScale {
  place(value: number): number;
  readonly ticks: readonly number[];
  write(value: number): string;
}

/** Between ticks, in pixels. */
const tickGap = 18;

/** Counts on the root scale of counts, losses on a plain signed root, all else linear from zero. */
export function depthScale(measure: DepthMeasure, top: number, height: number): DepthScale {
  const values = extremes(measure);
  if (measure.id === 'lost') return rooted(signedRoot, values, top, height, true);
  if (measure.id === 'lossRise') {
    const root = (value: number): number => Math.sign(value) * Math.sqrt(Math.abs(value));
    return rooted(root, values, top, height, false);
  }
  const [low, high] = values;
  // A share is written over its bar.
  const room = measure.id === 'dead' ? 1.3 : 1;
  const scale = scaleLinear([low, high === low ? low + 1 : room * high], [top + height, top]).nice(4);
  const ticks = scale.ticks(Math.max(2, Math.floor(height / 30)));
  const decimals = Math.max(...ticks.map(decimalsOf));
  return {
    place: (value) => scale(value),
    ticks,
    write:
      measure.id === 'dead'
        ? (value) => writeDepthValue('dead', value)
        : (value) => (value === 0 ? '0' : writeFraction(value, decimals)),
  };
}

function rooted(
  root: (value: number) => number,
  [low, high]: readonly [number, number],
  top: number,
  height: number,
  isWhole: boolean,
): DepthScale {
  const scale = scaleLinear([root(low), root(high === low ? low + 1 : high)], [top + height, top]);
  const place = (value: number): number => scale(root(value));
  // Ticks are sought among whole numbers; small ones are counted in a fitting fraction of one.
  const largest = Math.max(-low, high);
  const unit = isWhole || largest >= 5 ? 1 : 10 ** Math.floor(Math.log10(largest / 5 || 1));
  const ticks = countTicks((count) => place(count * unit), low / unit, high / unit, tickGap);
  return {
    place,
    ticks: ticks.map((tick) => tick * unit),
    write: (value) => (Number.isInteger(value) ? writeCount(value) : writeFraction(value, decimalsOf(value))),
  };
}

/** How many a number needs; what rounding left behind it is none. */
function decimalsOf(value: number): number {
  return String(Number(value.toPrecision(6))).split('.')[1]?.length ?? 0;
}

/** With zero among them, and all that is drawn besides units. */
function extremes({ layers, band }: DepthMeasure): readonly [number, number] {
  let [low, high] = [Math.min(0, -(band ?? 0)), Math.max(0, band ?? 0)];
  for (const { units, share, chance } of layers) {
    high = Math.max(high, share ?? 0, chance ?? 0);
    for (const { value } of units) {
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  return [low, high];
}

/** A value of a measure, as it stands at a tick, in a table or in a read-out. */
export function writeDepthValue(id: DepthMeasureId, value: number): string {
  if (value === 0) return '0';
  switch (id) {
    case 'lost':
      return writeCount(Math.round(value));
    case 'dead':
      return `${writeDecimal(Number((100 * value).toPrecision(3)))}\u202f%`;
    case 'selectivity':
    case 'information':
      return writeFraction(value);
    case 'lossRise':
    case 'activity':
      return writeFraction(value, Math.max(0, Math.min(6, 2 - Math.floor(Math.log10(Math.abs(value))) - 1)));
  }
}
