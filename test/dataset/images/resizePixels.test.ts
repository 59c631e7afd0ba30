import { describe, expect, it } from 'vitest';
import { resizePixels } from '../../../src/dataset/images/resizePixels.js';
import { randomNumbers } from '../randomNumbers.js';

const row = (...data: number[]): Parameters<typeof resizePixels>[0] => ({
  width: data.length,
  height: 1,
  channels: 1,
  data: Uint8Array.from(data),
});
const stretched = (picture: Parameters<typeof resizePixels>[0], width: number, height = 1): number[] => [
  ...resizePixels(picture, width, height, 'stretch'),
];

/**
 * The same by definition: the weight of each stored pixel for each of the result, in two dimensions at once and without rounding
 * in between.
 */
function byDefinition(data: Uint8Array, [w, h]: number[], [width, height]: number[]): number[] {
  const weight = (i: number, from: number, to: number, k: number): number => {
    const step = from / to;
    return Math.max(0, 1 - Math.abs(k + 0.5 - (i + 0.5) * step) / Math.max(1, step));
  };
  const values: number[] = [];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let [sum, total] = [0, 0];
      for (let v = 0; v < h; v++) {
        for (let u = 0; u < w; u++) {
          const share = weight(x, w, width, u) * weight(y, h, height, v);
          sum += share * data[v * w + u];
          total += share;
        }
      }
      values.push(sum / total);
    }
  }
  return values;
}

describe('resizing pixels', () => {
  it('weighs by a triangle around the middle of each pixel', () => {
    // Twice as many: middles at a quarter and three quarters of the stored pixels' distance.
    expect(stretched(row(0, 100), 4)).toEqual([0, 25, 75, 100]);
    // Half as many: triangles of twice the width, with weights 3, 3, 1 at the edge and 1, 3, 3 at the other.
    expect(stretched(row(0, 20, 40, 60), 2)).toEqual([Math.round(100 / 7), Math.round(320 / 7)]);
    // Stripes become even grey: all pixels count.
    expect(stretched(row(...Array.from({ length: 64 }, (_, i) => (i % 2) * 200)), 16).slice(1, -1)).toEqual(
      Array(14).fill(100),
    );
    expect(stretched(row(7), 3, 2)).toEqual([7, 7, 7, 7, 7, 7]);
  });

  it('does the same as its definition, up to the rounding of its two steps', () => {
    const draw = randomNumbers(5);
    for (let i = 0; i < 30; i++) {
      const [w, h, width, height] = Array.from({ length: 4 }, () => draw(17) + 1);
      const data = Uint8Array.from({ length: w * h }, () => draw(256));
      const expected = byDefinition(data, [w, h], [width, height]);
      const found = stretched({ width: w, height: h, channels: 1, data }, width, height);
      expect(found).toHaveLength(expected.length);
      // Each of the two steps rounds by at most a half, and the second takes a weighted mean of the first's errors.
      for (const [at, value] of found.entries())
        expect(Math.abs(value - expected[at])).toBeLessThanOrEqual(1 + 1e-9);
    }
  });

  it('keeps channels apart, and what is free opaque where a fourth channel is opacity', () => {
    const picture = {
      width: 2,
      height: 1,
      channels: 4,
      data: Uint8Array.of(0, 10, 20, 30, 100, 110, 120, 130),
    };
    expect([...resizePixels(picture, 1, 1, 'stretch')]).toEqual([50, 60, 70, 80]);
    expect([...resizePixels(picture, 2, 2, 'contain')].slice(8)).toEqual([0, 0, 0, 255, 0, 0, 0, 255]);
  });

  it('cuts off evenly on both sides, by parts of pixels too', () => {
    // 5 wide, the middle 3 remain; 4 wide, half a pixel less at either end.
    const wide = {
      width: 5,
      height: 3,
      channels: 1,
      data: Uint8Array.from({ length: 15 }, (_, i) => (i % 5) * 10),
    };
    expect([...resizePixels(wide, 3, 3, 'cover')]).toEqual([10, 20, 30, 10, 20, 30, 10, 20, 30]);
    const even = {
      width: 4,
      height: 3,
      channels: 1,
      data: Uint8Array.from({ length: 12 }, (_, i) => (i % 4) * 10),
    };
    expect([...resizePixels(even, 3, 3, 'cover')].slice(0, 3)).toEqual([5, 15, 25]);
  });
});
