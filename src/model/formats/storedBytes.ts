/** Bytes of which what is wanted is read: those of a file, of a part of one, or of several as one. */
export interface StoredBytes {
  readonly size: number;
  /** `length` bytes from `offset` on, fewer only where they end; not to be changed, since they may be shared. */
  read(offset: number, length: number): Uint8Array;
}

/** Bytes that are in memory as they are, or are read where they are wanted. */
export type SomeBytes = Uint8Array | StoredBytes;

export function storedBytes(bytes: SomeBytes): StoredBytes {
  if (!(bytes instanceof Uint8Array)) return bytes;
  return { size: bytes.length, read: (offset, length) => bytes.subarray(offset, offset + length) };
}

/** All of the bytes; without a copy, where they are in memory. */
export function allOf(bytes: SomeBytes): Uint8Array {
  return bytes instanceof Uint8Array ? bytes : bytes.read(0, bytes.size);
}

/** A range of bytes as bytes of their own. */
export function rangeOf(bytes: StoredBytes, start: number, size: number): StoredBytes {
  return {
    size,
    read: (offset, length) => bytes.read(start + offset, Math.max(0, Math.min(length, size - offset))),
  };
}

/** Bytes one behind the other, as one. */
export function joinedBytes(parts: readonly StoredBytes[]): StoredBytes {
  if (parts.length === 1) return parts[0];
  const size = parts.reduce((sum, part) => sum + part.size, 0);
  return {
    size,
    read(offset, length) {
      const whole = new Uint8Array(Math.max(0, Math.min(length, size - offset)));
      let start = 0;
      for (const part of parts) {
        const from = Math.max(offset, start);
        const end = Math.min(offset + whole.length, start + part.size);
        if (from < end) whole.set(part.read(from - start, end - from), from - offset);
        start += part.size;
      }
      return whole;
    },
  };
}
