import { describe, expect, it } from 'vitest';
import { MemoryBytes } from '../../src/dataset/byteSource.js';
import type { ElementType } from '../../src/dataset/elements.js';
import { readLabels } from '../../src/dataset/labels.js';
import { contiguousArray } from '../../src/dataset/storedArray.js';

const byte: ElementType = { kind: 'u', size: 1, littleEndian: true };
const float: ElementType = { kind: 'f', size: 4, littleEndian: true };

interface Choice {
  first?: number;
  count?: number;
  classCount?: number;
  names?: string[];
}

/** Reads labels from a `y.npy` that holds these bytes; all of them, of three classes, unless said otherwise. */
async function labelsOf(
  shape: number[],
  element: ElementType,
  data: Uint8Array,
  choice: Choice = {},
): Promise<number[]> {
  const array = contiguousArray('y.npy', shape, element, new MemoryBytes(data), 0);
  const { first = 0, count = shape[0], classCount = 3, names = null } = choice;
  return [...(await readLabels(array, first, count, { count: classCount, names }))];
}

const floats = (...values: number[]): Uint8Array => new Uint8Array(Float32Array.from(values).buffer);

describe('labels', () => {
  it('are class indexes, in a row or in a column, whole floats too', async () => {
    expect(await labelsOf([4], byte, Uint8Array.of(2, 0, 1, 2))).toEqual([2, 0, 1, 2]);
    expect(await labelsOf([4, 1], byte, Uint8Array.of(2, 0, 1, 2))).toEqual([2, 0, 1, 2]);
    expect(await labelsOf([2], float, floats(2, 1))).toEqual([2, 1]);
  });

  it('are read over the chosen range only', async () => {
    expect(await labelsOf([4], byte, Uint8Array.of(99, 1, 2, 99), { first: 1, count: 2 })).toEqual([1, 2]);
  });

  it('may be one-hot rows, of which the largest entry counts, the lowest of equals', async () => {
    expect(await labelsOf([3, 3], byte, Uint8Array.of(0, 0, 1, 1, 0, 0, 0, 1, 1))).toEqual([2, 0, 1]);
    expect(await labelsOf([2, 3], float, floats(-3, -1, -2, 0.2, 0.2, 0.6))).toEqual([1, 2]);
  });

  it('may be texts where the classes have names', async () => {
    const data = Buffer.from('dog\0cat\0dog\0');
    const text: ElementType = { kind: 'S', size: 4, littleEndian: true };
    const names = ['cat', 'dog', 'eel'];
    expect(await labelsOf([3], text, data, { names })).toEqual([1, 0, 1]);
    await expect(labelsOf([3], text, data)).rejects.toThrow(
      'y.npy holds labels that are text; list the class names under `classes` in a descriptor.',
    );
    await expect(labelsOf([3], text, data, { names: ['cat', 'ant', 'eel'] })).rejects.toThrow(
      'y.npy: the label of sample 0 (counted from 0) is "dog", which is not among `classes` in the descriptor; add it there, or correct the label.',
    );
  });

  it('are read in pieces, in order', async () => {
    const count = 600_000;
    const data = new Uint8Array(Int32Array.from({ length: count }, (_, i) => (i * i) % 1000).buffer);
    const labels = await labelsOf([count], { kind: 'i', size: 4, littleEndian: true }, data, {
      classCount: 1000,
    });
    expect(labels.findIndex((label, i) => label !== (i * i) % 1000)).toBe(-1);
  });

  it('that are no class are an error that names sample, value and classes', async () => {
    await expect(labelsOf([3], byte, Uint8Array.of(0, 3, 1))).rejects.toThrow(
      'y.npy: the label of sample 1 (counted from 0) is 3, but the model tells 3 classes apart, counted from 0 to 2; correct the labels, ' +
        'or choose the model that belongs to them.',
    );
    await expect(labelsOf([2], float, floats(0, -1))).rejects.toThrow(
      'sample 1 (counted from 0) is -1, but the model',
    );
    await expect(labelsOf([2], float, floats(0.5, 1))).rejects.toThrow(
      'sample 0 (counted from 0) is 0.5, but a class index',
    );
    await expect(labelsOf([2], float, floats(0, NaN))).rejects.toThrow(
      'sample 1 (counted from 0) is NaN, but a class index',
    );
    await expect(labelsOf([1, 3], float, floats(0, NaN, 1))).rejects.toThrow(
      'one-hot label of sample 0 (counted from 0) holds NaN',
    );
  });

  it('of another shape are refused', async () => {
    await expect(labelsOf([2, 4], byte, new Uint8Array(8))).rejects.toThrow(
      "y.npy has the shape 2 x 4, but labels are one class index a sample, or one-hot rows as wide as the model's output, 3; name the array that holds the labels.",
    );
  });
});
