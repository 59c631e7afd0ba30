import { inflateRawSync } from 'node:zlib';
import { sizeOf } from './tensor.js';

export interface NpyArray {
  readonly dims: readonly number[];
  readonly values: readonly number[];
}

const readers: Readonly<Record<string, [size: number, read: (view: DataView, at: number) => number]>> = {
  '|u1': [1, (view, at) => view.getUint8(at)],
  '<u1': [1, (view, at) => view.getUint8(at)],
  '<i4': [4, (view, at) => view.getInt32(at, true)],
  '<i8': [8, (view, at) => Number(view.getBigInt64(at, true))],
  '<f4': [4, (view, at) => view.getFloat32(at, true)],
  '<f8': [8, (view, at) => view.getFloat64(at, true)],
};

/** Reads an array in numpy's format, row-major. */
export function readNpy(file: Uint8Array): NpyArray {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const wide = view.getUint8(6) >= 2;
  const start = wide ? 12 : 10;
  const length = wide ? view.getUint32(8, true) : view.getUint16(8, true);
  const header = Buffer.from(file.subarray(start, start + length)).toString('latin1');
  const type = /'descr': '([^']+)'/.exec(header)?.[1] ?? '';
  const shape = /'shape': \(([^)]*)\)/.exec(header)?.[1] ?? '';
  if (!(type in readers) || header.includes("'fortran_order': True")) throw new Error(`can't read ${header}`);
  const dims = shape
    .split(',')
    .filter((part) => part.trim() !== '')
    .map(Number);
  const [size, read] = readers[type];
  const values = Array.from({ length: sizeOf(dims) }, (_, i) => read(view, start + length + i * size));
  return { dims, values };
}

/** An array in numpy's format: single precision, or 64-bit whole numbers for labels. */
export function writeNpy(
  dims: readonly number[],
  values: ArrayLike<number>,
  type: '<f4' | '<i8',
): Uint8Array {
  const shape = dims.length === 1 ? `${dims[0]},` : dims.join(', ');
  const plain = `{'descr': '${type}', 'fortran_order': False, 'shape': (${shape}), }`;
  // Magic, version and length take 10 bytes; the values begin at a multiple of 64.
  const header = `${plain.padEnd(Math.ceil((plain.length + 11) / 64) * 64 - 11)}\n`;
  const size = type === '<f4' ? 4 : 8;
  const body = Buffer.alloc(values.length * size);
  Array.from(values).forEach((value, i) => {
    if (type === '<f4') body.writeFloatLE(value, i * size);
    else body.writeBigInt64LE(BigInt(value), i * size);
  });
  const length = Buffer.alloc(2);
  length.writeUInt16LE(header.length);
  return Buffer.concat([
    Buffer.from('\x93NUMPY\x01\x00', 'latin1'),
    length,
    Buffer.from(header, 'latin1'),
    body,
  ]);
}

/** The arrays of an .npz, a zip of .npy files, by name. */
export function readNpz(file: Uint8Array): Map<string, NpyArray> {
  const buffer = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  const end = buffer.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  const arrays = new Map<string, NpyArray>();
  let at = buffer.readUInt32LE(end + 16);
  for (let left = buffer.readUInt16LE(end + 10); left > 0; left--) {
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) =>
      buffer.readUInt16LE(at + offset),
    );
    const name = buffer.toString('latin1', at + 46, at + 46 + nameLength);
    const local = buffer.readUInt32LE(at + 42);
    const start = local + 30 + buffer.readUInt16LE(local + 26) + buffer.readUInt16LE(local + 28);
    const packed = buffer.subarray(start, start + buffer.readUInt32LE(at + 20));
    const stored = buffer.readUInt16LE(at + 10) === 0;
    arrays.set(name.replace(/\.npy$/, ''), readNpy(stored ? packed : inflateRawSync(packed)));
    at += 46 + nameLength + extraLength + commentLength;
  }
  return arrays;
}
