import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SourceReader } from '../source/sourceReader.js';

/** Text without any of these defines no network. */
const promising = /\bnn\.|\bnnx\b|keras|tensorflow|\btf\.|torch|flax|\bDense\(|\bLinear\(/;

export function mayDefineNetwork(text: string): boolean {
  return promising.test(text);
}

/** What finds networks in program text. The parser is a library that activation need not wait for. */
export async function openSourceReader(extensionPath: string): Promise<SourceReader> {
  const { SourceReader: Reader } = await import('../source/sourceReader.js');
  return new Reader(async (name) => readFile(join(extensionPath, 'dist', `${name}.wasm`)));
}
