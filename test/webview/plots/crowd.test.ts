import { expect, it } from 'vitest';
import { seededRandom } from '../../../src/results/derive/seededRandom.js';
import { createCrowdPixels, type CrowdLook } from '../../../webview/plots/crowd.js';

const cross = { side: 3, cover: Float32Array.of(0, 0.5, 0, 0.5, 1, 0.5, 0, 0.5, 0) };
const faint = { side: 2, cover: Float32Array.of(0.1, 0.2, 0.3, 0.4) };

function seededLooks(): CrowdLook[] {
  const random = seededRandom(3);
  const places = (count: number, most: number) => Array.from({ length: count }, () => random() * most);
  return [
    { x: places(200, 12), y: places(200, 9), stamp: faint, colour: [200, 30, 0] },
    { x: places(20, 12), y: places(20, 9), stamp: cross, colour: [0, 100, 255] },
    { x: [], y: [], stamp: cross, colour: [255, 255, 255] },
    { x: places(40, 6), y: places(40, 9), stamp: faint, colour: [90, 90, 90] },
  ];
}

/** Opacity times colour, and opacity, by `x,y`: one stamp over the other, pixel by pixel. */
function paintedOneByOne(looks: readonly CrowdLook[], scale: number): Map<string, number[]> {
  const canvas = new Map<string, number[]>();
  for (const { x, y, stamp, colour } of looks) {
    for (let i = 0; i < x.length; i++) {
      for (let k = 0; k < stamp.cover.length; k++) {
        const column = Math.round(scale * x[i] - stamp.side / 2) + (k % stamp.side);
        const row = Math.round(scale * y[i] - stamp.side / 2) + Math.floor(k / stamp.side);
        const key = `${column},${row}`;
        const before = canvas.get(key) ?? [0, 0, 0, 0];
        const cover = stamp.cover[k];
        canvas.set(
          key,
          [...colour, 1].map((part, c) => before[c] * (1 - cover) + part * cover),
        );
      }
    }
  }
  return canvas;
}

it('looks as if each dot of each look had been painted over those before', () => {
  const crowdPixels = createCrowdPixels();
  // The second time into the memory of the first.
  for (const scale of [2, 1]) {
    const looks = seededLooks();
    const { left, top, width, height, rgba } = crowdPixels(looks, scale)!;
    const wanted = paintedOneByOne(looks, scale);
    for (let row = 0; row < height; row++) {
      for (let column = 0; column < width; column++) {
        const [red, green, blue, opacity] = wanted.get(`${left + column},${top + row}`) ?? [0, 0, 0, 0];
        const found = [...rgba.subarray(4 * (row * width + column), 4 * (row * width + column) + 4)];
        const colour = [red, green, blue].map((part) => (opacity === 0 ? 0 : part / opacity));
        // Whole numbers; what lies halfway between two may go either way.
        [...colour, 255 * opacity].forEach((part, c) => expect(Math.abs(found[c] - part)).toBeLessThan(0.51));
      }
    }
    for (const key of wanted.keys()) {
      const [x, y] = key.split(',').map(Number);
      expect(x >= left && x < left + width && y >= top && y < top + height).toBe(true);
    }
  }
});

it('is nothing where there is no dot', () => {
  expect(createCrowdPixels()([{ x: [], y: [], stamp: cross, colour: [0, 0, 0] }], 1)).toBeNull();
});
