import { File as Hdf5, ready } from 'h5wasm';
import { describe, expect, it } from 'vitest';
import { readKerasArchive, readKerasHdf5 } from '../../../../src/model/formats/kerasFiles.js';
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

async function hdf5(fill: (file: Hdf5) => void): Promise<Uint8Array> {
  const { FS } = await ready;
  const file = new Hdf5('/made.h5', 'w');
  fill(file);
  file.close();
  const bytes = FS.readFile('/made.h5');
  FS.unlink('/made.h5');
  return bytes;
}

const legacy = () =>
  hdf5((file) => {
    file.create_attribute('model_config', JSON.stringify(model));
    file.create_attribute('keras_version', '2.11.0');
    const root = file.create_group('model_weights');
    for (const { config } of layers) {
      const names = Object.keys(weights).filter((name) => name.startsWith(`${config.name}/`));
      const group = root.create_group(config.name);
      group.create_attribute('weight_names', names);
      group.create_group(config.name);
    }
    for (const [name, [values, dims]] of Object.entries(weights)) {
      const path = `${name.split('/')[0]}/${name}`;
      root.create_dataset({ name: path, data: Float32Array.from(values), shape: dims });
    }
  });

const numbered = (separator: string) =>
  hdf5((file) => {
    const places: [path: string, values: number[], dims: number[]][] = [
      ['dense/vars/0', ...(weights['wide/kernel:0'] as [number[], number[]])],
      ['dense/vars/1', ...(weights['wide/bias:0'] as [number[], number[]])],
      ['dense_1/vars/0', ...(weights['narrow/kernel:0'] as [number[], number[]])],
    ];
    if (separator === '/') file.create_group('layers');
    for (const name of ['dense', 'dense_1']) {
      file.create_group(`layers${separator}${name}`);
      file.create_group(`layers${separator}${name}/vars`);
    }
    for (const [path, values, shape] of places) {
      file.create_dataset({ name: `layers${separator}${path}`, data: Float32Array.from(values), shape });
    }
  });

const text = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));

describe('a model in HDF5', () => {
  it('is read with the weights of each layer', async () => {
    const graph = await readKerasHdf5(await legacy(), 'made.h5');
    expect((await answers(graph, 1, [3])).values).toEqual(expected);
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
