import { describe, expect, it } from 'vitest';
import { rankingHalf } from '../../src/analysis/halves.js';

describe('the half of the data that ranks', () => {
  it('is the first, third, fifth ... sample of each class', () => {
    expect([...rankingHalf(Int32Array.of(0, 0, 1, 0, 1, 2, 0), 3)]).toEqual([1, 0, 1, 1, 0, 1, 0]);
  });

  it('holds every class alike where classes take turns, as in folders read round-robin', () => {
    const labels = Int32Array.from({ length: 40 }, (_, i) => i % 4);
    const half = rankingHalf(labels, 4);
    for (const label of [0, 1, 2, 3]) {
      expect(half.filter((inside, i) => inside === 1 && labels[i] === label)).toHaveLength(5);
    }
  });
});
