import { createReadStream } from 'node:fs';
import { asInputError } from '../dataFile.js';
import type { ByteSource } from '../byteSource.js';
import type { ImageFile } from './imageListing.js';

/**
 * The names and bytes of a folder's files, one after another, for hashing: each file's name and a zero byte, its bytes, and the
 * number of these in eight bytes, so that no two folders give the same. It is read forwards.
 */
export class FolderBytes implements ByteSource {
  readonly limit = Infinity;
  readonly exact = false;
  private pieces: AsyncGenerator<Uint8Array> | null = null;
  private rest: Uint8Array = new Uint8Array(0);
  private at = 0;

  constructor(private readonly files: readonly Pick<ImageFile, 'name' | 'path'>[]) {}

  async read(position: number, into: Uint8Array): Promise<number> {
    if (position < this.at) await this.release();
    let filled = 0;
    while (filled < into.length) {
      if (this.rest.length === 0) {
        this.pieces ??= piecesOf(this.files);
        const next = await this.pieces.next();
        if (next.done === true) break;
        this.rest = next.value;
      }
      const skipped = Math.min(this.rest.length, Math.max(0, position - this.at));
      const piece = this.rest.subarray(skipped, skipped + into.length - filled);
      into.set(piece, filled);
      filled += piece.length;
      this.at += skipped + piece.length;
      this.rest = this.rest.subarray(skipped + piece.length);
    }
    return filled;
  }

  async release(): Promise<void> {
    await this.pieces?.return(undefined);
    this.pieces = null;
    this.rest = new Uint8Array(0);
    this.at = 0;
  }
}

async function* piecesOf(files: readonly Pick<ImageFile, 'name' | 'path'>[]): AsyncGenerator<Uint8Array> {
  for (const { name, path } of files) {
    yield Buffer.from(`${name}\0`);
    let size = 0;
    try {
      for await (const piece of createReadStream(path) as AsyncIterable<Buffer>) {
        size += piece.length;
        yield piece;
      }
    } catch (error) {
      throw asInputError(error, name);
    }
    const length = Buffer.alloc(8);
    length.writeBigUInt64LE(BigInt(size));
    yield length;
  }
}
