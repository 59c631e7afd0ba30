import { bfloat16, float16 } from '../../tensor.js';
import { isReadable, rowMajorPieces } from './rowMajor.js';
import { elementBytes, type ElementType, type StoredTensor } from './storedTensor.js';

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

/**
 * Statistics of a tensor's values, read a piece at a time. Mean and variance by Welford's update.
 * @returns null where it has no finite values, or its elements are no real numbers or lie too far apart.
 */
export async function weightStatistics(tensor: StoredTensor): Promise<WeightStatistics | null> {
  const decode = decoders[tensor.type];
  if (decode === undefined || !isReadable(tensor)) return null;
  const width = elementBytes[tensor.type];
  const tally = new Tally();
  for await (const { buffer, byteOffset, byteLength } of rowMajorPieces(tensor)) {
    const view = new DataView(buffer, byteOffset, byteLength);
    for (let byte = 0; byte < byteLength; byte += width) tally.add(decode(view, byte));
  }
  return tally.statistics();
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
