import { bfloat16, float16 } from '../tensor.js';

/** Bytes an element takes in a file, and how it is read: TensorFlow writes all of them little-endian. */
interface StoredElement {
  readonly bytes: number;
  readonly read: (view: DataView, at: number) => number;
}

/** By the names that TensorFlow.js has for the types. */
const elements: ReadonlyMap<string, StoredElement> = new Map<string, StoredElement>(
  Object.entries({
    float32: { bytes: 4, read: (view: DataView, at: number) => view.getFloat32(at, true) },
    float64: { bytes: 8, read: (view: DataView, at: number) => view.getFloat64(at, true) },
    float16: { bytes: 2, read: (view: DataView, at: number) => float16(view.getUint16(at, true)) },
    bfloat16: { bytes: 2, read: (view: DataView, at: number) => bfloat16(view.getUint16(at, true)) },
    int64: { bytes: 8, read: (view: DataView, at: number) => Number(view.getBigInt64(at, true)) },
    int32: { bytes: 4, read: (view: DataView, at: number) => view.getInt32(at, true) },
    int16: { bytes: 2, read: (view: DataView, at: number) => view.getInt16(at, true) },
    uint16: { bytes: 2, read: (view: DataView, at: number) => view.getUint16(at, true) },
    int8: { bytes: 1, read: (view: DataView, at: number) => view.getInt8(at) },
    uint8: { bytes: 1, read: (view: DataView, at: number) => view.getUint8(at) },
    bool: { bytes: 1, read: (view: DataView, at: number) => view.getUint8(at) },
  }),
);

/** Bytes that an element of a type takes; undefined of types that aren't read. */
export function bytesOfElement(type: string): number | undefined {
  return elements.get(type)?.bytes;
}

const isLittleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/** The first `size` elements of a type that is read, as fresh numbers that the caller may keep. */
export function storedNumbers(bytes: Uint8Array, type: string, size: number): Float32Array {
  // Most weights are stored as they are wanted, and may be large.
  if (type === 'float32' && isLittleEndian) {
    const values = new Float32Array(size);
    new Uint8Array(values.buffer).set(bytes.subarray(0, 4 * size));
    return values;
  }
  const element = elements.get(type);
  if (!element) throw new TypeError(`There is no type ${type}.`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Float32Array.from({ length: size }, (_, i) => element.read(view, i * element.bytes));
}
