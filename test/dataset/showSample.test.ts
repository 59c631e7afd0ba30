import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { StoredSample } from '../../src/dataset/storedSample.js';
import { modelTaking, opened } from './opened.js';
import { temporaryFolder } from './temporaryFolder.js';
import { idxBytes, npyBytes, npzBytes } from './writers.js';

const folder = temporaryFolder();
const labels = npyBytes('|u1', [2], Uint8Array.of(7, 4));
let files = 0;

/** Two samples of this type and shape, as they are shown. */
async function shown(
  descr: string,
  shape: readonly number[],
  values: Uint8Array | Float32Array,
  descriptor: object = {},
  model = modelTaking([values.length / 2]),
): Promise<StoredSample[]> {
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  const name = `${files++}`;
  folder.write(`${name}.npz`, npzBytes({ x: npyBytes(descr, [2, ...shape], bytes), y: labels }));
  const path = folder.write(
    `${name}.dataset.json`,
    JSON.stringify({ inputs: `${name}.npz#x`, labels: `${name}.npz#y`, ...descriptor }),
  );
  const dataset = await opened(path, model);
  return [await dataset.show(0), await dataset.show(1)];
}

describe('a stored sample', () => {
  it('of grey bytes is shown as it is, with its label', async () => {
    const pixels = Uint8Array.of(0, 1, 2, 3, 4, 5, 250, 251, 252, 253, 254, 255);
    const [first, second] = await shown('|u1', [2, 3], pixels, { scale: 1 / 255, mean: 0.5, std: 0.25 });
    expect(first).toEqual({
      kind: 'picture',
      sample: 0,
      label: 7,
      width: 3,
      height: 2,
      channels: 1,
      pixels: pixels.slice(0, 6),
    });
    expect(second).toMatchObject({ sample: 1, label: 4, pixels: pixels.slice(6) });
  });

  it.each([
    ['NHWC', [1, 2, 3], [1, 2, 3, 4, 5, 6]],
    ['NCHW', [3, 1, 2], [1, 3, 5, 2, 4, 6]],
  ])('of colours has its channels together, stored as %s', async (layout, shape, expected) => {
    const [first] = await shown('|u1', shape, Uint8Array.of(1, 2, 3, 4, 5, 6, 9, 9, 9, 9, 9, 9), { layout });
    expect(first).toMatchObject({ width: 2, height: 1, channels: 3, pixels: Uint8Array.from(expected) });
  });

  it('of four channels is shown without the fourth, opacity', async () => {
    const [first] = await shown('|u1', [1, 1, 4], Uint8Array.of(1, 2, 3, 200, 0, 0, 0, 0), {
      layout: 'NHWC',
    });
    expect(first).toMatchObject({ channels: 3, pixels: Uint8Array.of(1, 2, 3) });
  });

  it('of two channels, which are no colours, is shown as values', async () => {
    const [first] = await shown('|u1', [1, 1, 2], Uint8Array.of(8, 9, 0, 0), { layout: 'NHWC' });
    expect(first).toEqual({ kind: 'values', sample: 0, label: 7, values: Float32Array.of(8, 9) });
  });

  it('of floats is drawn from its own lowest to its own highest value', async () => {
    const values = Float32Array.of(-1, 0, 0, 1, 5, 5, 5, 5);
    const [first, flat] = await shown('<f4', [2, 2], values);
    expect(first).toMatchObject({ pixels: Uint8Array.of(0, 128, 128, 255) });
    expect(flat).toMatchObject({ pixels: new Uint8Array(4) });
  });

  it('of bytes is white where the descriptor scales a value to one, as 16, or where all are truth values', async () => {
    const [scaled] = await shown('|u1', [1, 2], Uint8Array.of(8, 16, 0, 0), { scale: 1 / 16 });
    expect(scaled).toMatchObject({ pixels: Uint8Array.of(128, 255) });
    const [truth] = await shown('|b1', [1, 2], Uint8Array.of(0, 1, 1, 1));
    expect(truth).toMatchObject({ pixels: Uint8Array.of(0, 255) });
  });

  it('that is no image is shown by its values', async () => {
    const values = Float32Array.of(1.5, -2, 3, 4, 5, 6);
    const [, second] = await shown('<f4', [3], values, { scale: 10 });
    expect(second).toEqual({ kind: 'values', sample: 1, label: 4, values: values.slice(3) });
    const [image] = await shown('|u1', [1, 3], Uint8Array.of(1, 2, 3, 4, 5, 6), { layout: 'ND' });
    expect(image.kind).toBe('values');
  });

  it('of a compressed file is found from any sample on, counted from the first that is used', async () => {
    const count = 40;
    const pixels = Uint8Array.from({ length: 4 * count }, (_, i) => i);
    folder.write('x-idx3-ubyte.gz', gzipSync(idxBytes(8, [count, 2, 2], pixels)));
    folder.write(
      'y-idx1-ubyte.gz',
      gzipSync(idxBytes(8, [count], pixels.map((i) => i % 10).slice(0, count))),
    );
    const more = { inputs: 'x-idx3-ubyte.gz', labels: 'y-idx1-ubyte.gz', first: 3 };
    const path = folder.write('zipped.dataset.json', JSON.stringify(more));
    const dataset = await opened(path, modelTaking([4]));
    for (const sample of [30, 2, 36]) {
      const at = 4 * (sample + 3);
      expect(await dataset.show(sample)).toMatchObject({
        sample,
        label: (sample + 3) % 10,
        pixels: pixels.slice(at, at + 4),
      });
    }
    await expect(dataset.show(37)).rejects.toThrow(RangeError);
    await expect(dataset.show(-1)).rejects.toThrow(RangeError);
  });

  it('of the sample is a digit, white on black', async () => {
    const path = join(import.meta.dirname, '../../examples/digits/test.dataset.json');
    const dataset = await opened(path, modelTaking([64]));
    const digit = await dataset.show(0);
    expect(digit).toMatchObject({ kind: 'picture', width: 8, height: 8, channels: 1 });
    expect(Math.max(...(digit.kind === 'picture' ? digit.pixels : []))).toBe(255);
  });
});
