import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Hdf5File } from '../../../../src/model/formats/keras/hdf5File.js';
import { storedBytes } from '../../../../src/model/formats/storedBytes.js';
import { Random } from '../../../twin/random.js';
import { hdf5 } from './hdf5Files.js';

const values = Float32Array.from(new Random(9).normals(7 * 5 * 3, 1));
const dims = [7, 5, 3];

const made = () =>
  hdf5((file) => {
    file.create_dataset({ name: 'plain', data: values, shape: dims });
    file.create_dataset({ name: 'wide', data: Float64Array.from(values), shape: dims });
    file.create_dataset({ name: 'whole', data: BigInt64Array.from([1n, -2n, 3n, 4n, 5n]), shape: [5] });
    file.create_dataset({
      name: 'packed',
      data: values,
      shape: dims,
      chunks: [2, 5, 3],
      compression: 'gzip',
      compression_opts: 4,
    });
  });

describe('an array in HDF5', () => {
  it.each([1e9, 100, 24, 8])('is read as it is, %d bytes at a time', async (pieceBytes) => {
    const file = await Hdf5File.open(storedBytes(await made()), 'made.h5', pieceBytes);
    for (const name of ['plain', 'wide', 'packed']) {
      const weight = file.weight(`/${name}`, name);
      expect(weight).toMatchObject({ name, dims });
      expect(weight.values()).toEqual(values);
    }
    expect([...file.weight('/whole', 'whole').values()]).toEqual([1, -2, 3, 4, 5]);
    file.close();
  });

  it.each([1e9, 4])(
    'is read from halves and from either order of bytes, %d bytes at a time',
    async (pieceBytes) => {
      // Written by h5pyFile.py.
      const bytes = readFileSync(join(import.meta.dirname, 'h5pyFile.h5'));
      const file = await Hdf5File.open(storedBytes(bytes), 'h5pyFile.h5', pieceBytes);
      const layers = file.texts('/model_weights', 'layer_names');
      expect(layers).toHaveLength(3);
      for (const layer of layers) {
        const [kernel, bias] = file
          .texts(`/model_weights/${layer}`, 'weight_names')
          .map((name) => [...file.weight(`/model_weights/${layer}/${name}`, name).values()]);
        expect([kernel, bias]).toEqual([
          [1, 2, -0.5, 4],
          [0.25, -8],
        ]);
      }
      file.close();
    },
  );

  it('can be read after the file was closed', async () => {
    const file = await Hdf5File.open(storedBytes(await made()), 'made.h5');
    const weight = file.weight('/plain', 'plain');
    file.close();
    expect(weight.values()).toEqual(values);
    expect(weight.values()).toEqual(values);
  });
});
