import { crc32, inflateSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { pngOf } from '../../src/figures/png.js';

interface Decoded {
  readonly width: number;
  readonly height: number;
  /** 0 grey, 2 colour, 6 colour and opacity. */
  readonly type: number;
  readonly rows: Buffer;
}

/** By Node's own zlib. */
function decoded(uri: string): Decoded {
  const bytes = Buffer.from(uri.replace('data:image/png;base64,', ''), 'base64');
  expect([...bytes.subarray(0, 8)]).toEqual([137, 80, 78, 71, 13, 10, 26, 10]);
  const chunks = new Map<string, Buffer>();
  for (let at = 8; at < bytes.length;) {
    const length = bytes.readUInt32BE(at);
    const body = bytes.subarray(at + 4, at + 8 + length);
    expect(bytes.readUInt32BE(at + 8 + length)).toBe(crc32(body));
    chunks.set(body.toString('latin1', 0, 4), body.subarray(4));
    at += 12 + length;
  }
  const header = chunks.get('IHDR')!;
  return {
    width: header.readUInt32BE(0),
    height: header.readUInt32BE(4),
    type: header[9],
    rows: inflateSync(chunks.get('IDAT')!),
  };
}

it('is read back pixel by pixel, also where it takes several blocks', () => {
  for (const [width, height] of [
    [1, 1],
    [28, 28],
    [200, 150],
  ]) {
    const rgba = Uint8ClampedArray.from({ length: 4 * width * height }, (_, i) => (i * 37) % 255);
    const png = decoded(pngOf({ width, height, rgba }));
    expect([png.width, png.height, png.type]).toEqual([width, height, 6]);
    for (let y = 0; y < height; y++) {
      const row = png.rows.subarray(y * (4 * width + 1), (y + 1) * (4 * width + 1));
      expect(row[0]).toBe(0);
      expect(row.subarray(1).equals(Buffer.from(rgba.buffer, 4 * y * width, 4 * width))).toBe(true);
    }
  }
});

it('keeps no channel that is not needed', () => {
  const grey = decoded(
    pngOf({ width: 2, height: 1, rgba: Uint8ClampedArray.of(7, 7, 7, 255, 9, 9, 9, 255) }),
  );
  expect([grey.type, ...grey.rows]).toEqual([0, 0, 7, 9]);
  const red = decoded(pngOf({ width: 1, height: 2, rgba: Uint8ClampedArray.of(7, 7, 7, 255, 9, 1, 2, 255) }));
  expect([red.type, ...red.rows]).toEqual([2, 0, 7, 7, 7, 0, 9, 1, 2]);
});
