import { InputError } from '../../inputError.js';
import { MemoryBytes } from '../byteSource.js';
import { hostIsLittleEndian, type ElementType } from '../elements.js';
import { contiguousArray, type StoredArray } from '../storedArray.js';

type Store = Uint8Array | Float32Array | Float64Array;

/** What of a table is kept in memory, at most: every process of an analysis keeps its own. */
const mostBytes = 256 * 2 ** 20;
const firstLength = 1024;

/** Numbers that are collected one by one and kept in the smallest of bytes, float32 and float64 that holds all of them exactly. */
export class CompactNumbers {
  minimum = Infinity;
  maximum = -Infinity;
  private store: Store = new Uint8Array(firstLength);
  private count = 0;

  /** @param name what messages call the file */
  constructor(private readonly name: string) {}

  get length(): number {
    return this.count;
  }

  /** @throws InputError where there are more than are kept. */
  push(value: number): void {
    if (this.count === this.store.length) this.keepIn(emptyLike(this.store, this.grownLength()));
    if (value < this.minimum) this.minimum = value;
    if (value > this.maximum) this.maximum = value;
    this.store[this.count] = value;
    if (this.store[this.count] !== value) {
      this.keepIn(this.widened(value));
      this.store[this.count] = value;
    }
    this.count++;
  }

  at(index: number): number {
    return this.store[index];
  }

  /** The numbers as rows of an array. @param shape whose first number counts the rows */
  array(name: string, shape: readonly number[]): StoredArray {
    const { buffer, BYTES_PER_ELEMENT: size } = this.store;
    const element: ElementType = { kind: size === 1 ? 'u' : 'f', size, littleEndian: hostIsLittleEndian };
    return contiguousArray(
      name,
      shape,
      element,
      new MemoryBytes(new Uint8Array(buffer, 0, this.count * size)),
      0,
    );
  }

  private grownLength(): number {
    const most = Math.floor(mostBytes / this.store.BYTES_PER_ELEMENT);
    if (this.count >= most) throw this.tooLarge();
    return Math.min(most, this.count * 2);
  }

  private widened(value: number): Store {
    const length = this.store.length;
    const isFloat32 = Math.fround(value) === value && !(this.store instanceof Float64Array);
    const wide = isFloat32 && this.store instanceof Uint8Array ? Float32Array : Float64Array;
    if (length * wide.BYTES_PER_ELEMENT > 2 * mostBytes) throw this.tooLarge();
    return new wide(length);
  }

  private keepIn(store: Store): void {
    store.set(this.store.subarray(0, this.count));
    this.store = store;
  }

  private tooLarge(): InputError {
    return new InputError(
      `${this.name} holds more numbers than are read from text (${mostBytes / 2 ** 20} MB in memory); save them with numpy.save ` +
        `or numpy.savez, which are read in pieces.`,
    );
  }
}

function emptyLike(store: Store, length: number): Store {
  if (store instanceof Uint8Array) return new Uint8Array(length);
  return store instanceof Float32Array ? new Float32Array(length) : new Float64Array(length);
}
