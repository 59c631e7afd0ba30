import { describe, expect, it } from 'vitest';
import { labelNames } from '../../src/dataset/namePairs.js';

describe('the names of labels', () => {
  it.each([
    ['x', 'y'],
    ['X', 'Y'],
    ['X', 'y'],
    ['Images', 'Labels'],
    ['test_images', 'test_labels'],
    ['x_train', 'y_train'],
    ['t10k-images-idx3-ubyte', 't10k-labels-idx1-ubyte'],
    ['train-images.idx3-ubyte', 'train-labels.idx1-ubyte'],
  ])('for inputs called %s include %s', (inputs, labels) => {
    expect(labelNames(inputs)).toContain(labels);
  });

  it('are none for names that do not say that they are inputs', () => {
    for (const name of ['y', 'labels', 'maxima', 'arr_0', 'xs']) expect(labelNames(name)).toEqual([]);
  });
});
