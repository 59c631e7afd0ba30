import { InputError } from '../../inputError.js';
import { checkPixels } from './imageBounds.js';

/** A decoded picture, row by row from the top: [height x width x 3], or 4 where it has opacity. */
export interface Bitmap {
  readonly width: number;
  readonly height: number;
  readonly channels: 3 | 4;
  readonly pixels: Uint8Array;
}

const fileHeaderBytes = 14;
const oldHeaderBytes = 12;
/** Headers from the second version on name masks behind these bytes. */
const masksAt = fileHeaderBytes + 40;
const uncompressed = 0;
const bitFields = 3;

interface Header {
  readonly width: number;
  readonly height: number;
  readonly bottomUp: boolean;
  readonly bits: number;
  readonly pixelsAt: number;
  readonly paletteAt: number;
  /** Bytes of a palette's entry: blue, green, red, and in newer files one to spare. */
  readonly entryBytes: 3 | 4;
  readonly entries: number;
  /** Where red, green, blue and opacity lie in a pixel of 16 or 32 bits. */
  readonly masks: readonly number[];
}

/**
 * Decodes a BMP picture: uncompressed, of 1, 4, 8, 16, 24 or 32 bits a pixel, from the top or the bottom
 * (BITMAPCOREHEADER to BITMAPV5HEADER).
 * @throws InputError where it is damaged, cut short, too large, or compressed.
 */
export function decodeBmp(bytes: Uint8Array, name: string): Bitmap {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const header = readHeader(view, name);
  const { width, height, bits, pixelsAt, bottomUp, masks } = header;
  const stride = Math.ceil((width * bits) / 32) * 4;
  // Some writers leave out the last row's padding.
  const needed = pixelsAt + (height - 1) * stride + Math.ceil((width * bits) / 8);
  if (needed > bytes.length) throw damaged(name, `${needed} bytes are needed, but there are ${bytes.length}`);
  const channels = masks[3] === 0 ? 3 : 4;
  const pixels = new Uint8Array(width * height * channels);
  const read =
    bits <= 8 ? readIndexed(view, header, name) : bits === 24 ? readBytes : readMasked(view, bits, masks);
  for (let y = 0; y < height; y++) {
    const row = pixelsAt + (bottomUp ? height - 1 - y : y) * stride;
    read(bytes, row, width, pixels, y * width * channels);
  }
  return { width, height, channels, pixels };
}

/** Reads one row of `width` pixels that begins at `row`, into `into` from `at` on. */
type ReadRow = (bytes: Uint8Array, row: number, width: number, into: Uint8Array, at: number) => void;

function readHeader(view: DataView, name: string): Header {
  const length = view.byteLength;
  if (length < fileHeaderBytes + oldHeaderBytes) throw damaged(name, 'its header is cut short');
  const pixelsAt = view.getUint32(10, true);
  const headerBytes = view.getUint32(fileHeaderBytes, true);
  const isOld = headerBytes === oldHeaderBytes;
  if (!isOld && (headerBytes < 40 || length < fileHeaderBytes + headerBytes)) {
    throw damaged(name, 'its header is cut short');
  }
  const width = isOld ? view.getUint16(18, true) : view.getInt32(18, true);
  const signed = isOld ? view.getUint16(20, true) : view.getInt32(22, true);
  const height = Math.abs(signed);
  checkPixels(width, height, name);
  const bits = view.getUint16(isOld ? 24 : 28, true);
  const compression = isOld ? uncompressed : view.getUint32(30, true);
  const masked = compression === bitFields && (bits === 16 || bits === 32);
  if (![1, 4, 8, 16, 24, 32].includes(bits) || (compression !== uncompressed && !masked)) {
    throw new InputError(
      `${name} is a compressed BMP, or one of ${bits} bits a pixel, which is not read; save it as PNG.`,
    );
  }
  const used = isOld ? 0 : view.getUint32(46, true);
  return {
    width,
    height,
    bottomUp: signed > 0,
    bits,
    pixelsAt,
    paletteAt: fileHeaderBytes + headerBytes,
    entryBytes: isOld ? 3 : 4,
    entries: used === 0 ? 2 ** bits : Math.min(used, 2 ** bits),
    masks: masked
      ? readMasks(view, headerBytes, name)
      : bits === 16
        ? [0x7c00, 0x3e0, 0x1f, 0]
        : [0xff0000, 0xff00, 0xff, 0],
  };
}

function readMasks(view: DataView, headerBytes: number, name: string): number[] {
  const hasOpacity = headerBytes >= 56;
  if (view.byteLength < masksAt + (hasOpacity ? 16 : 12)) throw damaged(name, 'its header is cut short');
  const masks = [0, 1, 2].map((i) => view.getUint32(masksAt + 4 * i, true));
  return [...masks, hasOpacity ? view.getUint32(masksAt + 12, true) : 0];
}

function readIndexed(
  view: DataView,
  { bits, paletteAt, entryBytes, entries }: Header,
  name: string,
): ReadRow {
  if (paletteAt + entries * entryBytes > view.byteLength) throw damaged(name, 'its palette is cut short');
  const perByte = 8 / bits;
  return (bytes, row, width, into, at) => {
    for (let x = 0; x < width; x++, at += 3) {
      const shift = 8 - bits * ((x % perByte) + 1);
      const index = (bytes[row + Math.floor(x / perByte)] >> shift) & (2 ** bits - 1);
      if (index >= entries) throw damaged(name, `a pixel has colour ${index} of a palette of ${entries}`);
      const entry = paletteAt + index * entryBytes;
      for (let c = 0; c < 3; c++) into[at + c] = bytes[entry + 2 - c];
    }
  };
}

const readBytes: ReadRow = (bytes, row, width, into, at) => {
  for (let x = 0; x < width; x++, row += 3, at += 3) {
    for (let c = 0; c < 3; c++) into[at + c] = bytes[row + 2 - c];
  }
};

function readMasked(view: DataView, bits: number, masks: readonly number[]): ReadRow {
  const parts = masks
    .filter((mask, i) => i < 3 || mask !== 0)
    .map((mask) => {
      const shift = mask === 0 ? 0 : 31 - Math.clz32(mask & -mask);
      return { mask, shift, most: mask >>> shift };
    });
  return (_, row, width, into, at) => {
    for (let x = 0; x < width; x++) {
      const pixel = bits === 16 ? view.getUint16(row + 2 * x, true) : view.getUint32(row + 4 * x, true);
      for (const { mask, shift, most } of parts) {
        into[at++] = most === 0 ? 0 : Math.round((((pixel & mask) >>> shift) * 255) / most);
      }
    }
  };
}

function damaged(name: string, reason: string): InputError {
  return new InputError(`${name} is not a whole BMP picture (${reason}); fetch or write the file again.`);
}
