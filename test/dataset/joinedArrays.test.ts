import { describe, expect, it } from 'vitest';
import { asSets, matchingNames } from '../../src/dataset/fileSets.js';
import { modelTaking, opened, valuesOf } from './opened.js';
import { temporaryFolder } from './temporaryFolder.js';
import { npyBytes, npzBytes } from './writers.js';

const folder = temporaryFolder();
const model = modelTaking([2]);

/** An archive of two samples, its inputs of this type. */
function archive(descr: string, inputs: Uint8Array, labels: readonly number[]): Buffer {
  const shape = [labels.length, inputs.length / labels.length / Number(descr[2])];
  return npzBytes({
    x: npyBytes(descr, shape, inputs),
    y: npyBytes('|u1', [labels.length], Uint8Array.from(labels)),
  });
}

describe('several files of a set', () => {
  it('are read as one, their numbers as what holds all of them', async () => {
    folder.write('set/part-00000-of-00002.npz', archive('|u1', Uint8Array.of(1, 2, 3, 4), [0, 1]));
    const wide = new Uint8Array(Float32Array.of(0.5, 600, -1, 7).buffer);
    folder.write('set/part-00001-of-00002.npz', archive('<f4', wide, [2, 3]));
    const dataset = await opened(folder.path + '/set', model);
    expect(dataset.name).toBe('part');
    expect([...dataset.labels]).toEqual([0, 1, 2, 3]);
    expect(await valuesOf(dataset)).toEqual([1, 2, 3, 4, 0.5, 600, -1, 7]);
    expect(await valuesOf(dataset, 1, 2)).toEqual([3, 4, 0.5, 600]);
  });

  it('that hold samples of different shapes are refused, and so is a name that none bears', async () => {
    folder.write('odd/a-00000-of-00002.npz', archive('|u1', Uint8Array.of(1, 2, 3, 4), [0, 1]));
    folder.write('odd/a-00001-of-00002.npz', archive('|u1', Uint8Array.of(1, 2, 3), [0]));
    await expect(opened(folder.path + '/odd', model)).rejects.toThrow(
      'a-00001-of-00002.npz#x holds samples of another kind (1 x 3) than a-00000-of-00002.npz#x (2 x 2); name files that belong together.',
    );
    await expect(opened(folder.path + '/odd/b-*.npz', model)).rejects.toThrow('names no file that is there');
  });

  it('are found by their numbers, in the order of these', () => {
    const names = [
      'data_batch_10',
      'data_batch_2',
      'test_batch',
      'x-00000-of-00001.parquet',
      'y-00000-of-00002.arrow',
      'y-00001-of-00002.arrow',
    ];
    expect(asSets(names)).toEqual([
      'data_batch_*',
      'test_batch',
      'x-00000-of-00001.parquet',
      'y-*-of-00002.arrow',
    ]);
    expect(matchingNames('data_batch_*', names)).toEqual(['data_batch_2', 'data_batch_10']);
    expect(matchingNames('y-*-of-00002.arrow', names)).toEqual(names.slice(4));
  });
});
