import { describe, expect, it } from 'vitest';
import { InputError } from '../../../src/inputError.js';
import type { Graph } from '../../../src/model/graph.js';
import { readTensorflowJs } from '../../../src/model/formats/tensorflowJs.js';
import { answers } from './keras/kerasModel.js';

const layer = {
  class_name: 'Dense',
  config: { name: 'dense', units: 2, batch_input_shape: [null, 2], activation: 'linear' },
};
/** As the first versions of Keras wrote it: the layers alone. */
const topology = { class_name: 'Sequential', config: [layer], keras_version: 'tfjs-layers 0.8.0' };
const kernel = { name: 'dense/kernel', shape: [2, 2], dtype: 'float32' };
const bias = { name: 'dense/bias', shape: [2], dtype: 'float32' };

const floats = (...values: number[]) => new Uint8Array(Float32Array.from(values).buffer);

function read(weightsManifest: unknown, files: Readonly<Record<string, Uint8Array>>): Promise<Graph> {
  const json = new TextEncoder().encode(JSON.stringify({ modelTopology: topology, weightsManifest }));
  return readTensorflowJs(json, 'model.json', (path) =>
    path in files ? Promise.resolve(files[path]) : Promise.reject(new InputError(`${path} is missing`)),
  );
}

describe('weights of a layers model', () => {
  it('may lie in several groups, in folders, and across the ends of files', async () => {
    const bytes = floats(1, 2, 3, 4);
    const manifest = [
      { paths: ['a', 'b'], weights: [kernel] },
      { paths: ['shards/c'], weights: [bias] },
    ];
    const files = { a: bytes.subarray(0, 5), b: bytes.subarray(5), 'shards/c': floats(10, 20) };
    // [1, 1] [[1, 2], [3, 4]] + [10, 20].
    expect((await answers(await read(manifest, files), 1, [1, 1])).values).toEqual([14, 26]);
  });

  it('may be whole numbers of one or two bytes, or halves', async () => {
    const quantised = (dtype: string, scale: number, min: number) => ({ dtype, scale, min });
    const manifest = (kernelType: object, biasType: object) => [
      {
        paths: ['a'],
        weights: [
          { ...kernel, quantization: kernelType },
          { ...bias, quantization: biasType },
        ],
      },
    ];
    const wide = Uint8Array.of(0, 1, 2, 3, 0xe8, 0x03, 0, 0);
    const model = await read(manifest(quantised('uint8', 0.5, -1), quantised('uint16', 0.01, 5)), {
      a: wide,
    });
    // The kernel is [[-1, -0.5], [0, 0.5]], the bias [1000, 0] / 100 + 5.
    (await answers(model, 1, [1, 1])).values.forEach((value, i) => expect(value).toBeCloseTo([14, 5][i], 5));
    // 1 and -2 in half precision are 0x3c00 and 0xc000.
    const halves = Uint8Array.of(0, 0x3c, 0, 0xc0, 0, 0, 0, 0, 0, 0x3c, 0, 0);
    const half = await read(manifest({ dtype: 'float16' }, { dtype: 'float16' }), { a: halves });
    expect((await answers(half, 1, [1, 1])).values).toEqual([2, -2]);
  });

  const one = [{ paths: ['a'], weights: [kernel, bias] }];
  it.each([
    ['end early', one, { a: floats(1, 2, 3, 4, 5) }, 'end within "dense/bias": 24 bytes are needed and 20'],
    ['are too many', one, { a: floats(1, 2, 3, 4, 5, 6, 7) }, 'should take 24 bytes and take 28'],
    ['lack a file', one, {}, 'a is missing'],
    [
      'lack one',
      [{ paths: ['a'], weights: [kernel] }],
      { a: floats(1, 2, 3, 4) },
      'of which the file holds 1',
    ],
    [
      'are of no known type',
      [{ paths: ['a'], weights: [{ ...kernel, dtype: 'complex64' }] }],
      { a: floats(1) },
      'of the type "complex64"',
    ],
    ['are not listed', null, {}, "can't be read; convert the model again"],
  ])('are refused where they %s', async (_, manifest, files, message) => {
    const reading = read(manifest, files);
    await expect(reading).rejects.toThrow(InputError);
    await expect(reading).rejects.toThrow(message);
  });
});

describe('the layers of a layers model', () => {
  const bytes = floats(1, 2, 3, 4, 10, 20);
  const manifest = [{ paths: ['a'], weights: [kernel, bias] }];
  const readWith = (modelTopology: unknown) =>
    readTensorflowJs(
      new TextEncoder().encode(JSON.stringify({ modelTopology, weightsManifest: manifest })),
      'model.json',
      () => Promise.resolve(bytes),
    );

  it.each([
    ['as text', JSON.stringify(topology)],
    ['as text inside', { model_config: JSON.stringify(topology) }],
  ])('may be described %s', async (_, described) => {
    expect((await answers(await readWith(described), 1, [1, 1])).values).toEqual([14, 26]);
  });

  it('are refused where that text is damaged', async () => {
    await expect(readWith({ model_config: '{"class_name": ' })).rejects.toThrow(
      'model.json is damaged: its text breaks off or is no JSON; copy or convert the model again.',
    );
  });
});
