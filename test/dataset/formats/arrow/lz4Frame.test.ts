import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decompressLz4 } from '../../../../src/dataset/formats/arrow/lz4Frame.js';

/** A frame that lz4Frames.py wrote. */
function frame(name: string): Buffer {
  return readFileSync(join(import.meta.dirname, name));
}

/** As lz4Frames.py makes them. */
const squares = Buffer.from(Array.from({ length: 50000 }, (_, i) => `${(i * i) % 97}\n`).join(''));

function draws(): Buffer {
  let state = 1n;
  return Buffer.from(
    Array.from({ length: 300 }, () => {
      state = (state * 1103515245n + 12345n) % 2n ** 31n;
      return Number((state >> 16n) & 255n);
    }),
  );
}

describe('LZ4 frames of the command lz4', () => {
  it.each([
    ['linked.lz4', 'whose blocks refer to those before them'],
    ['independent.lz4', 'with checksums of blocks and the size of the content'],
    ['bare.lz4', 'of one block, without a checksum'],
  ])('are read: %s, %s', (name) => {
    expect(Buffer.from(decompressLz4(frame(name), squares.length)).equals(squares)).toBe(true);
  });

  it('are read where a block is not compressed', () => {
    expect(Buffer.from(decompressLz4(frame('draws.lz4'), 300))).toEqual(draws());
  });

  it('are read one behind the other, with what is to be skipped between them', () => {
    const skipped = Buffer.from([0x5a, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3]);
    const frames = Buffer.concat([frame('draws.lz4'), skipped, frame('linked.lz4')]);
    const found = Buffer.from(decompressLz4(frames, 300 + squares.length));
    expect(found.equals(Buffer.concat([draws(), squares]))).toBe(true);
  });

  it('are refused where they hold more or less than they should', () => {
    for (const length of [squares.length - 1, squares.length + 1, 10])
      expect(() => decompressLz4(frame('linked.lz4'), length)).toThrow(RangeError);
    expect(() => decompressLz4(frame('draws.lz4'), 2 ** 30)).toThrow('more than LZ4 frames can hold');
  });

  it('with a byte changed or cut short anywhere are read or refused, and never written beyond', () => {
    const bytes = frame('draws.lz4');
    const linked = frame('linked.lz4');
    for (let at = 0; at < linked.length; at += 7) {
      const changed = Buffer.from(linked);
      changed[at] ^= 0x5a;
      for (const odd of [changed, linked.subarray(0, at)]) {
        try {
          expect(decompressLz4(odd, squares.length)).toHaveLength(squares.length);
        } catch (error) {
          if (!(error instanceof RangeError)) throw error;
        }
      }
    }
    expect(() => decompressLz4(bytes.subarray(0, 100), 300)).toThrow(RangeError);
  });
});
