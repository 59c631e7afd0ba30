import { expect, it } from 'vitest';
import { seededRandom } from '../../../src/results/derive/seededRandom.js';
import { coverageOf } from '../../../webview/plots/crowd.js';

const stamp = { side: 3, cover: Float32Array.of(0, 0.5, 0, 0.5, 1, 0.5, 0, 0.5, 0) };

it('lets through what each stamp lets through, multiplied, as painting one over the other does', () => {
  const random = seededRandom(3);
  const dots = {
    x: Array.from({ length: 200 }, () => random() * 12),
    y: Array.from({ length: 200 }, () => random() * 9),
  };
  const found = coverageOf(dots, stamp, 2)!;
  const canvas = new Map<string, number>();
  dots.x.forEach((x, i) => {
    for (let dx = 0; dx < 3; dx++) {
      for (let dy = 0; dy < 3; dy++) {
        const key = `${Math.round(2 * x - 1.5) + dx},${Math.round(2 * dots.y[i] - 1.5) + dy}`;
        const before = canvas.get(key) ?? 0;
        canvas.set(key, before + (1 - before) * stamp.cover[3 * dy + dx]);
      }
    }
  });
  for (let row = 0; row < found.height; row++) {
    for (let column = 0; column < found.width; column++) {
      const opacity = 1 - found.through[row * found.width + column];
      // Coverage is kept in 32 bits.
      expect(opacity).toBeCloseTo(canvas.get(`${found.left + column},${found.top + row}`) ?? 0, 5);
    }
  }
});

it('is nothing where there is no dot', () => {
  expect(coverageOf({ x: [], y: [] }, stamp, 1)).toBeNull();
});
