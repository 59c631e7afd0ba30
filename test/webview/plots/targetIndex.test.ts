import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../src/results/derive/seededRandom.js';
import { createTargetIndex, targetAfterKey } from '../../../webview/plots/targetIndex.js';

const dot = (id: number, x: number, y: number) => ({ id, x, y, width: 0, height: 0 });

describe('the target under the pointer', () => {
  it('is the nearest one within reach, of those at one place the first', () => {
    const index = createTargetIndex([dot(1, 10, 10), dot(2, 20, 10), dot(3, 10, 10)]);
    expect(index.nearest(13, 10, 12)?.id).toBe(1);
    expect(index.nearest(16, 10, 12)?.id).toBe(2);
    expect(index.nearest(40, 10, 12)).toBeNull();
  });

  it('may be larger than the grid that it is looked up in', () => {
    const index = createTargetIndex([{ id: 7, x: 5, y: 5, width: 200, height: 3 }]);
    expect(index.nearest(150, 6, 2)?.id).toBe(7);
    expect(index.nearest(150, 12, 2)).toBeNull();
  });

  it('is what a look at every target finds', () => {
    const draw = seededRandom(7);
    const random = (most: number) => draw() * most;
    const targets = Array.from({ length: 300 }, (_, id) => dot(id, random(400), random(300)));
    const index = createTargetIndex(targets);
    for (let i = 0; i < 200; i++) {
      const [x, y] = [random(400), random(300)];
      const distances = targets.map((target) => Math.hypot(target.x - x, target.y - y));
      const least = Math.min(...distances);
      expect(index.nearest(x, y, 12)?.id ?? null).toBe(least <= 12 ? distances.indexOf(least) : null);
    }
  });
});

describe('arrow keys', () => {
  const grid = [0, 1, 2, 3, 4, 5].map((id) => dot(id, (id % 3) * 10, Math.floor(id / 3) * 10));
  const after = (key: string, from: number | null) => targetAfterKey(key, from, grid)?.id;

  it('go in the order drawn, and stop at its ends', () => {
    expect([after('ArrowRight', 2), after('ArrowLeft', 3), after('ArrowLeft', 0)]).toEqual([3, 2, 0]);
    expect([after('Home', 4), after('End', 1)]).toEqual([0, 5]);
  });

  it('go up and down to what lies there', () => {
    expect([after('ArrowDown', 1), after('ArrowUp', 5), after('ArrowUp', 1)]).toEqual([4, 2, 1]);
  });

  it('begin at the first, and leave other keys alone', () => {
    expect([after('ArrowDown', null), after('ArrowRight', 99)]).toEqual([0, 0]);
    expect(targetAfterKey('a', 0, grid)).toBeNull();
    expect(targetAfterKey('Home', 0, [])).toBeNull();
  });
});
