import { Readable } from 'node:stream';
import { RandomAccessReader } from 'yauzl';

/** As much of a file as is held while it is looked through, in bytes. */
const pieceBytes = 2 ** 16;

/** What a zip file is read from. */
interface ZipBytes {
  read(offset: number, length: number): Uint8Array | Promise<Uint8Array>;
}

/** The way in which the library for zip files reads from bytes that stay where they are. */
export class ZipReader extends RandomAccessReader {
  constructor(private readonly bytes: ZipBytes) {
    super();
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from(this.#pieces(start, end), { objectMode: false });
  }

  async *#pieces(start: number, end: number): AsyncGenerator<Uint8Array> {
    for (let at = start; at < end; at += pieceBytes) {
      yield await this.bytes.read(at, Math.min(pieceBytes, end - at));
    }
  }
}
