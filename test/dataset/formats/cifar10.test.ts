import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { modelTaking, opened, valuesOf } from '../opened.js';
import { temporaryFolder } from '../temporaryFolder.js';
import { bytesUpTo } from '../writers.js';

const folder = temporaryFolder();
const pixels = [bytesUpTo(3072), bytesUpTo(3072).reverse()] as const;
const records = Buffer.concat([Buffer.of(6), pixels[0], Buffer.of(9), pixels[1]]);

describe('CIFAR-10 binaries', () => {
  it('hold labels and images, channels first', async () => {
    const dataset = await opened(folder.write('test_batch.bin', records), modelTaking([3, 32, 32]));
    expect([...dataset.labels]).toEqual([6, 9]);
    expect(dataset.sampleShape).toEqual([3, 32, 32]);
    expect(await valuesOf(dataset)).toEqual([...pixels[0], ...pixels[1]]);
    expect(await valuesOf(dataset, 1, 1)).toEqual([...pixels[1]]);
    expect(dataset.noun).toBe('image');
  });

  it('are transposed for a model that takes channels last', async () => {
    const dataset = await opened(folder.write('last.bin', records), modelTaking([32, 32, 3]));
    const values = await valuesOf(dataset);
    for (const [image, h, w, c] of [
      [0, 0, 0, 1],
      [0, 31, 7, 2],
      [1, 4, 30, 0],
    ] as const) {
      expect(values[image * 3072 + (h * 32 + w) * 3 + c]).toBe(pixels[image][c * 1024 + h * 32 + w]);
    }
  });

  it('may begin with bytes that look like IDX', async () => {
    const alike = Buffer.from(records);
    alike.set([0, 0, 8, 3]);
    const dataset = await opened(folder.write('alike.bin', alike), modelTaking([3, 32, 32]));
    expect([...dataset.labels]).toEqual([0, 9]);
  });

  it('are refused when they end within a record, are compressed, or another layout is claimed', async () => {
    const model = modelTaking([3, 32, 32]);
    await expect(opened(folder.write('cut.bin', records.subarray(0, 4000)), model)).rejects.toThrow(
      '6146 bytes were expected (records of 3073), but there are 4000',
    );
    await expect(opened(folder.write('packed.bin.gz', gzipSync(records)), model)).rejects.toThrow(
      'unpack it first',
    );
    folder.write('claimed.bin', records);
    const claimed = folder.write('claimed.dataset.json', '{ "inputs": "claimed.bin", "layout": "NHWC" }');
    await expect(opened(claimed, model)).rejects.toThrow(
      'claimed.bin: its format fixes the layout to NCHW; leave out `layout`.',
    );
  });
});
