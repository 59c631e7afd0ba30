import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readKerasArchive, readKerasHdf5 } from '../../../../src/model/formats/kerasFiles.js';
import { hdf5, numberedWeights, wholeModel } from './hdf5Files.js';
import { answers } from './kerasModel.js';

const layers = [
  { class_name: 'Dense', config: { name: 'wide', units: 2, batch_input_shape: [null, 1] } },
  { class_name: 'Dense', config: { name: 'narrow', units: 1, use_bias: false } },
];
const model = { class_name: 'Sequential', config: { name: 'made', layers } };
const weights = {
  'wide/kernel:0': [
    [1, 2],
    [1, 2],
  ],
  'wide/bias:0': [[10, 20], [2]],
  'narrow/kernel:0': [
    [1, 100],
    [2, 1],
  ],
};
/** x = 3: [1, 2] x + [10, 20] = [13, 26], and 13 + 100 * 26. */
const expected = [2613];

const filed = Object.entries(weights).map(([name, [values, dims]]) => [name, { values, dims }] as const);
const ofLayer = (layer: string) => Object.fromEntries(filed.filter(([name]) => name.startsWith(`${layer}/`)));
const legacy = () => wholeModel(model, { wide: ofLayer('wide'), narrow: ofLayer('narrow') });
const numbered = (separator: string) =>
  numberedWeights(
    { dense: Object.values(ofLayer('wide')), dense_1: Object.values(ofLayer('narrow')) },
    separator,
  );

const text = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));

describe('a model in HDF5', () => {
  it('is read with the weights of each layer', async () => {
    const graph = await readKerasHdf5(await legacy(), 'made.h5');
    expect((await answers(graph, 1, [3])).values).toEqual(expected);
  });

  it('is read with numbers of half and double precision, in either order of bytes, as h5py writes them', async () => {
    // Written by h5pyFile.py.
    const bytes = readFileSync(join(import.meta.dirname, 'h5pyFile.h5'));
    const graph = await readKerasHdf5(bytes, 'h5pyFile.h5');
    /** x [[1, 2], [-0.5, 4]] + [0.25, -8], three times. */
    const layer = ([a, b]: readonly number[]) => [a - 0.5 * b + 0.25, 2 * a + 4 * b - 8];
    expect((await answers(graph, 1, [3, 1])).values).toEqual(layer(layer(layer([3, 1]))));
  });

  it('is refused where it claims more numbers than can be there', async () => {
    const claimed = readFileSync(join(import.meta.dirname, 'h5pyHuge.h5'));
    await expect(readKerasHdf5(claimed, 'made.h5')).rejects.toThrow(
      'is said to have 1048576 x 1048576 numbers',
    );
  });

  it('is refused where it holds weights alone, or something else', async () => {
    const alone = await hdf5((file) => {
      file.create_attribute('layer_names', ['wide']);
      file.create_group('wide');
    });
    await expect(readKerasHdf5(alone, 'made.h5')).rejects.toThrow(
      'the weights of a Keras model without its layers',
    );
    const other = await hdf5((file) => file.create_group('pictures'));
    await expect(readKerasHdf5(other, 'made.h5')).rejects.toThrow('an HDF5 file without a Keras model');
  });

  it('is refused where it breaks off', async () => {
    const bytes = await legacy();
    await expect(readKerasHdf5(bytes.slice(0, 600), 'made.h5')).rejects.toThrow('made.h5 is damaged');
  });
});

describe('a .keras file', () => {
  it.each(['/', '\\'])('is read by the places that weights have below "layers%s"', async (separator) => {
    const members = new Map([
      ['config.json', text(model)],
      ['metadata.json', text({ keras_version: '3.3.3' })],
      ['model.weights.h5', await numbered(separator)],
    ]);
    const graph = await readKerasArchive(members, 'made.keras');
    expect((await answers(graph, 1, [3])).values).toEqual(expected);
  });

  it('is refused where a part is missing', async () => {
    const members = new Map([['config.json', text(model)]]);
    await expect(readKerasArchive(members, 'made.keras')).rejects.toThrow('lacks its model.weights.h5');
  });
});
