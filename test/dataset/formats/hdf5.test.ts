import { File as Hdf5, ready } from 'h5wasm';
import { describe, expect, it } from 'vitest';
import { modelTaking, opened, valuesOf } from '../opened.js';
import { temporaryFolder } from '../temporaryFolder.js';
import { digitNames, digits, digitsModel, readDigits, writtenBytes, writtenPath } from '../writtenFile.js';

const folder = temporaryFolder();
const path = writtenPath('digits.h5');

/** A descriptor of `digits.h5` with these keys. */
function describing(keys: object): string {
  folder.write('digits.h5', writtenBytes('digits.h5'));
  return folder.write('digits.dataset.json', JSON.stringify(keys));
}

describe('HDF5 data', () => {
  it('that is chunked and compressed is read in pieces, from any sample on', async () => {
    const all = await digits();
    expect(await readDigits(path)).toEqual({ ...all, classes: null });
    const dataset = await opened(path, modelTaking([1, 8, 8]));
    expect(await valuesOf(dataset, 90, 10)).toEqual(all.values.slice(64 * 90));
    expect(await valuesOf(dataset, 29, 2)).toEqual(all.values.slice(64 * 29, 64 * 31));
  });

  it('names its arrays, also those in groups, and reads half floats, truth values and texts', async () => {
    const { values, labels } = await digits();
    const words = describing({ inputs: 'digits.h5#x', labels: 'digits.h5#words', classes: digitNames });
    expect([...(await opened(words, digitsModel)).labels]).toEqual(labels);
    const half = describing({ inputs: 'digits.h5#deeper/half', labels: 'digits.h5#y', count: 5 });
    expect(await valuesOf(await opened(half, digitsModel))).toEqual(
      values.slice(0, 320).map((value) => value / 16),
    );
    const truth = describing({ inputs: 'digits.h5#x', labels: 'digits.h5#deeper/truth', count: 3 });
    expect([...(await opened(truth, digitsModel)).labels]).toEqual([1, 0, 1]);
    await expect(opened(describing({ inputs: 'digits.h5#z' }), digitsModel)).rejects.toThrow(
      'digits.h5 holds no array `z`; it holds `deeper/half`, `deeper/truth`, `odd`, `words`, `x`, `y`.',
    );
  });

  it('compressed in a way that the library lacks is refused', async () => {
    const odd = describing({ inputs: 'digits.h5#odd', labels: 'digits.h5#y' });
    await expect(opened(odd, modelTaking([1])).then((dataset) => valuesOf(dataset))).rejects.toThrow(
      'digits.h5#odd is compressed in a way that is not understood (only gzip, shuffle, Fletcher32, szip and n-bit are); write it with h5py\'s compression="gzip".',
    );
  });

  it('that is a Keras model, holds nothing, or is cut short is told so', async () => {
    await ready;
    const write = async (name: string, fill: (file: Hdf5) => void): Promise<string> => {
      const { FS } = await ready;
      const file = new Hdf5(`/${name}`, 'w');
      fill(file);
      file.close();
      return folder.write(name, FS.readFile(`/${name}`));
    };
    const model = await write('model.h5', (file) => file.create_attribute('model_config', '{}'));
    await expect(opened(model, digitsModel)).rejects.toThrow(
      'model.h5 is a Keras model, not data; name it as the model, and an array of samples as data.',
    );
    const empty = await write('empty.h5', (file) => file.create_group('g'));
    await expect(opened(empty, digitsModel)).rejects.toThrow('empty.h5 holds no arrays of numbers');
    for (const length of [100, 8000]) {
      const cut = folder.write('cut.h5', writtenBytes('digits.h5').subarray(0, length));
      await expect(opened(cut, digitsModel)).rejects.toThrow(
        "cut.h5 is damaged: its HDF5 breaks off or can't be read; copy or write the file again.",
      );
    }
  });

  it('of an absurd shape is refused before memory is spent', async () => {
    await ready;
    const { FS } = await ready;
    const file = new Hdf5('/huge.h5', 'w');
    file.create_dataset({
      name: 'x',
      data: new Uint8Array(1),
      shape: [1, 1],
      maxshape: [null, null],
      chunks: [1, 1],
    });
    file.create_dataset({ name: 'y', data: new Uint8Array(1) });
    (file.get('x') as { resize: (shape: number[]) => unknown }).resize([2 ** 40, 2 ** 40]);
    file.close();
    const huge = folder.write('huge.h5', FS.readFile('/huge.h5'));
    await expect(opened(huge, digitsModel)).rejects.toThrow('whose samples are too large to be read');
  });
});
