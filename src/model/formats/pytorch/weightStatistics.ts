import { bfloat16, float16, sizeOf } from '../../tensor.js';
import { contiguousStrides, elementBytes, type ElementType, type StoredTensor } from './storedTensor.js';

/** What the values of a tensor are like. Values that are not finite are counted, and left out of all else. */
export interface WeightStatistics {
  readonly count: number;
  /** NaN and infinities. */
  readonly notFinite: number;
  readonly mean: number;
  /** Standard deviation over all values (divisor n). */
  readonly deviation: number;
  readonly minimum: number;
  readonly maximum: number;
  /** Share of values that are exactly zero. */
  readonly zeroFraction: number;
}

/** As much of a tensor as is held at once, in bytes; a multiple of every element's. */
const pieceBytes = 2 ** 22;
/** Of a tensor whose elements lie apart, the stretch that holds them is held whole; more is not. */
const mostSpreadBytes = 2 ** 26;

/**
 * Statistics of a tensor's values, read a piece at a time. Mean and variance by Welford's update.
 * @returns null where it has no values, or its elements are no real numbers or lie too far apart.
 */
export async function weightStatistics(tensor: StoredTensor): Promise<WeightStatistics | null> {
  const { type, shape, storage, offset } = tensor;
  const decode = decoders[type];
  const width = elementBytes[type];
  const count = sizeOf(shape);
  if (decode === undefined || count === 0) return null;
  const tally = new Tally();
  if (isDense(tensor)) {
    const end = offset + count * width;
    for (let at = offset; at < end; at += pieceBytes) {
      const view = viewOf(await storage.read(at, Math.min(pieceBytes, end - at)));
      for (let byte = 0; byte < view.byteLength; byte += width) tally.add(decode(view, byte));
    }
  } else {
    const last = shape.reduce((sum, size, i) => sum + (size - 1) * tensor.strides[i], 0);
    const stretch = (last + 1) * width;
    if (stretch > mostSpreadBytes || count * width > mostSpreadBytes) return null;
    const view = viewOf(await storage.read(offset, stretch));
    for (const place of places(shape, tensor.strides)) tally.add(decode(view, place * width));
  }
  return tally.statistics();
}

/** Whether the elements fill one stretch, in whatever order. */
function isDense({ shape, strides }: StoredTensor): boolean {
  const order = shape.map((_, i) => i).filter((i) => shape[i] !== 1);
  order.sort((a, b) => strides[b] - strides[a]);
  const expected = contiguousStrides(order.map((i) => shape[i]));
  return order.every((dimension, i) => strides[dimension] === expected[i]);
}

/** Offsets of all elements from the first, in elements. */
function* places(shape: readonly number[], strides: readonly number[], dimension = 0): Generator<number> {
  if (dimension === shape.length) {
    yield 0;
    return;
  }
  for (let i = 0; i < shape[dimension]; i++) {
    for (const rest of places(shape, strides, dimension + 1)) yield i * strides[dimension] + rest;
  }
}

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}

type Decoder = (view: DataView, byte: number) => number;

const decoders: Readonly<Partial<Record<ElementType, Decoder>>> = {
  float64: (view, byte) => view.getFloat64(byte, true),
  float32: (view, byte) => view.getFloat32(byte, true),
  float16: (view, byte) => float16(view.getUint16(byte, true)),
  bfloat16: (view, byte) => bfloat16(view.getUint16(byte, true)),
  int64: (view, byte) => Number(view.getBigInt64(byte, true)),
  int32: (view, byte) => view.getInt32(byte, true),
  int16: (view, byte) => view.getInt16(byte, true),
  int8: (view, byte) => view.getInt8(byte),
  uint64: (view, byte) => Number(view.getBigUint64(byte, true)),
  uint32: (view, byte) => view.getUint32(byte, true),
  uint16: (view, byte) => view.getUint16(byte, true),
  uint8: (view, byte) => view.getUint8(byte),
  bool: (view, byte) => (view.getUint8(byte) === 0 ? 0 : 1),
};

class Tally {
  #count = 0;
  #notFinite = 0;
  #zeros = 0;
  #mean = 0;
  #squares = 0;
  #minimum = Infinity;
  #maximum = -Infinity;

  add(value: number): void {
    if (!Number.isFinite(value)) {
      this.#notFinite++;
      return;
    }
    this.#count++;
    if (value === 0) this.#zeros++;
    const before = value - this.#mean;
    this.#mean += before / this.#count;
    this.#squares += before * (value - this.#mean);
    if (value < this.#minimum) this.#minimum = value;
    if (value > this.#maximum) this.#maximum = value;
  }

  statistics(): WeightStatistics | null {
    if (this.#count === 0) return null;
    return {
      count: this.#count + this.#notFinite,
      notFinite: this.#notFinite,
      mean: this.#mean,
      deviation: Math.sqrt(this.#squares / this.#count),
      minimum: this.#minimum,
      maximum: this.#maximum,
      zeroFraction: this.#zeros / (this.#count + this.#notFinite),
    };
  }
}
