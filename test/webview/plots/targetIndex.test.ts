import { expect, it } from 'vitest';
import { seededRandom } from '../../../src/results/derive/seededRandom.js';
import { createTargetIndex } from '../../../webview/plots/targetIndex.js';

const dot = (id: number, x: number, y: number) => ({ id, x, y, width: 0, height: 0 });

it('finds the target that brute force finds, or none where none is near', () => {
  const random = seededRandom(7);
  const targets = Array.from({ length: 400 }, (_, id) => dot(id, random() * 600, random() * 400 - 40));
  const index = createTargetIndex(() => targets);
  for (let trial = 0; trial < 500; trial++) {
    const [x, y] = [random() * 640 - 20, random() * 440 - 60];
    const distances = targets.map((target) => Math.hypot(target.x - x, target.y - y));
    const least = Math.min(...distances);
    const expected = least <= 12 ? targets[distances.indexOf(least)] : null;
    expect(index.nearest(x, y, 12)).toBe(expected);
  }
});

it('takes the first of targets that lie at one place', () => {
  const targets = [dot(4, 5, 5), dot(2, 5, 5)];
  expect(createTargetIndex(() => targets).nearest(6, 5, 12)?.id).toBe(4);
});

it('finds a target by its id, and asks for the targets only then', () => {
  let asked = 0;
  const index = createTargetIndex(() => {
    asked++;
    return [dot(4, 5, 5), dot(2, 9, 5)];
  });
  expect(asked).toBe(0);
  expect(index.byId(2)?.x).toBe(9);
  expect(index.byId(3)).toBeNull();
  expect(asked).toBe(1);
});
