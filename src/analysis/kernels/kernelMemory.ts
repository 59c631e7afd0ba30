/** Hands out typed arrays in one buffer. */
export class KernelMemory {
  /** Bytes of the buffer that a kernel keeps for itself. */
  static readonly reserved = 2048;
  #end = 1024;

  constructor(readonly buffer: ArrayBuffer) {}

  floats(length: number): Float32Array {
    return new Float32Array(this.buffer, this.#take(4 * length), length);
  }

  integers(length: number): Int32Array {
    return new Int32Array(this.buffer, this.#take(4 * length), length);
  }

  doubles(length: number): Float64Array {
    return new Float64Array(this.buffer, this.#take(8 * length), length);
  }

  bytes(length: number): Int8Array {
    return new Int8Array(this.buffer, this.#take(length), length);
  }

  #take(bytes: number): number {
    const at = this.#end;
    this.#end += Math.ceil(bytes / 64) * 64;
    return at;
  }
}
