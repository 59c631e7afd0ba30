import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { endianness } from 'node:os';
import { basename } from 'node:path';
import { damaged, type MatrixReference } from './schema.js';

/** One row a unit, one column a class; `null` is undefined. */
export type Matrix = readonly (readonly (number | null)[])[];

/** Matrices in a binary file: float64, little-endian, row by row, one after the other; NaN stands for `null`. */
export interface MatrixFile {
  readonly sha256: string;
  /** Where each matrix begins, in bytes. */
  readonly offsets: readonly number[];
}

/** Writes the matrices to a new file at `path` and flushes it to the disk. */
export async function writeMatrices(path: string, matrices: readonly Matrix[]): Promise<MatrixFile> {
  const hash = createHash('sha256');
  const offsets: number[] = [];
  const file = await open(path, 'w');
  try {
    let offset = 0;
    for (const matrix of matrices) {
      offsets.push(offset);
      const bytes = toBytes(matrix);
      hash.update(bytes);
      await file.writeFile(bytes);
      offset += bytes.length;
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return { sha256: hash.digest('hex'), offsets };
}

/** Reads matrices from one binary file, whose sha256 must be the one that the references name. */
export async function readMatrices(
  path: string,
  references: readonly MatrixReference[],
): Promise<(number | null)[][][]> {
  const name = basename(path);
  const hash = createHash('sha256');
  try {
    for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  } catch (error) {
    throw damaged(name, `it can't be read: ${(error as NodeJS.ErrnoException).code ?? 'unknown error'}`);
  }
  const sha256 = hash.digest('hex');
  if (references.some((reference) => reference.sha256 !== sha256)) {
    throw damaged(name, 'its bytes are not those that were written');
  }
  const file = await open(path, 'r');
  try {
    const matrices: (number | null)[][][] = [];
    for (const reference of references) matrices.push(await readMatrix(file, reference, name));
    return matrices;
  } finally {
    await file.close();
  }
}

async function readMatrix(
  file: FileHandle,
  reference: MatrixReference,
  name: string,
): Promise<(number | null)[][]> {
  const [rows, columns] = reference.shape;
  const { size } = await file.stat();
  if (reference.offset + rows * columns * 8 > size) throw damaged(name, 'it ends before its last matrix');
  const bytes = Buffer.alloc(rows * columns * 8);
  for (let filled = 0; filled < bytes.length;) {
    const { bytesRead } = await file.read(bytes, filled, bytes.length - filled, reference.offset + filled);
    if (bytesRead === 0) throw damaged(name, 'it ends before its last matrix');
    filled += bytesRead;
  }
  return fromBytes(bytes, rows, columns);
}

function toBytes(matrix: Matrix): Buffer {
  const columns = matrix[0]?.length ?? 0;
  const values = new Float64Array(matrix.length * columns);
  matrix.forEach((row, u) =>
    row.forEach((value, c) => {
      if (value !== null && !Number.isFinite(value)) throw new Error(`[${u}][${c}] of a matrix is ${value}`);
      values[u * columns + c] = value ?? NaN;
    }),
  );
  return littleEndian(Buffer.from(values.buffer));
}

function fromBytes(bytes: Buffer, rows: number, columns: number): (number | null)[][] {
  const values = new Float64Array(rows * columns);
  Buffer.from(values.buffer).set(littleEndian(bytes));
  return Array.from({ length: rows }, (_, u) =>
    Array.from(values.subarray(u * columns, (u + 1) * columns), (value) =>
      Number.isNaN(value) ? null : value,
    ),
  );
}

function littleEndian(bytes: Buffer): Buffer {
  return endianness() === 'LE' ? bytes : bytes.swap64();
}
