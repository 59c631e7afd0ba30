import { rgb } from './contrast.js';
import { resolvePaint, type Palette } from './paint.js';
import type { Pixels } from './figure.js';

/**
 * A feature map in the greys of activity, from silent to most active; in a dark theme the most active is light.
 * @param values [height x width], row by row.
 * @param least, most values at the ends of the scale; where they are the same, all is silent.
 */
export function activityPixels(
  values: ArrayLike<number>,
  width: number,
  height: number,
  range: { readonly least: number; readonly most: number },
  palette: Palette,
): Pixels {
  const greys = Array.from({ length: 256 }, (_, i) =>
    rgb(resolvePaint({ ramp: 'activity', at: i / 255 }, palette)),
  );
  const rgba = new Uint8ClampedArray(4 * width * height);
  const span = range.most - range.least;
  for (let i = 0; i < width * height; i++) {
    const share = span > 0 ? (values[i] - range.least) / span : 0;
    const [r, g, b] = greys[Math.round(255 * Math.min(1, Math.max(0, share)))];
    rgba.set([r, g, b, 255], 4 * i);
  }
  return { width, height, rgba };
}
