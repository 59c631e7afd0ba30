/**
 * Arrays that are written over by the next block of samples: new ones for each, of megabytes, would keep the
 * garbage collector busier than the network.
 */
export class TensorRoom {
  #arrays = new Map<string, Float32Array>();

  /**
   * Arrays of these lengths, by name. Those that were taken before are no longer to be used, and those of other names
   * are let go of.
   */
  take(lengths: ReadonlyMap<string, number>): Map<string, Float32Array> {
    const before = this.#arrays;
    this.#arrays = new Map();
    const taken = new Map<string, Float32Array>();
    for (const [name, length] of lengths) {
      const kept = before.get(name);
      const array = kept && kept.length >= length ? kept : new Float32Array(length);
      this.#arrays.set(name, array);
      taken.set(name, array.subarray(0, length));
    }
    return taken;
  }
}
