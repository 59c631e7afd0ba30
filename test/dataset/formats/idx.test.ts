import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { modelTaking, opened, valuesOf } from '../opened.js';
import { temporaryFolder } from '../temporaryFolder.js';
import { idxBytes } from '../writers.js';

const folder = temporaryFolder();
const labels = (...values: number[]): Buffer => idxBytes(0x08, [values.length], Uint8Array.from(values));

describe('IDX files', () => {
  it.each([
    ['unsigned bytes', 0x08, [0x00, 0x07, 0xff], [0, 7, 255]],
    ['signed bytes', 0x09, [0x00, 0x07, 0xff], [0, 7, -1]],
    ['16-bit numbers', 0x0b, [0x01, 0x02, 0xff, 0xfe, 0, 3], [258, -2, 3]],
    ['32-bit numbers', 0x0c, [0, 1, 0, 0, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 5], [65536, -1, 5]],
    ['floats', 0x0d, [0x3f, 0xc0, 0, 0, 0xc0, 0, 0, 0, 0, 0, 0, 0], [1.5, -2, 0]],
    [
      'doubles',
      0x0e,
      [0x3f, 0xf8, 0, 0, 0, 0, 0, 0, 0xc0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
      [1.5, -2, 0],
    ],
  ])('are read as %s, big-endian', async (title, type, bytes, expected) => {
    const name = title.replaceAll(' ', '-');
    const path = folder.write(`${name}-images-idx2-ubyte`, idxBytes(type, [3, 1], Uint8Array.from(bytes)));
    folder.write(`${name}-labels-idx1-ubyte`, labels(4, 5, 6));
    const dataset = await opened(path, modelTaking([1]));
    expect(await valuesOf(dataset)).toEqual(expected);
    expect([...dataset.labels]).toEqual([4, 5, 6]);
  });

  it('find their labels beside them, gzipped or not', async () => {
    const images = idxBytes(0x08, [2, 1, 2], Uint8Array.of(1, 2, 3, 4));
    const gzipped = folder.write('a/t10k-images-idx3-ubyte.gz', gzipSync(images));
    folder.write('a/t10k-labels-idx1-ubyte', labels(7, 2));
    const plain = folder.write('b/train-images.idx3-ubyte', images);
    folder.write('b/train-labels.idx1-ubyte.gz', gzipSync(labels(1, 3)));

    const first = await opened(gzipped, modelTaking([1, 2]));
    expect([...first.labels]).toEqual([7, 2]);
    expect(await valuesOf(first)).toEqual([1, 2, 3, 4]);
    expect([...(await opened(plain, modelTaking([1, 2]))).labels]).toEqual([1, 3]);
  });

  it('may be labels of several bytes each', async () => {
    const path = folder.write('wide-images-idx2-ubyte', idxBytes(0x08, [2, 1], Uint8Array.of(1, 2)));
    folder.write('wide-labels-idx1-ubyte', idxBytes(0x0c, [2], Uint8Array.of(0, 0, 0, 9, 0, 0, 0, 1)));
    expect([...(await opened(path, modelTaking([1]))).labels]).toEqual([9, 1]);
  });

  it('say what is missing when they are cut short', async () => {
    const path = folder.write('cut-images-idx3-ubyte', idxBytes(0x08, [2, 2, 2], new Uint8Array(5)));
    folder.write('cut-labels-idx1-ubyte', labels(1, 2));
    await expect(opened(path, modelTaking([2, 2]))).rejects.toThrow(
      'cut-images-idx3-ubyte is cut short: its shape 2 x 2 x 2 needs 24 bytes, but there are only 21; fetch or write the file again.',
    );
    const header = folder.write('header-images-idx3-ubyte', Uint8Array.of(0, 0, 8, 3, 0, 0, 0, 2));
    await expect(opened(header, modelTaking([2, 2]))).rejects.toThrow('needs 16 bytes, but there are only 8');
  });

  it('say so too when they were cut short before they were compressed, or after', async () => {
    const whole = idxBytes(
      0x08,
      [3, 100, 100],
      Uint8Array.from({ length: 30000 }, (_, i) => (i * i) % 251),
    );
    folder.write('before-labels-idx1-ubyte', labels(1, 2, 3));
    folder.write('after-labels-idx1-ubyte', labels(1, 2, 3));
    const before = folder.write('before-images-idx3-ubyte.gz', gzipSync(whole.subarray(0, 20000)));
    const packed = gzipSync(whole);
    const after = folder.write('after-images-idx3-ubyte.gz', packed.subarray(0, packed.length - 40));
    const cut = await opened(before, modelTaking([100, 100]));
    await expect(valuesOf(cut)).rejects.toThrow('needs 30016 bytes, but there are only 20000');
    expect(await valuesOf(cut, 0, 1)).toEqual([...whole.subarray(16, 10016)]);
    await expect(valuesOf(await opened(after, modelTaking([100, 100])))).rejects.toThrow(
      /needs 30016 bytes, but there are only \d+;/,
    );
  });

  it('may not promise more than their compressed bytes can hold', async () => {
    const path = folder.write(
      'bomb-images-idx3-ubyte.gz',
      gzipSync(idxBytes(0x08, [2 ** 31, 2 ** 10, 2 ** 10], new Uint8Array(9))),
    );
    folder.write('bomb-labels-idx1-ubyte', labels(1));
    await expect(opened(path, modelTaking([1024, 1024]))).rejects.toThrow(
      /cut short: .* there are at most \d+/,
    );
  });

  it('say that compressed bytes are damaged', async () => {
    const damaged = (bytes: Uint8Array): Buffer => {
      const packed = gzipSync(bytes);
      packed[10] = 0b111; // the last block, of a type that does not exist
      return packed;
    };
    const message = 'its compressed data is damaged; fetch or write the file again.';
    const images = idxBytes(0x08, [50, 100, 100], new Uint8Array(500_000));
    folder.write('damaged-labels-idx1-ubyte', labels(...new Uint8Array(50)));
    const path = folder.write('damaged-images-idx3-ubyte.gz', damaged(images));
    const model = modelTaking([100, 100]);
    await expect(opened(path, model)).rejects.toThrow(`damaged-images-idx3-ubyte.gz: ${message}`);

    const half = Buffer.concat([gzipSync(images.subarray(0, 300_000)), damaged(images.subarray(300_000))]);
    folder.write('damaged-images-idx3-ubyte.gz', half);
    const dataset = await opened(path, model);
    await expect(valuesOf(dataset)).rejects.toThrow(message);
  });
});
