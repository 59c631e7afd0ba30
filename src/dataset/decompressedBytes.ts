import { pipeline, type Transform } from 'node:stream';
import { constants, createGunzip, createInflate, createInflateRaw } from 'node:zlib';
import { InputError } from '../inputError.js';
import { piecesOf, type ByteSource } from './byteSource.js';

/** How much of what was read last is kept, so that overlapping reads and small steps back cost nothing. */
const windowBytes = 16 * 2 ** 20;
/** What decompresses to no more than this is kept whole: an analysis reads its data several times. */
const wholeBytes = 32 * 2 ** 20;
const pieceBytes = 256 * 2 ** 10;

/** Deflate never expands further than this. */
const largestExpansion = 1032;

const decompressors = { gzip: createGunzip, zlib: createInflate, deflate: createInflateRaw };

/**
 * Compressed bytes, decompressed as they are read. Reading forward decompresses once; a step back
 * beyond what is kept starts again from the beginning. A stream that is cut short simply ends early, so
 * that whoever knows how many bytes were promised can say so.
 */
export class DecompressedBytes implements ByteSource {
  readonly limit: number;
  readonly exact: boolean;
  private chunks: AsyncIterator<Buffer> | null = null;
  /** How much is kept. */
  private kept = windowBytes;
  private window: Buffer[] = [];
  /** Positions, in decompressed bytes, at which the window begins and ends. */
  private windowStart = 0;
  private windowEnd = 0;

  /** @param name what messages call the data, @param size decompressed bytes, where known. */
  constructor(
    private readonly compressed: ByteSource,
    private readonly method: keyof typeof decompressors,
    private readonly name: string,
    size = Infinity,
  ) {
    this.exact = size <= compressed.limit * largestExpansion;
    this.limit = Math.min(size, compressed.limit * largestExpansion);
  }

  async read(position: number, into: Uint8Array): Promise<number> {
    if (position < this.windowStart) await this.release();
    const end = position + into.length;
    let at = this.windowStart;
    for (const chunk of this.window) {
      copyOverlap(chunk, at, position, into);
      at += chunk.length;
    }
    while (this.windowEnd < end) {
      const chunk = await this.next();
      if (chunk === null) break;
      copyOverlap(chunk, this.windowEnd - chunk.length, position, into);
    }
    return Math.max(0, Math.min(end, this.windowEnd) - position);
  }

  async release(): Promise<void> {
    await this.chunks?.return?.();
    this.chunks = null;
    this.window = [];
    this.windowStart = 0;
    this.windowEnd = 0;
  }

  /** Moves the window on by one chunk and returns the chunk, or null at the end. */
  private async next(): Promise<Buffer | null> {
    this.chunks ??= await this.decompress();
    const result = await this.chunks.next().catch((error: unknown) => {
      throw asInputError(error, this.name);
    });
    if (result.done === true) return null;
    this.window.push(result.value);
    this.windowEnd += result.value.length;
    for (let oldest = this.window[0]; this.windowEnd - this.windowStart - oldest.length >= this.kept;) {
      this.window.shift();
      this.windowStart += oldest.length;
      oldest = this.window[0];
    }
    return result.value;
  }

  private async decompress(): Promise<AsyncIterator<Buffer>> {
    this.kept = (await this.expectedSize()) <= wholeBytes ? wholeBytes : windowBytes;
    const options = { chunkSize: pieceBytes, finishFlush: constants.Z_SYNC_FLUSH };
    const output: Transform = decompressors[this.method](options);
    // Errors reach the reader through the iterator.
    pipeline(piecesOf(this.compressed, pieceBytes), output, () => undefined);
    return output[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  }

  /** Decompressed bytes; of gzip what its end says, which tells of its last member and the last 32 bits alone. */
  private async expectedSize(): Promise<number> {
    if (this.method !== 'gzip') return this.limit;
    const size = new Uint8Array(4);
    await this.compressed.read(Math.max(0, this.compressed.limit - size.length), size);
    return new DataView(size.buffer).getUint32(0, true);
  }
}

/** Copies what `chunk`, which begins at `at`, holds of the bytes from `position` on. */
function copyOverlap(chunk: Buffer, at: number, position: number, into: Uint8Array): void {
  const from = Math.max(at, position);
  const to = Math.min(at + chunk.length, position + into.length);
  if (from < to) into.set(chunk.subarray(from - at, to - at), from - position);
}

function asInputError(error: unknown, name: string): unknown {
  const code = (error as NodeJS.ErrnoException).code;
  if (typeof code !== 'string' || !code.startsWith('Z_')) return error;
  return new InputError(`${name}: its compressed data is damaged; fetch or write the file again.`);
}
