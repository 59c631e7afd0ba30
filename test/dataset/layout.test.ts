import { describe, expect, it } from 'vitest';
import { MemoryBytes } from '../../src/dataset/byteSource.js';
import type { ModelInput } from '../../src/dataset/dataset.js';
import { arrange, type Arrangement, type LayoutWishes } from '../../src/dataset/layout.js';
import { contiguousArray } from '../../src/dataset/storedArray.js';
import { modelTaking } from './opened.js';

const byte = { kind: 'u', size: 1, littleEndian: true } as const;

function arranged(shape: number[], model: ModelInput, wishes: Partial<LayoutWishes> = {}): Arrangement {
  const array = contiguousArray('x.npy', [10, ...shape], byte, new MemoryBytes(new Uint8Array()), 0);
  return arrange(array, { layout: null, modelLayout: null, ...wishes }, model);
}

/** Where in the stored sample each value of the model's comes from. */
function origins({ loops: [outer, middle, inner] }: Arrangement): number[] {
  const found: number[] = [];
  for (let i = 0; i < outer.extent; i++)
    for (let j = 0; j < middle.extent; j++)
      for (let k = 0; k < inner.extent; k++) found.push(i * outer.step + j * middle.step + k * inner.step);
  return found;
}

describe('the layout of stored data', () => {
  it('of rank 3 is that of grey images, to which a model of rank 4 adds a channel', () => {
    expect(arranged([28, 28], modelTaking([1, 28, 28]))).toMatchObject({
      sampleShape: [1, 28, 28],
      isImage: true,
      channels: 1,
    });
    expect(arranged([28, 28], modelTaking([28, 28, 1])).sampleShape).toEqual([28, 28, 1]);
    expect(arranged([28, 28], modelTaking([28, 28])).sampleShape).toEqual([28, 28]);
    expect(arranged([28, 28], modelTaking([784])).sampleShape).toEqual([784]);
  });

  it('of rank 4 follows from the number of channels or from what fits the model', () => {
    expect(arranged([3, 32, 32], modelTaking([null, null, null], { layout: 'NCHW' })).sampleShape).toEqual([
      3, 32, 32,
    ]);
    expect(arranged([32, 32, 3], modelTaking([3, 32, 32])).sampleShape).toEqual([3, 32, 32]);
    expect(arranged([32, 32, 3], modelTaking([3072])).channels).toBe(3);
    expect(arranged([16, 8, 8], modelTaking([16, 8, 8], { layout: 'NCHW' })).channels).toBe(16);
  });

  it('of rank 4 is asked for where it stays open', () => {
    const expected =
      'x.npy has the shape 10 x 5 x 5 x 5, which leaves open where its channels are; write a descriptor with the key `layout`, "NCHW" or "NHWC".';
    expect(() => arranged([5, 5, 5], modelTaking([125]))).toThrow(expected);
    expect(() => arranged([3, 8, 3], modelTaking([72]))).toThrow('the key `layout`');
    expect(arranged([5, 5, 5], modelTaking([125]), { layout: 'NHWC' }).sampleShape).toEqual([125]);
  });

  it('must have as many dimensions as the array', () => {
    expect(() => arranged([28, 28], modelTaking([1, 28, 28]), { layout: 'NHWC' })).toThrow(
      'x.npy has the shape 10 x 28 x 28, which cannot be `layout` NHWC with its 4 dimensions; correct `layout`.',
    );
  });

  it('that is no image passes where its shape fits, or is flattened', () => {
    expect(arranged([64], modelTaking([64]))).toMatchObject({
      sampleShape: [64],
      isImage: false,
      channels: 64,
    });
    expect(arranged([], modelTaking([1])).sampleShape).toEqual([1]);
    expect(arranged([2, 3, 4, 5], modelTaking([2, 3, null, 5])).sampleShape).toEqual([2, 3, 4, 5]);
    expect(arranged([2, 3, 4, 5], modelTaking([120])).sampleShape).toEqual([120]);
    expect(arranged([4, 4, 4], modelTaking([4, 4, 4]), { layout: 'ND' })).toMatchObject({
      isImage: false,
      channels: null,
    });
  });
});

