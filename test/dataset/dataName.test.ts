import { describe, expect, it } from 'vitest';
import { dataName } from '../../src/dataset/dataName.js';

describe('the name of data that has none of its own', () => {
  it.each([
    ['a/digits.npz', 'digits'],
    ['a/test.dataset.json', 'test'],
    ['t10k-images-idx3-ubyte.gz', 't10k-images'],
    ['train-images.idx3-ubyte', 'train-images'],
    ['a.b/test_batch.bin', 'test_batch'],
    ['v1.2.npy', 'v1.2'],
    ['mnist.npz#x_test', 'mnist-x_test'],
  ])('of %s is %s', (path, name) => {
    expect(dataName(path)).toBe(name);
  });
});
