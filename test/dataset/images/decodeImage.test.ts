import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { decodeImage, imageSize, type ImageForm } from '../../../src/dataset/images/decodeImage.js';
import { bmpBytes, plain, pngBytes, type Picture } from './pictures.js';

const rgb = (width: number, height: number, resize: ImageForm['resize'] = 'cover'): ImageForm => ({
  width,
  height,
  channels: 3,
  resize,
});
const decode = async (bytes: Uint8Array, form: ImageForm): Promise<number[]> => [
  ...(await decodeImage(bytes, form, 'a.png')),
];

/** Every pixel another colour, so that any turn or mirroring shows. */
const many: Picture = {
  width: 4,
  height: 3,
  channels: 3,
  pixels: Uint8Array.from({ length: 36 }, (_, i) => (i * 37) % 256),
};

describe('decoding a picture', () => {
  it('gives the pixels of PNG, WebP, BMP and GIF as they are where nothing is resized', async () => {
    const raw = { width: 4, height: 3, channels: 3 } as const;
    const files = [
      await pngBytes(many),
      await sharp(many.pixels, { raw }).webp({ lossless: true }).toBuffer(),
      bmpBytes(many),
      await sharp(many.pixels, { raw }).gif({ dither: 0 }).toBuffer(),
    ];
    for (const bytes of files) expect(await decode(bytes, rgb(4, 3))).toEqual([...many.pixels]);
  });

  it('gives the pixels of a JPEG up to what its compression loses', async () => {
    const jpeg = await sharp(plain(16, 16, [200, 100, 50]).pixels, {
      raw: { width: 16, height: 16, channels: 3 },
    })
      .jpeg({ quality: 95 })
      .toBuffer();
    const pixels = await decode(jpeg, rgb(16, 16));
    // One colour has no detail to lose; the change to luma and chroma in whole numbers costs up to 2.
    for (const [i, value] of pixels.entries())
      expect(Math.abs(value - [200, 100, 50][i % 3])).toBeLessThanOrEqual(2);
  });

  it('makes grey of colours by ITU-R 601, as Pillow does, and colours of grey', async () => {
    const colours = {
      width: 3,
      height: 1,
      channels: 3 as const,
      pixels: Uint8Array.of(255, 0, 0, 0, 255, 0, 10, 20, 30),
    };
    // 0.299, 0.587 and 0.114 of 255; 0.299 * 10 + 0.587 * 20 + 0.114 * 30 = 18.15.
    expect(await decode(await pngBytes(colours), { ...rgb(3, 1), channels: 1 })).toEqual([76, 150, 18]);
    expect(await decode(await pngBytes(plain(1, 1, [99])), rgb(1, 1))).toEqual([99, 99, 99]);
    expect(await imageSize(await pngBytes(plain(5, 2, [99])), 'a')).toEqual({
      width: 5,
      height: 2,
      isGrey: true,
    });
  });

  it('lays what is transparent over black, or keeps opacity as a fourth channel', async () => {
    const bytes = await pngBytes(plain(1, 1, [200, 100, 50, 51]));
    // Opacity 51 of 255 is a fifth.
    expect(await decode(bytes, rgb(1, 1))).toEqual([40, 20, 10]);
    expect(await decode(bytes, { ...rgb(1, 1), channels: 4 })).toEqual([200, 100, 50, 51]);
    expect(await decode(await pngBytes(plain(1, 1, [7, 8, 9])), { ...rgb(1, 1), channels: 4 })).toEqual([
      7, 8, 9, 255,
    ]);
  });

  it('turns it as its EXIF data say', async () => {
    // Orientation 6: what is stored as the first row is the right edge.
    const turned = await sharp(many.pixels, { raw: { width: 4, height: 3, channels: 3 } })
      .withMetadata({ orientation: 6 })
      .png()
      .toBuffer();
    expect(await imageSize(turned, 'a')).toMatchObject({ width: 3, height: 4 });
    const expected: number[] = [];
    for (let y = 0; y < 4; y++) {
      for (let x = 0; x < 3; x++)
        expected.push(...many.pixels.subarray(((2 - x) * 4 + y) * 3, ((2 - x) * 4 + y) * 3 + 3));
    }
    expect(await decode(turned, rgb(3, 4))).toEqual(expected);
  });

  it('resizes by cutting off, by filling up, or by stretching', async () => {
    // Four columns of one shade each.
    const columns = await pngBytes({
      width: 8,
      height: 4,
      channels: 1,
      pixels: Uint8Array.from({ length: 32 }, (_, i) => [10, 60, 110, 160][(i % 8) >> 1]),
    });
    const grey = (width: number, height: number, resize: ImageForm['resize']): Promise<number[]> =>
      decode(columns, { width, height, channels: 1, resize });
    // The middle four columns remain, at their own size.
    expect(await grey(4, 4, 'cover')).toEqual(Array(4).fill([60, 60, 110, 110]).flat());
    const row = [10, 10, 60, 60, 110, 110, 160, 160];
    const black = Array<number>(8).fill(0);
    expect(await grey(8, 8, 'contain')).toEqual([black, black, row, row, row, row, black, black].flat());
    expect(await grey(8, 8, 'stretch')).toEqual(Array(8).fill(row).flat());
  });

  it('tells what is no picture, cut short, or of another format', async () => {
    await expect(decodeImage(Buffer.from('text'), rgb(1, 1), 'pets/cat/1.png')).rejects.toThrow(
      'pets/cat/1.png is no PNG, JPEG, WebP, BMP or GIF picture; convert it to one, or take it out.',
    );
    const noise = Uint8Array.from({ length: 64 * 64 * 3 }, (_, i) => (i * 7919) % 251);
    const whole = {
      png: await pngBytes({ width: 64, height: 64, channels: 3, pixels: noise }),
      jpeg: Buffer.alloc(0),
    };
    whole.jpeg = await sharp(noise, { raw: { width: 64, height: 64, channels: 3 } })
      .jpeg()
      .toBuffer();
    for (const bytes of Object.values(whole)) {
      await expect(decodeImage(bytes.subarray(0, bytes.length / 2), rgb(64, 64), 'a.png')).rejects.toThrow(
        /^a\.png can't be decoded \(.+\); fetch or write it again, or take it out\.$/,
      );
    }
  });

  it('refuses a decompression bomb by what its header says', async () => {
    await expect(decodeImage(pngHeader(60_000, 60_000), rgb(8, 8), 'bomb.png')).rejects.toThrow(
      'bomb.png says that it is 60000 x 60000 pixels, and images of 1 to 64 million are read; scale it down, or take it out.',
    );
  });
});

/** A PNG that says that it is so large, with a little of its pixels. */
function pngHeader(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2], 8);
  const chunk = (type: string, data: Uint8Array): Buffer => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const ends = Buffer.alloc(8);
    ends.writeUInt32BE(data.length, 0);
    ends.writeUInt32BE(crc32(body), 4);
    return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
  };
  return Buffer.concat([
    Buffer.from([0x89, ...Buffer.from('PNG\r\n'), 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc(1000))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
