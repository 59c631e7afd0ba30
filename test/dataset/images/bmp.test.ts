import { describe, expect, it } from 'vitest';
import { decodeBmp } from '../../../src/dataset/images/bmp.js';
import { bmpBytes } from './pictures.js';

interface Form {
  readonly width: number;
  /** Negative: rows from the top. */
  readonly height: number;
  readonly bits: number;
  readonly compression?: number;
  readonly palette?: readonly number[];
  readonly used?: number;
  readonly masks?: readonly number[];
  readonly rows: readonly number[];
}

/** A BMP file with the header of Windows 3, or that of version 4 where four masks are given. */
function bmp({
  width,
  height,
  bits,
  compression = 0,
  palette = [],
  used = 0,
  masks = [],
  rows,
}: Form): Buffer {
  const info = Buffer.alloc(masks.length === 4 ? 108 : 40);
  info.writeUInt32LE(info.length, 0);
  info.writeInt32LE(width, 4);
  info.writeInt32LE(height, 8);
  info.writeUInt16LE(1, 12);
  info.writeUInt16LE(bits, 14);
  info.writeUInt32LE(compression, 16);
  info.writeUInt32LE(used, 32);
  const after = Buffer.alloc(masks.length === 3 ? 12 : 0);
  masks.forEach((mask, i) =>
    masks.length === 3 ? after.writeUInt32LE(mask, 4 * i) : info.writeUInt32LE(mask, 40 + 4 * i),
  );
  const head = Buffer.alloc(14);
  head.write('BM');
  head.writeUInt32LE(14 + info.length + after.length + palette.length, 10);
  return Buffer.concat([head, info, after, Buffer.from(palette), Buffer.from(rows)]);
}

const [red, green, blue, white] = [
  [255, 0, 0],
  [0, 255, 0],
  [0, 0, 255],
  [255, 255, 255],
];
/** Blue, green, red and one to spare, as palettes have them. */
const entry = ([r, g, b]: readonly number[]): number[] => [b, g, r, 0];
const pixelsOf = (form: Form): number[] => [...decodeBmp(bmp(form), 'a.bmp').pixels];

describe('a BMP picture', () => {
  it('of 1, 4 or 8 bits a pixel takes its colours from a palette', () => {
    const two = [...entry(red), ...entry(blue)];
    // 10 pixels: two bytes of bits, filled up to four bytes a row.
    expect(
      pixelsOf({ width: 10, height: 1, bits: 1, palette: two, rows: [0b10000000, 0b01000000, 0, 0] }),
    ).toEqual([blue, red, red, red, red, red, red, red, red, blue].flat());
    const four = [...two, ...entry(green), ...entry(white)];
    expect(
      pixelsOf({ width: 3, height: 1, bits: 4, palette: four, used: 4, rows: [0x32, 0x10, 0, 0] }),
    ).toEqual([white, green, blue].flat());
    expect(pixelsOf({ width: 2, height: 1, bits: 8, palette: four, used: 4, rows: [2, 0, 9, 9] })).toEqual(
      [green, red].flat(),
    );
  });

  it('of 24 bits stands upside down, unless its height is negative', () => {
    const rows = [...[0, 0, 255], 0, ...[0, 255, 0], 0];
    expect(pixelsOf({ width: 1, height: 2, bits: 24, rows })).toEqual([green, red].flat());
    expect(pixelsOf({ width: 1, height: -2, bits: 24, rows })).toEqual([red, green].flat());
  });

  it('of 16 and 32 bits has its colours where masks say, or where they usually are', () => {
    expect(pixelsOf({ width: 2, height: 1, bits: 16, rows: [0x00, 0x7c, 0x1f, 0x00] })).toEqual(
      [red, blue].flat(),
    );
    const masks565 = [0xf800, 0x07e0, 0x001f];
    expect(
      pixelsOf({
        width: 2,
        height: 1,
        bits: 16,
        compression: 3,
        masks: masks565,
        rows: [0xe0, 0x07, 0x00, 0x80],
      }),
    ).toEqual([...green, Math.round((16 * 255) / 31), 0, 0]);
    expect(pixelsOf({ width: 1, height: 1, bits: 32, rows: [1, 2, 3, 77] })).toEqual([3, 2, 1]);
    const masks = [0xff, 0xff00, 0xff0000, 0xff000000];
    const rows = [10, 20, 30, 128];
    expect(decodeBmp(bmp({ width: 1, height: 1, bits: 32, compression: 3, masks, rows }), 'a.bmp')).toEqual({
      width: 1,
      height: 1,
      channels: 4,
      pixels: Uint8Array.from(rows),
    });
  });

  it('may have the header of OS/2, with three bytes a colour', () => {
    const file = Buffer.alloc(14 + 12 + 6 + 4);
    file.write('BM');
    file.writeUInt32LE(32, 10);
    file.writeUInt32LE(12, 14);
    file.writeUInt16LE(2, 18);
    file.writeUInt16LE(1, 20);
    file.writeUInt16LE(1, 22);
    file.writeUInt16LE(1, 24);
    file.set([0, 0, 255, 255, 0, 0, 0b01000000], 26);
    expect([...decodeBmp(file, 'a.bmp').pixels]).toEqual([red, blue].flat());
  });

  it.each([
    [bmp({ width: 4, height: 4, bits: 24, rows: [1, 2, 3] }), '102 bytes are needed, but there are 57'],
    [
      bmp({ width: 1, height: 1, bits: 8, palette: entry(red), rows: [0, 0, 0, 0] }),
      'its palette is cut short',
    ],
    [
      bmp({ width: 1, height: 1, bits: 8, palette: entry(red), used: 1, rows: [7, 0, 0, 0] }),
      'a pixel has colour 7 of a palette of 1',
    ],
    [Buffer.from('BM'), 'its header is cut short'],
    [
      bmpBytes({ width: 1, height: 1, channels: 3, pixels: Uint8Array.from(red) }).subarray(0, 30),
      'its header is cut short',
    ],
  ])('that is damaged is told so (%#)', (file, reason) => {
    expect(() => decodeBmp(file, 'a.bmp')).toThrow(
      `a.bmp is not a whole BMP picture (${reason}); fetch or write the file again.`,
    );
  });

  it('that is compressed, absurdly large or has no pixels is refused', () => {
    expect(() => decodeBmp(bmp({ width: 1, height: 1, bits: 8, compression: 1, rows: [] }), 'a.bmp')).toThrow(
      'a.bmp is a compressed BMP, or one of 8 bits a pixel, which is not read; save it as PNG.',
    );
    expect(() => decodeBmp(bmp({ width: 2 ** 30, height: 2 ** 30, bits: 1, rows: [] }), 'a.bmp')).toThrow(
      'a.bmp says that it is 1073741824 x 1073741824 pixels, and images of 1 to 64 million are read',
    );
    expect(() => decodeBmp(bmp({ width: 0, height: 1, bits: 24, rows: [] }), 'a.bmp')).toThrow(
      '0 x 1 pixels',
    );
  });
});
