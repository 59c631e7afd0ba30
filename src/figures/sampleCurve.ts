import type { SampleValues } from '../results/unitDetail.js';

/** More points can't be told apart in a small curve. */
const mostPoints = 184;

/**
 * A sample's values in their order, from its lowest to its highest, as the points of a polyline: `0.0,29.0 0.5,17.3`.
 * @param width, height in pixels; a pixel is left free above and below.
 */
export function sampleCurve({ values }: Pick<SampleValues, 'values'>, width: number, height: number): string {
  const [low, high] = values.reduce(
    ([least, most], value) => [Math.min(least, value), Math.max(most, value)],
    [Infinity, -Infinity],
  );
  const step = Math.max(1, Math.ceil(values.length / mostPoints));
  const points: string[] = [];
  for (let i = 0; i < values.length; i += step) {
    const share = high > low ? (values[i] - low) / (high - low) : 0.5;
    const x = (i / Math.max(1, values.length - 1)) * width;
    points.push(`${x.toFixed(1)},${(1 + (1 - share) * (height - 2)).toFixed(1)}`);
  }
  return points.join(' ');
}
