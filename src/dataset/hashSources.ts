import { createHash } from 'node:crypto';
import { MemoryBytes, type ByteSource } from './byteSource.js';
import type { ClassFile } from './classFiles.js';
import type { DataSource } from './dataSource.js';
import type { OpenFile } from './openFiles.js';

const pieceBytes = 2 ** 20;

/**
 * What a dataset's sha256 covers, in this order: the descriptor, the inputs' file, the labels' file if another, and the file of
 * class names if the descriptor names one, since labels may be looked up there.
 */
export function hashedSources(
  { descriptorBytes }: DataSource,
  inputs: OpenFile,
  labels: OpenFile,
  classes: ClassFile | null,
): ByteSource[] {
  const inMemory = (bytes: Uint8Array | null): ByteSource[] =>
    bytes === null ? [] : [new MemoryBytes(bytes)];
  const files = new Set([inputs.raw, labels.raw]);
  return [...inMemory(descriptorBytes), ...files, ...inMemory(classes?.bytes ?? null)];
}

/** sha256 in hexadecimal of all bytes of the sources, one after another. */
export async function hashSources(sources: readonly ByteSource[]): Promise<string> {
  const hash = createHash('sha256');
  const piece = new Uint8Array(pieceBytes);
  for (const bytes of sources) {
    for (let position = 0; position < bytes.limit;) {
      const count = await bytes.read(position, piece);
      if (count === 0) break;
      hash.update(piece.subarray(0, count));
      position += count;
    }
  }
  return hash.digest('hex');
}
