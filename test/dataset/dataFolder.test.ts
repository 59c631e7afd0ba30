import { describe, expect, it } from 'vitest';
import { join } from 'node:path';
import { findInFolder } from '../../src/dataset/dataFolder.js';
import { modelTaking, opened } from './opened.js';
import { temporaryFolder } from './temporaryFolder.js';
import { idxBytes, npyBytes } from './writers.js';

const folder = temporaryFolder();
const at = (name: string): string => join(folder.path, name);

describe('a folder of data', () => {
  it('is understood where it holds one set', async () => {
    folder.write('idx/t10k-images-idx3-ubyte', idxBytes(8, [1, 1, 2], Uint8Array.of(1, 2)));
    folder.write('idx/t10k-labels-idx1-ubyte', idxBytes(8, [1], Uint8Array.of(7)));
    folder.write('idx/README.md', 'read me');
    const dataset = await opened(at('idx'), modelTaking([1, 2]));
    expect([...dataset.labels]).toEqual([7]);
    expect(dataset.name).toBe('t10k-images');

    folder.write('npy/x.npy', npyBytes('|u1', [1, 2], Uint8Array.of(1, 2)));
    folder.write('npy/y.npy', npyBytes('|u1', [1], Uint8Array.of(7)));
    expect(await findInFolder(at('npy'))).toBe(at('npy/x.npy'));
  });

  it('is what its one descriptor says', async () => {
    folder.write('described/a.npz', '');
    folder.write('described/b.npz', '');
    folder.write('described/b.dataset.json', '{}');
    expect(await findInFolder(at('described'))).toBe(at('described/b.dataset.json'));
  });

  it('with several sets, or none, is an error that says so', async () => {
    for (const name of ['data_batch_1.bin', 'data_batch_2.bin', 'test_batch.bin'])
      folder.write(`cifar/${name}`, '');
    await expect(findInFolder(at('cifar'))).rejects.toThrow(
      'cifar holds 2 sets of data (data_batch_*.bin, test_batch.bin); name the one that is meant.',
    );
    folder.write('none/notes.txt', '');
    await expect(findInFolder(at('none'))).rejects.toThrow(
      'none holds no data that is understood; name a data file',
    );
  });
});
