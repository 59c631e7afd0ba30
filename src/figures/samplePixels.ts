import type { Pixels } from './figure.js';
import type { SamplePicture } from '../results/unitDetail.js';

/** A sample's picture with its colours spelled out. */
export function samplePixels({ width, height, channels, pixels }: SamplePicture): Pixels {
  const rgba = new Uint8ClampedArray(4 * width * height);
  for (let i = 0; i < width * height; i++) {
    const at = channels * i;
    const [red, green, blue] = channels === 1 ? [at, at, at] : [at, at + 1, at + 2];
    rgba.set([pixels[red], pixels[green], pixels[blue], 255], 4 * i);
  }
  return { width, height, rgba };
}
