import type { ByteSource } from './byteSource.js';

/** What was loaded is kept up to here: an analysis reads its data several times. */
const keptBytes = 64 * 2 ** 20;
const pieceBytes = 4 * 2 ** 20;

/**
 * Rows of bytes that are loaded a piece at a time: what is compressed, encoded, or spread over columns. The first pieces stay in
 * memory up to a bound, all of them where the data is small; of the others the last one.
 */
export class LoadedRows implements ByteSource {
  readonly exact = true;
  readonly limit: number;
  private readonly pieceRows: number;
  private readonly kept = new Map<number, Uint8Array>();
  private last: { readonly piece: number; readonly bytes: Uint8Array } | null = null;

  /**
   * @param rows how many there are, @param rowBytes how many bytes each has
   * @param load the bytes of `count` rows from row `first` on
   */
  constructor(
    private readonly rows: number,
    private readonly rowBytes: number,
    private readonly load: (first: number, count: number) => Promise<Uint8Array>,
  ) {
    this.limit = rows * rowBytes;
    this.pieceRows = Math.max(1, Math.floor(pieceBytes / rowBytes));
  }

  async read(position: number, into: Uint8Array): Promise<number> {
    const size = this.pieceRows * this.rowBytes;
    const end = Math.min(position + into.length, this.limit);
    for (let at = position; at < end;) {
      const piece = Math.floor(at / size);
      const bytes = await this.piece(piece);
      const found = bytes.subarray(at - piece * size, end - piece * size);
      into.set(found, at - position);
      at += found.length;
    }
    return Math.max(0, end - position);
  }

  async release(): Promise<void> {
    this.kept.clear();
    this.last = null;
  }

  private async piece(piece: number): Promise<Uint8Array> {
    const known = this.last?.piece === piece ? this.last.bytes : this.kept.get(piece);
    if (known !== undefined) return known;
    const first = piece * this.pieceRows;
    const count = Math.min(this.pieceRows, this.rows - first);
    const bytes = await this.load(first, count);
    if (bytes.length !== count * this.rowBytes) throw new Error(`${bytes.length} bytes for ${count} rows`);
    if ((this.kept.size + 1) * this.pieceRows * this.rowBytes <= keptBytes) this.kept.set(piece, bytes);
    this.last = { piece, bytes };
    return bytes;
  }
}
