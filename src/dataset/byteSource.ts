import type { FileHandle } from 'node:fs/promises';

/** Bytes that can be read from any position, a piece at a time. */
export interface ByteSource {
  /** How many bytes there are; where only reading to the end can tell (not `exact`), a number they cannot exceed. */
  readonly limit: number;
  readonly exact: boolean;
  /** Fills `into` from `position` on and returns how many bytes it got: fewer only where the data ends. */
  read(position: number, into: Uint8Array): Promise<number>;
  /** Lets go of what it keeps between reads. It can be read again. */
  release(): Promise<void>;
}

/** A range of an open file. The file's owner closes it. */
export class FileBytes implements ByteSource {
  readonly exact = true;

  constructor(
    private readonly handle: FileHandle,
    private readonly start: number,
    readonly limit: number,
  ) {}

  async read(position: number, into: Uint8Array): Promise<number> {
    const wanted = Math.max(0, Math.min(into.length, this.limit - position));
    let filled = 0;
    while (filled < wanted) {
      const { bytesRead } = await this.handle.read(
        into,
        filled,
        wanted - filled,
        this.start + position + filled,
      );
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return filled;
  }

  async release(): Promise<void> {}
}

/** Bytes in memory, for the small arrays that have to be put in order first. */
export class MemoryBytes implements ByteSource {
  readonly exact = true;

  constructor(private readonly bytes: Uint8Array) {}

  get limit(): number {
    return this.bytes.length;
  }

  async read(position: number, into: Uint8Array): Promise<number> {
    const piece = this.bytes.subarray(position, position + into.length);
    into.set(piece);
    return piece.length;
  }

  async release(): Promise<void> {}
}

/** All bytes of a source, from the beginning on. */
export async function* piecesOf(source: ByteSource, pieceBytes = 256 * 2 ** 10): AsyncGenerator<Buffer> {
  for (let position = 0; ;) {
    const piece = Buffer.allocUnsafe(pieceBytes);
    const count = await source.read(position, piece);
    if (count > 0) yield piece.subarray(0, count);
    if (count < pieceBytes) return;
    position += count;
  }
}
