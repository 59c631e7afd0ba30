import { describe, expect, it } from 'vitest';
import { gzipSync } from 'node:zlib';
import { InputError } from '../../src/inputError.js';
import { asInputError } from '../../src/dataset/dataFile.js';
import { join } from 'node:path';
import { modelTaking, opened } from './opened.js';
import { temporaryFolder } from './temporaryFolder.js';

const folder = temporaryFolder();

describe('a data file', () => {
  it.each([
    ['missing', 'none.npz', null, 'none.npz does not exist; check the name and the folder.'],
    ['empty', 'empty.npz', new Uint8Array(), 'empty.npz is empty; fetch or write the file again.'],
    ['empty once decompressed', 'hollow.gz', gzipSync(''), 'hollow.gz is empty'],
    [
      'of no known format',
      'notes.txt',
      'notes',
      'notes.txt is in none of the formats that are understood (.npy, .npz, HDF5, Parquet, IDX, CIFAR-10 binary, CSV, TSV, JSON lines, Arrow, TFRecord, pickled arrays (CIFAR for Python)); convert it, for example with numpy.savez.',
    ],
  ])('that is %s is told so', async (_, name, content, message) => {
    if (content !== null) folder.write(name, content);
    const opening = opened(join(folder.path, name), modelTaking([2]));
    await expect(opening).rejects.toThrow(InputError);
    await expect(opening).rejects.toThrow(message);
  });

  it('that a descriptor names may be no folder but one of pictures', async () => {
    folder.write('inner/x.npz', '');
    const path = folder.write('folder.dataset.json', '{ "inputs": "inner" }');
    await expect(opened(path, modelTaking([2]))).rejects.toThrow(
      'inner is a folder without pictures (PNG, JPEG, WebP, BMP, GIF); name a folder of them, or a data file in it.',
    );
  });

  it('that may not be read is told so', () => {
    const denied = Object.assign(new Error('denied'), { code: 'EACCES' });
    expect(asInputError(denied, 'x.npz')).toEqual(
      new InputError('x.npz may not be read; give yourself permission to read it.'),
    );
    const other = Object.assign(new Error('broken'), { code: 'EIO' });
    expect(asInputError(other, 'x.npz')).toBe(other);
  });
});
