import { MemoryBytes } from './byteSource.js';
import { contiguousArray, type StoredArray } from './storedArray.js';

/**
 * Texts as an array in memory, each filled up with zeros to the length of the longest.
 * @param name what messages call it
 */
export function textArray(name: string, texts: readonly string[]): StoredArray {
  const encoded = new Map<string, Uint8Array>();
  const encoder = new TextEncoder();
  for (const text of texts) if (!encoded.has(text)) encoded.set(text, encoder.encode(text));
  let size = 1;
  for (const { length } of encoded.values()) size = Math.max(size, length);
  const bytes = new Uint8Array(texts.length * size);
  texts.forEach((text, i) => bytes.set(encoded.get(text) ?? [], i * size));
  return contiguousArray(
    name,
    [texts.length],
    { kind: 'S', size, littleEndian: true },
    new MemoryBytes(bytes),
    0,
  );
}
