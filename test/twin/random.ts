/** A small seeded generator (mulberry32): the same seed gives the same draws everywhere. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** Uniform in [0, 1). */
  uniform(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** Normal with zero mean and unit variance (Box and Muller), rounded to single precision. */
  normal(): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.uniform()));
    return Math.fround(radius * Math.cos(2 * Math.PI * this.uniform()));
  }

  normals(count: number, scale: number): number[] {
    return Array.from({ length: count }, () => Math.fround(scale * this.normal()));
  }

  /** A whole number below `limit`. */
  below(limit: number): number {
    return Math.floor(this.uniform() * limit);
  }

  word(): string {
    return Array.from({ length: 6 }, () => 'abcdefghijklmnopqrstuvwxyz'[this.below(26)]).join('');
  }
}
