import { expect, it } from 'vitest';
import { seededRandom } from '../../../src/results/derive/seededRandom.js';

/** splitmix32 in unbounded integers: no shortcut of 32-bit arithmetic is shared. */
function splitmix(seed: bigint, count: number): number[] {
  const mask = 0xffffffffn;
  let state = seed;
  return Array.from({ length: count }, () => {
    state = (state + 0x9e3779b9n) & mask;
    let z = state;
    z = ((z ^ (z >> 16n)) * 0x85ebca6bn) & mask;
    z = ((z ^ (z >> 13n)) * 0xc2b2ae35n) & mask;
    return Number(z ^ (z >> 16n)) / 2 ** 32;
  });
}

it('draws what the definition gives, in exact arithmetic', () => {
  for (const seed of [0, 1, 93, 2 ** 32 - 1]) {
    const random = seededRandom(seed);
    const drawn = Array.from({ length: 20 }, () => random());
    expect(drawn).toEqual(splitmix(BigInt(seed), 20));
  }
});