describe("the layout of the model's input", () => {
  it('is the one its convolution reads, or the one that fits', () => {
    expect(arranged([2, 3], modelTaking([null, null, null], { layout: 'NHWC' })).sampleShape).toEqual([
      2, 3, 1,
    ]);
    expect(origins(arranged([2, 1, 3], modelTaking([3, 2, 1])))).toEqual([0, 3, 1, 4, 2, 5]);
    expect(
      origins(arranged([3, 1, 2], modelTaking([1, 2, 3], { layout: 'NHWC' }), { layout: 'NCHW' })),
    ).toEqual([0, 2, 4, 1, 3, 5]);
  });

  it('is asked for where it stays open, and the descriptor has the last word', () => {
    const open = modelTaking([null, null, null]);
    expect(() => arranged([8, 8], open)).toThrow(
      "x.npy: the model's input (? x ? x ?) leaves open whether channels come first or last; write a descriptor with the key `modelLayout`, " +
        '"NCHW" or "NHWC".',
    );
    expect(arranged([8, 8], open, { modelLayout: 'NHWC' }).sampleShape).toEqual([8, 8, 1]);
    expect(arranged([8, 8], { ...open, layout: 'NHWC' }, { modelLayout: 'NCHW' }).sampleShape).toEqual([
      1, 8, 8,
    ]);
  });

  it('is the order in which a sample is flattened, by default the stored one', () => {
    const flat = modelTaking([6]);
    expect(origins(arranged([1, 2, 3], flat, { layout: 'NHWC' }))).toEqual([0, 1, 2, 3, 4, 5]);
    expect(origins(arranged([1, 2, 3], flat, { layout: 'NHWC', modelLayout: 'NCHW' }))).toEqual([
      0, 3, 1, 4, 2, 5,
    ]);
    expect(origins(arranged([3, 1, 2], flat, { layout: 'NCHW' }))).toEqual([0, 1, 2, 3, 4, 5]);
    expect(origins(arranged([3, 1, 2], flat, { layout: 'NCHW', modelLayout: 'NHWC' }))).toEqual([
      0, 2, 4, 1, 3, 5,
    ]);
  });

  it('may leave dimensions open', () => {
    expect(arranged([8, 9], modelTaking([1, null, null])).sampleShape).toEqual([1, 8, 9]);
    expect(arranged([8, 9], modelTaking([null])).sampleShape).toEqual([72]);
  });
});

describe('data that does not fit the model', () => {
  it.each([
    [[8, 8], [1, 28, 28], '8 x 8 (NHW)', '1 x 28 x 28'],
    [[3, 32, 32], [1, 28, 28], '3 x 32 x 32 (NCHW)', '1 x 28 x 28'],
    [[8, 8], [784], '8 x 8 (NHW)', '784'],
    [[784], [1, 28, 28], '784', '1 x 28 x 28'],
    [[3, 8, 8], [8, 8], '3 x 8 x 8 (NCHW)', '8 x 8'],
    [[8, 8], [2, 2, 2, 8], '8 x 8 (NHW)', '2 x 2 x 2 x 8'],
  ])('is an error that names both shapes: %j and %j', (shape, model, stored, taken) => {
    expect(() => arranged(shape, modelTaking(model))).toThrow(
      `x.npy: a sample has the shape ${stored}, but the model takes ${taken}; choose data and a model that go together.`,
    );
  });

  it('because of the layout that was asked for is told which', () => {
    expect(() => arranged([28, 28], modelTaking([1, 28, 28]), { modelLayout: 'NHWC' })).toThrow(
      'a sample has the shape 28 x 28 (NHW), but the model takes 1 x 28 x 28 (NHWC);',
    );
  });
});
