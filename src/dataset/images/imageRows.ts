import type { ByteSource } from '../byteSource.js';
import { decodeImage, type ImageForm } from './decodeImage.js';
import { readImageFile } from './imageFiles.js';
import type { ImageFile } from './imageListing.js';

/** Decoded pictures up to here are kept: an analysis reads its data several times. */
const keptBytes = 64 * 2 ** 20;
/** Pictures that are decoded at once, and as many ahead of those that were asked for. */
const atOnce = 4;

/**
 * Pictures as rows of bytes, [height x width x channels] each, decoded when they are read, those that follow a little ahead. What is
 * decoded stays in memory up to a bound; all of it, where the pictures are few or small.
 */
export class ImageRows implements ByteSource {
  readonly limit: number;
  readonly exact = true;
  private readonly rowBytes: number;
  private readonly kept = new Map<number, Uint8Array>();
  private readonly underWay = new Map<number, Promise<Uint8Array>>();

  /** @param folder what messages call the folder that the pictures' names are relative to */
  constructor(
    private readonly images: readonly ImageFile[],
    private readonly form: ImageForm,
    private readonly folder: string,
  ) {
    this.rowBytes = form.width * form.height * form.channels;
    this.limit = images.length * this.rowBytes;
  }

  async read(position: number, into: Uint8Array): Promise<number> {
    const end = Math.min(position + into.length, this.limit);
    if (end <= position) return 0;
    const first = Math.floor(position / this.rowBytes);
    const last = Math.ceil(end / this.rowBytes);
    let next = first;
    const readOn = async (): Promise<void> => {
      for (let row = next++; row < last; row = next++) {
        const pixels = await this.row(row);
        const start = row * this.rowBytes - position;
        const from = Math.max(0, -start);
        into.set(pixels.subarray(from, Math.min(this.rowBytes, end - position - start)), start + from);
      }
    };
    await Promise.all(Array.from({ length: Math.min(atOnce, last - first) }, readOn));
    this.readAhead(last);
    return end - position;
  }

  async release(): Promise<void> {
    await Promise.allSettled(this.underWay.values());
    this.underWay.clear();
    this.kept.clear();
  }

  private async row(row: number): Promise<Uint8Array> {
    const kept = this.kept.get(row);
    if (kept !== undefined) return kept;
    const begun = this.underWay.get(row);
    this.underWay.delete(row);
    const pixels = await (begun ?? this.decode(row));
    if ((this.kept.size + 1) * this.rowBytes <= keptBytes) this.kept.set(row, pixels);
    return pixels;
  }

  private readAhead(first: number): void {
    // What was begun for a reader that went elsewhere is let go.
    for (const row of this.underWay.keys()) {
      if (row < first || row >= first + atOnce) this.underWay.delete(row);
    }
    const end = Math.min(first + atOnce, this.images.length);
    for (let row = first; row < end; row++) {
      if (this.kept.has(row) || this.underWay.has(row)) continue;
      const begun = this.decode(row);
      // A picture that does not decode is told of when it is asked for.
      begun.catch(() => undefined);
      this.underWay.set(row, begun);
    }
  }

  private async decode(row: number): Promise<Uint8Array> {
    const { name, path } = this.images[row];
    const shown = `${this.folder}/${name}`;
    return decodeImage(await readImageFile(path, shown), this.form, shown);
  }
}
