/**
 * A seeded generator of uniform numbers in [0, 1): splitmix32, the 32-bit form of Steele, Lea and Flood's
 * splitmix ("Fast splittable pseudorandom number generators", 2014). The same on every machine.
 */
export function seededRandom(seed: number): () => number {
  // Signed, which the engine keeps in 32 bits; unsigned it would make an object of every number.
  let state = seed | 0;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let z = state;
    z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
    return ((z ^ (z >>> 16)) >>> 0) / 2 ** 32;
  };
}
