import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { modelTaking, opened, valuesOf } from './opened.js';

const data = fileURLToPath(new URL('../../../shared/data/', import.meta.url));

describe.skipIf(!existsSync(data))('the data sets in ../shared/data', () => {
  it('hold the MNIST test images', async () => {
    const dataset = await opened(`${data}t10k-images-idx3-ubyte.gz`, modelTaking([1, 28, 28]));
    expect(dataset.labels).toHaveLength(10_000);
    expect([...dataset.labels.subarray(0, 5)]).toEqual([7, 2, 1, 0, 4]);
    // The first image of the test set begins its stroke in the eighth row.
    const first = await valuesOf(dataset, 0, 1);
    expect(first.findIndex((pixel) => pixel !== 0)).toBe(7 * 28 + 6);
    expect(first.slice(7 * 28 + 6, 7 * 28 + 12)).toEqual([84, 185, 159, 151, 60, 36]);
  });

  it('hold CIFAR-10 images', async () => {
    const dataset = await opened(`${data}cifar10_test_846.bin`, modelTaking([3, 32, 32], { layout: 'NCHW' }));
    expect(dataset.labels).toHaveLength(846);
    expect(await valuesOf(dataset)).toHaveLength(846 * 3072);
    const jpeg = await opened(`${data}cifar10-jpeg-test500.npz`, modelTaking([3, 32, 32]));
    expect(jpeg.labels).toHaveLength(500);
  });

  it('hold the digits', async () => {
    const dataset = await opened(`${data}digits.npz`, modelTaking([64]));
    expect([...dataset.labels.subarray(0, 10)]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect((await valuesOf(dataset, 0, 1)).slice(0, 8)).toEqual([0, 0, 5, 13, 9, 1, 0, 0]);
    expect(Math.max(...(await valuesOf(dataset)))).toBe(16);
  });
});
