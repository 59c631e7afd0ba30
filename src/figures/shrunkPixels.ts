import type { Pixels } from './figure.js';

/**
 * A picture no larger than it is looked at, each pixel the mean of those that it stands for; smaller ones as they are.
 * @param most pixels of the longer side.
 */
export function shrunkPixels(pixels: Pixels, most: number): Pixels {
  const share = most / Math.max(pixels.width, pixels.height);
  if (share >= 1) return pixels;
  const width = Math.max(1, Math.round(pixels.width * share));
  const height = Math.max(1, Math.round(pixels.height * share));
  const rgba = new Uint8ClampedArray(4 * width * height);
  for (let y = 0; y < height; y++) {
    const [top, bottom] = span(y, height, pixels.height);
    for (let x = 0; x < width; x++) {
      const [left, right] = span(x, width, pixels.width);
      for (let c = 0; c < 4; c++) {
        let sum = 0;
        for (let row = top; row < bottom; row++) {
          for (let column = left; column < right; column++) {
            sum += pixels.rgba[4 * (row * pixels.width + column) + c];
          }
        }
        rgba[4 * (y * width + x) + c] = sum / ((bottom - top) * (right - left));
      }
    }
  }
  return { width, height, rgba };
}

/** The larger picture's rows, or columns, that one of the smaller stands for. */
function span(at: number, of: number, from: number): readonly [first: number, end: number] {
  return [Math.floor((at * from) / of), Math.floor(((at + 1) * from) / of)];
}
