import { InputError } from '../inputError.js';
import {
  TensorProto_DataLocation as DataLocation,
  TensorProto_DataType as DataType,
  type TensorProto,
} from './onnx_pb.js';

const inFiles = new WeakMap<TensorProto, () => Uint8Array>();

/** Leaves a tensor's bytes in their file: they are read each time that they are wanted. */
export function leftInFile(proto: TensorProto, read: () => Uint8Array): TensorProto {
  proto.dataLocation = DataLocation.EXTERNAL;
  inFiles.set(proto, read);
  return proto;
}

/** Whether a tensor's bytes stand in a file, and not in the message. */
export function isInFile(proto: TensorProto): boolean {
  return proto.dataLocation === DataLocation.EXTERNAL;
}

/** A constant tensor with its values as numbers, in row-major order. */
export interface Tensor {
  readonly dims: readonly number[];
  readonly values: Float32Array | Float64Array;
}

/** Number of elements of a tensor of these dimensions. */
export function sizeOf(dims: readonly number[]): number {
  return dims.reduce((product, dim) => product * dim, 1);
}

export function dimsOf(proto: TensorProto): number[] {
  return proto.dims.map(Number);
}

/** Bytes that one element takes in `raw_data`; null where elements are no numbers of whole bytes. */
function bytesPerElement(type: number): number | null {
  switch (type) {
    case DataType.UINT8:
    case DataType.INT8:
    case DataType.BOOL:
      return 1;
    case DataType.UINT16:
    case DataType.INT16:
    case DataType.FLOAT16:
    case DataType.BFLOAT16:
      return 2;
    case DataType.FLOAT:
    case DataType.INT32:
    case DataType.UINT32:
      return 4;
    case DataType.DOUBLE:
    case DataType.INT64:
    case DataType.UINT64:
      return 8;
    default:
      return null;
  }
}

/**
 * The values of a constant as numbers; 64-bit integers beyond 2^53 lose their last digits.
 * @throws InputError where the tensor holds fewer bytes than its shape says, or no numbers.
 */
export function tensorOf(proto: TensorProto): Tensor {
  const dims = dimsOf(proto);
  const size = sizeOf(dims);
  const type = proto.dataType;
  const width = bytesPerElement(type);
  if (width === null) {
    throw new InputError(
      `The model's constant "${proto.name}" holds elements of type ${DataType[type] ?? type}, which can't be read; export the model with float32 weights.`,
    );
  }
  const rawData = isInFile(proto) ? (inFiles.get(proto)?.() ?? proto.rawData) : proto.rawData;
  if (rawData.byteLength > 0) {
    if (rawData.byteLength !== size * width) {
      throw new InputError(
        `The model's constant "${proto.name}" should hold ${size * width} bytes and holds ${rawData.byteLength}; the file is damaged, export it again.`,
      );
    }
    return { dims, values: rawValues(rawData, type, size) };
  }
  const values = listedValues(proto, type);
  if (values.length !== size) {
    throw new InputError(
      `The model's constant "${proto.name}" should hold ${size} values and holds ${values.length}; the file is damaged, export it again.`,
    );
  }
  return { dims, values };
}

function rawValues(bytes: Uint8Array, type: number, size: number): Float32Array | Float64Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (type === DataType.FLOAT) {
    const values = new Float32Array(size);
    for (let i = 0; i < size; i++) values[i] = view.getFloat32(4 * i, true);
    return values;
  }
  const values = new Float64Array(size);
  const read = elementReader(view, type);
  for (let i = 0; i < size; i++) values[i] = read(i);
  return values;
}

function elementReader(view: DataView, type: number): (i: number) => number {
  switch (type) {
    case DataType.UINT8:
    case DataType.BOOL:
      return (i) => view.getUint8(i);
    case DataType.INT8:
      return (i) => view.getInt8(i);
    case DataType.UINT16:
      return (i) => view.getUint16(2 * i, true);
    case DataType.INT16:
      return (i) => view.getInt16(2 * i, true);
    case DataType.FLOAT16:
      return (i) => float16(view.getUint16(2 * i, true));
    case DataType.BFLOAT16:
      return (i) => bfloat16(view.getUint16(2 * i, true));
    case DataType.INT32:
      return (i) => view.getInt32(4 * i, true);
    case DataType.UINT32:
      return (i) => view.getUint32(4 * i, true);
    case DataType.INT64:
      return (i) => Number(view.getBigInt64(8 * i, true));
    case DataType.UINT64:
      return (i) => Number(view.getBigUint64(8 * i, true));
    default:
      return (i) => view.getFloat64(8 * i, true);
  }
}

/** Values that stand in the typed lists of a tensor instead of its raw bytes. */
function listedValues(proto: TensorProto, type: number): Float32Array | Float64Array {
  switch (type) {
    case DataType.FLOAT:
      return Float32Array.from(proto.floatData);
    case DataType.DOUBLE:
      return Float64Array.from(proto.doubleData);
    case DataType.INT64:
      return Float64Array.from(proto.int64Data, Number);
    case DataType.UINT32:
    case DataType.UINT64:
      return Float64Array.from(proto.uint64Data, Number);
    case DataType.FLOAT16:
      return Float64Array.from(proto.int32Data, float16);
    case DataType.BFLOAT16:
      return Float64Array.from(proto.int32Data, bfloat16);
    default:
      return Float64Array.from(proto.int32Data);
  }
}

/** IEEE 754 binary16, given as its 16 bits. */
export function float16(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

const conversion = new DataView(new ArrayBuffer(4));

/** bfloat16: the upper half of a float32. */
export function bfloat16(bits: number): number {
  conversion.setUint32(0, bits << 16);
  return conversion.getFloat32(0);
}
