import { expect, it } from 'vitest';
import { seededRandom } from '../../../src/results/derive/seededRandom.js';
import { createMarkIndex } from '../../../webview/plots/markIndex.js';

it('finds the mark that brute force finds, or none where none is near', () => {
  const random = seededRandom(7);
  const marks = Array.from({ length: 400 }, () => ({ x: random() * 600, y: random() * 400 - 40 }));
  const index = createMarkIndex(marks);
  for (let trial = 0; trial < 500; trial++) {
    const [x, y] = [random() * 640 - 20, random() * 440 - 60];
    const distances = marks.map((mark) => Math.hypot(mark.x - x, mark.y - y));
    const least = Math.min(...distances);
    const expected = least <= 12 ? marks[distances.indexOf(least)] : null;
    expect(index.nearest(x, y, 12)).toBe(expected);
  }
});

it('takes the first of marks that lie at one place', () => {
  const marks = [
    { x: 5, y: 5, name: 'first' },
    { x: 5, y: 5, name: 'second' },
  ];
  expect(createMarkIndex(marks).nearest(6, 5, 12)?.name).toBe('first');
});
