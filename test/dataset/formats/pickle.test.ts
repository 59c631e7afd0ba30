import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { modelTaking, opened, valuesOf } from '../opened.js';
import { temporaryFolder } from '../temporaryFolder.js';
import { writtenBytes, writtenPath } from '../writtenFile.js';

const folder = temporaryFolder();
const model = modelTaking([3, 32, 32], { layout: 'NCHW' });
const classes = ['airplane', 'automobile', 'bird', 'cat', 'deer', 'dog', 'frog', 'horse', 'ship', 'truck'];

/** What Python 2 wrote: a dict of bytes and a list, as in the archive that CIFAR comes in. */
function oldBatch(pixels: Uint8Array, labels: readonly number[]): Buffer {
  const count = labels.length;
  const length = Buffer.alloc(4);
  length.writeUInt32LE(pixels.length);
  const text = (value: string): string => `U${String.fromCharCode(value.length)}${value}`;
  const begin = `\x80\x02}q\x01(${text('batch_label')}${text('testing batch 1 of 1')}${text('data')}`;
  const array = 'cnumpy.core.multiarray\n_reconstruct\nq\x02cnumpy\nndarray\nq\x03K\0\x85U\x01b\x87R(K\x01';
  const shape = `K${String.fromCharCode(count)}M\0\x0c\x86`;
  const type = `cnumpy\ndtype\nq\x04U\x02u1K\0K\x01\x87R(K\x03U\x01|NNNJ\xff\xff\xff\xffJ\xff\xff\xff\xffK\0tb\x89T`;
  const rest = `tb${text('labels')}](${labels.map((label) => `K${String.fromCharCode(label)}`).join('')}eu.`;
  const latin1 = (value: string): Buffer => Buffer.from(value, 'latin1');
  return Buffer.concat([latin1(begin + array + shape + type), length, pixels, latin1(rest)]);
}

describe("CIFAR's batches for Python", () => {
  it('are pictures with labels, and their classes are named by the file beside them', async () => {
    const dataset = await opened(writtenPath('cifar10/test_batch'), model);
    expect(dataset).toMatchObject({ noun: 'image', classes, sampleShape: [3, 32, 32] });
    expect(dataset.labels).toHaveLength(3);
    expect(dataset.understood).toContain('class names from batches.meta, which lies beside the data');
  });

  it('as Python 2 wrote them are read plane by plane', async () => {
    const pixels = Uint8Array.from({ length: 2 * 3072 }, (_, i) => (i * 7 + 200) % 256);
    const path = folder.write('old/test_batch', oldBatch(pixels, [3, 9]));
    const dataset = await opened(path, model);
    expect([...dataset.labels]).toEqual([3, 9]);
    expect(await valuesOf(dataset)).toEqual([...pixels]);
    const last = await opened(path, modelTaking([32, 32, 3], { layout: 'NHWC' }));
    expect((await valuesOf(last, 1, 1)).slice(0, 3)).toEqual([pixels[3072], pixels[4096], pixels[5120]]);
  });

  it('of training data are one set', async () => {
    const all = await opened(writtenPath('cifar10/data_batch_*'), model);
    const parts = [];
    for (const i of [1, 2]) parts.push(await opened(writtenPath(`cifar10/data_batch_${i}`), model));
    expect([...all.labels]).toEqual(parts.flatMap(({ labels }) => [...labels]));
    expect(await valuesOf(all, 2, 2)).toEqual([
      ...(await valuesOf(parts[0], 2, 1)),
      ...(await valuesOf(parts[1], 0, 1)),
    ]);
    expect(all.name).toBe('data_batch');
    await expect(opened(writtenPath('cifar10'), model)).rejects.toThrow(
      'cifar10 holds 2 sets of data (data_batch_*, test_batch); name the one that is meant.',
    );
  });

  it('of a hundred classes go by the finer ones, or by those that are named', async () => {
    const hundred = modelTaking([3, 32, 32], { layout: 'NCHW', classCount: 100 });
    const fine = await opened(writtenPath('cifar100.pkl'), hundred);
    folder.write('cifar100.pkl', writtenBytes('cifar100.pkl'));
    const keys = { inputs: 'cifar100.pkl#data', labels: 'cifar100.pkl#coarse_labels' };
    const coarse = await opened(folder.write('coarse.dataset.json', JSON.stringify(keys)), hundred);
    expect(coarse.labels).not.toEqual(fine.labels);
    expect(Math.max(...coarse.labels)).toBeLessThan(20);
  });
});

describe('other pickles of arrays', () => {
  it('in pairs of training, validation and test data are named by these', async () => {
    folder.write('mnist.pkl.gz', gzipSync(writtenBytes('mnist.pkl')));
    const keys = { inputs: 'mnist.pkl.gz#x_test', labels: 'mnist.pkl.gz#y_test' };
    const dataset = await opened(folder.write('mnist.dataset.json', JSON.stringify(keys)), modelTaking([64]));
    expect(dataset.labels).toHaveLength(3);
    await expect(opened(writtenPath('mnist.pkl'), modelTaking([64]))).rejects.toThrow(
      'mnist.pkl holds the arrays `x_train`, `y_train`, `x_valid`, `y_valid`, `x_test`, `y_test`, and their names leave open',
    );
  });

  it('are never run', async () => {
    const path = folder.write('evil.pkl', Buffer.from('\x80\x02cos\nsystem\nU\x04true\x85R.', 'latin1'));
    await expect(opened(path, model)).rejects.toThrow(
      'evil.pkl: the pickle asks to import os.system, which is not done, since it could run anything; save its arrays with numpy.savez.',
    );
  });

  it('without arrays, or of other things, are told so', async () => {
    const empty = folder.write('empty.pkl', Buffer.from('\x80\x02}.', 'latin1'));
    await expect(opened(empty, model)).rejects.toThrow('empty.pkl: the pickle holds no arrays of numbers');
    const mixed = folder.write(
      'mixed.pkl',
      Buffer.from('\x80\x02}(U\x01x](K\x01NeU\x01y](K\x01K\x02eu.', 'latin1'),
    );
    await expect(opened(mixed, modelTaking([1]))).rejects.toThrow(
      'mixed.pkl#x is a list of other things than numbers',
    );
    const cut = folder.write('cut.pkl', writtenBytes('cifar100.pkl').subarray(0, 500));
    await expect(opened(cut, model)).rejects.toThrow(
      'cut.pkl: the pickle is cut short in the middle of a value',
    );
  });
});
