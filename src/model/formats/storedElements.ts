import { bfloat16, float16 } from '../tensor.js';

/** Bytes an element takes in a file, and how it is read: TensorFlow writes all of them little-endian. */
export interface StoredElement {
  readonly bytes: number;
  readonly read: (view: DataView, at: number) => number;
}

/** By the names that TensorFlow.js has for the types. */
export const elements: ReadonlyMap<string, StoredElement> = new Map<string, StoredElement>(
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
