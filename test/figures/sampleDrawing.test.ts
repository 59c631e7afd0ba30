import { describe, expect, it } from 'vitest';
import { sampleCurve } from '../../src/figures/sampleCurve.js';
import { samplePixels } from '../../src/figures/samplePixels.js';
import { shrunkPixels } from '../../src/figures/shrunkPixels.js';

describe('a sample that is drawn', () => {
  it('is in the colours that it is stored in', () => {
    const stored = { kind: 'picture', sample: 0, label: 0, width: 2, height: 1 } as const;
    const grey = samplePixels({ ...stored, channels: 1, pixels: Uint8Array.of(7, 200) });
    expect([...grey.rgba]).toEqual([7, 7, 7, 255, 200, 200, 200, 255]);
    const colour = samplePixels({ ...stored, channels: 3, pixels: Uint8Array.of(1, 2, 3, 4, 5, 6) });
    expect([...colour.rgba]).toEqual([1, 2, 3, 255, 4, 5, 6, 255]);
  });

  it('shrinks to the means of its pixels, each of which counts once, and never grows', () => {
    const [width, height] = [50, 30];
    const rgba = Uint8ClampedArray.from({ length: 4 * width * height }, (_, i) =>
      i % 4 === 3 ? 255 : (i * 31) % 251,
    );
    const small = shrunkPixels({ width, height, rgba }, 10);
    expect([small.width, small.height]).toEqual([10, 6]);
    let sum = 0;
    for (let y = 5; y < 10; y++) for (let x = 15; x < 20; x++) sum += rgba[4 * (y * width + x) + 1];
    // Rounded to a whole shade.
    expect(Math.abs(small.rgba[4 * (1 * 10 + 3) + 1] - sum / 25)).toBeLessThanOrEqual(0.5);
    expect(shrunkPixels(small, 10)).toBe(small);
    const odd = shrunkPixels({ width, height, rgba }, 7);
    expect([odd.width, odd.height]).toEqual([7, 4]);
    expect(odd.rgba.every((shade, i) => i % 4 !== 3 || shade === 255)).toBe(true);
  });

  it('is a curve from its lowest value to its highest where it is no image', () => {
    expect(sampleCurve({ values: Float32Array.of(0, 5, 10) }, 100, 30)).toBe('0.0,29.0 50.0,15.0 100.0,1.0');
    expect(sampleCurve({ values: Float32Array.of(3, 3) }, 100, 30)).toBe('0.0,15.0 100.0,15.0');
    const long = sampleCurve({ values: new Float32Array(10_000) }, 92, 30);
    expect(long.split(' ').length).toBeLessThanOrEqual(184);
  });
});
