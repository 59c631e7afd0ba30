import { describe, expect, it } from 'vitest';
import { modelTaking, opened, valuesOf } from '../opened.js';
import { temporaryFolder } from '../temporaryFolder.js';
import { bytesUpTo, npyBytes, npzBytes, zipBytes } from '../writers.js';

const folder = temporaryFolder();
const x = npyBytes('|u1', [3, 2], Uint8Array.of(1, 2, 3, 4, 5, 6));
const y = npyBytes(
  '<i8',
  [3],
  Uint8Array.of(...[7, 0, 0, 0, 0, 0, 0, 0], ...[2, 0, 0, 0, 0, 0, 0, 0], ...[9, 0, 0, 0, 0, 0, 0, 0]),
);
const other = npyBytes('|u1', [3], Uint8Array.of(0, 1, 2));

describe('.npz files', () => {
  it.each(['stored', 'deflated'] as const)('with %s arrays are read', async (method) => {
    const dataset = await opened(folder.write(`${method}.npz`, npzBytes({ x, y }, method)), modelTaking([2]));
    expect(await valuesOf(dataset)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(await valuesOf(dataset, 1, 1)).toEqual([3, 4]);
    expect([...dataset.labels]).toEqual([7, 2, 9]);
  });

  it.each([
    ['x', 'y'],
    ['X', 'Y'],
    ['X', 'y'],
    ['images', 'labels'],
    ['inputs', 'labels'],
    ['data', 'target'],
    ['x_test', 'y_test'],
    ['test_images', 'test_labels'],
  ])('are understood with arrays called %s and %s', async (inputs, labels) => {
    const path = folder.write(
      `${inputs}-${labels}.npz`,
      npzBytes({ target_names: other, [labels]: y, [inputs]: x }),
    );
    expect([...(await opened(path, modelTaking([2]))).labels]).toEqual([7, 2, 9]);
  });

  it('whose arrays leave open which are meant are an error that names them', async () => {
    const several = folder.write('mnist.npz', npzBytes({ x_train: x, y_train: y, x_test: x, y_test: other }));
    await expect(opened(several, modelTaking([2]))).rejects.toThrow(
      'mnist.npz holds the arrays `x_train`, `y_train`, `x_test`, `y_test`, and their names leave open which are the inputs ' +
        'and which the labels; write a descriptor (NAME.dataset.json) with `inputs` as "mnist.npz#NAME" and `labels` likewise.',
    );
    const chosen = await opened(`${several}#x_test`, modelTaking([2]));
    expect([...chosen.labels]).toEqual([0, 1, 2]);
    expect(chosen.name).toBe('mnist-x_test');
    const foreign = folder.write('foreign.npz', npzBytes({ arr_0: x, arr_1: y }));
    await expect(opened(foreign, modelTaking([2]))).rejects.toThrow('`arr_0`, `arr_1`');
  });

  it('say which arrays there are when one is missing', async () => {
    const path = folder.write('few.npz', npzBytes({ x, y }));
    await expect(opened(`${path}#z`, modelTaking([2]))).rejects.toThrow(
      'few.npz holds no array `z`; it holds `x`, `y`.',
    );
  });

  it('with a single array take their labels from elsewhere', async () => {
    const path = folder.write('apart/x.npz', npzBytes({ arr_0: x }));
    await expect(opened(path, modelTaking([2]))).rejects.toThrow('x.npz comes without labels');
    folder.write('apart/y.npz', npzBytes({ arr_0: y }));
    expect([...(await opened(path, modelTaking([2]))).labels]).toEqual([7, 2, 9]);
  });

  it('that are damaged say so', async () => {
    const bytes = npzBytes({ x: npyBytes('|u1', [3, 100], bytesUpTo(300)), y }, 'stored');
    const cut = folder.write('cut.npz', bytes.subarray(0, 300));
    await expect(opened(cut, modelTaking([100]))).rejects.toThrow(
      /^cut\.npz is cut short or damaged \(.*\); fetch or write/,
    );
    const short = npzBytes({ x: npyBytes('|u1', [3, 100], bytesUpTo(299)), y });
    await expect(opened(folder.write('short.npz', short), modelTaking([100]))).rejects.toThrow(
      'short.npz#x is cut short: its shape 3 x 100 needs 428 bytes, but there are only 427',
    );
    const foreign = folder.write('foreign.zip', zipBytes({ 'a.txt': bytesUpTo(4) }, 'stored'));
    await expect(opened(foreign, modelTaking([2]))).rejects.toThrow('foreign.zip holds no .npy arrays');
  });
});
