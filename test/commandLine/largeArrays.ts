import { open, writeFile } from 'node:fs/promises';
import { constants, deflateRawSync } from 'node:zlib';
import { npyBytes } from '../dataset/writers.js';

/** An array of float32 whose rows are zero but for a few, so that one of any size is written at once. */
export interface MostlyZeroArray {
  readonly rows: number;
  /** Of one row. */
  readonly shape: readonly number[];
  readonly filled: ReadonlyMap<number, Float32Array>;
}

/** As `.npy`: a file with holes where the rows are zero. Returns the size of the array in bytes. */
export async function writeNpyWithHoles(path: string, array: MostlyZeroArray): Promise<number> {
  const header = headerOf(array);
  const size = array.rows * rowBytes(array);
  const file = await open(path, 'w');
  try {
    await file.write(header);
    await file.truncate(header.length + size);
    for (const [row, values] of array.filled) {
      await file.write(bytesOf(values), 0, rowBytes(array), header.length + row * rowBytes(array));
    }
  } finally {
    await file.close();
  }
  return size;
}

/** As the array `x` of a compressed `.npz`. Returns the size of the array in bytes, before compression. */
export async function writeCompressedNpz(path: string, array: MostlyZeroArray): Promise<number> {
  const zeros = deflated(new Uint8Array(rowBytes(array)));
  const rows = Array.from({ length: array.rows }, (_, row) => {
    const values = array.filled.get(row);
    return values === undefined ? zeros : deflated(bytesOf(values));
  });
  const header = headerOf(array);
  const packed = Buffer.concat([deflated(header), ...rows, lastBlock]);
  const size = array.rows * rowBytes(array);
  await writeFile(path, zipOfOne('x.npy', packed, header.length + size));
  return size;
}

/** A part of a deflate stream that ends at a byte's edge and refers to no other part. */
function deflated(content: Uint8Array): Buffer {
  return deflateRawSync(content, { level: 1, finishFlush: constants.Z_FULL_FLUSH });
}

/** Of a deflate stream: final, with the fixed codes, and empty (RFC 1951, 3.2.3 and 3.2.6). */
const lastBlock = Uint8Array.of(0x03, 0x00);

/** A zip file of one deflated entry; the checksum is left out, as nothing here reads it. */
function zipOfOne(name: string, packed: Uint8Array, size: number): Buffer {
  const common = Buffer.alloc(26);
  common.writeUInt16LE(20, 0);
  common.writeUInt16LE(8, 4);
  common.writeUInt32LE(packed.length, 14);
  common.writeUInt32LE(size, 18);
  common.writeUInt16LE(name.length, 22);
  const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, Buffer.from(name), packed]);
  const version = Buffer.from([20, 0]);
  const central = Buffer.concat([
    Buffer.from('PK\x01\x02'),
    version,
    common,
    Buffer.alloc(14),
    Buffer.from(name),
  ]);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06');
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(local.length, 16);
  return Buffer.concat([local, central, end]);
}

function headerOf({ rows, shape }: MostlyZeroArray): Buffer {
  return npyBytes('<f4', [rows, ...shape], new Uint8Array());
}

function rowBytes({ shape }: MostlyZeroArray): number {
  return shape.reduce((product, dim) => product * dim, 4);
}

/** Little-endian, as everywhere that the tests run. */
function bytesOf(values: Float32Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}
