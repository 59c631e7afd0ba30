import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { modelTaking, opened, valuesOf } from './opened.js';
import { randomNumbers } from './randomNumbers.js';
import { temporaryFolder } from './temporaryFolder.js';
import { bytesUpTo, idxBytes, npyBytes, npzBytes } from './writers.js';

const folder = temporaryFolder();
const model = modelTaking([2]);
const ten = Uint8Array.from({ length: 10 }, (_, i) => i);
folder.write(
  'ten.npz',
  npzBytes({ x: npyBytes('|u1', [10, 2], bytesUpTo(20)), y: npyBytes('|u1', [10], ten) }),
);
folder.write('six.npy', npyBytes('|u1', [6], ten.subarray(0, 6)));

/** A descriptor of `ten.npz` with these keys besides. */
function describing(more: object): string {
  return folder.write('ten.dataset.json', JSON.stringify({ inputs: 'ten.npz', ...more }));
}

describe('a dataset', () => {
  it('is named after its file unless a descriptor says more', async () => {
    const plain = await opened(join(folder.path, 'ten.npz'), model);
    expect(plain).toMatchObject({
      name: 'ten',
      noun: 'sample',
      labelKind: 'true',
      classes: null,
      sampleShape: [2],
    });
    const classes = Array.from('abcdefghij');
    const more = { name: 'Ten', noun: 'letter', labelKind: 'shuffled 60 %', classes };
    expect(await opened(describing(more), model)).toMatchObject(more);
    expect((await opened(describing({}), model)).name).toBe('ten');
  });

  it('is read from any sample on, backwards too, in the range that was chosen', async () => {
    const dataset = await opened(describing({ first: 3, count: 5, scale: 0.5, mean: 1 }), model);
    const expected = [...bytesUpTo(20)].slice(6, 16).map((value) => value / 2 - 1);
    expect([...dataset.labels]).toEqual([3, 4, 5, 6, 7]);
    expect(await valuesOf(dataset)).toEqual(expected);
    expect(await valuesOf(dataset, 4, 1)).toEqual(expected.slice(8));
    expect(await valuesOf(dataset, 0, 2)).toEqual(expected.slice(0, 4));
    await expect(valuesOf(dataset, 4, 2)).rejects.toThrow(RangeError);
  });

  it('may be cut to its first samples', async () => {
    const path = describing({ first: 3, count: 5 });
    expect([...(await opened(path, model, { samples: 2 })).labels]).toEqual([3, 4]);
    expect([...(await opened(path, model, { samples: 99 })).labels]).toEqual([3, 4, 5, 6, 7]);
    await expect(opened(path, model, { samples: 0 })).rejects.toThrow('0 is no number of samples');
  });

  it('has the same values however it is read, from compressed and plain files', async () => {
    const count = 3000;
    const draw = randomNumbers(7);
    const pixels = Uint8Array.from({ length: count * 400 }, () => draw(256));
    const images = idxBytes(8, [count, 20, 20], pixels);
    const labels = Uint8Array.from({ length: count }, () => draw(10));
    const paths = [
      folder.write('same/plain-images-idx3-ubyte', images),
      folder.write('same/packed-images-idx3-ubyte.gz', gzipSync(images)),
      folder.write(
        'same/a.npz',
        npzBytes({ x: npyBytes('|u1', [count, 20, 20], pixels), y: npyBytes('|u1', [count], labels) }),
      ),
    ];
    folder.write('same/plain-labels-idx1-ubyte', idxBytes(8, [count], labels));
    folder.write('same/packed-labels-idx1-ubyte', idxBytes(8, [count], labels));
    for (const path of paths) {
      const dataset = await opened(path, modelTaking([1, 20, 20]));
      expect(dataset.noun).toBe('image');
      expect(Buffer.compare(Buffer.from(Uint8Array.from(dataset.labels)), labels)).toBe(0);
      for (let i = 0; i < 12; i++) {
        const first = draw(count);
        const into = new Float32Array(400 * Math.min(draw(2900) + 1, count - first));
        await dataset.read(first, into);
        const expected = Float32Array.from(pixels.subarray(first * 400, first * 400 + into.length));
        expect(Buffer.compare(Buffer.from(into.buffer), Buffer.from(expected.buffer))).toBe(0);
      }
    }
  });

  it('serves reads that are asked for at once in their order', async () => {
    const dataset = await opened(join(folder.path, 'ten.npz'), model);
    const all = [...bytesUpTo(20)];
    const reads = await Promise.all([9, 0, 4, 2].map((first) => valuesOf(dataset, first, 1)));
    expect(reads).toEqual([9, 0, 4, 2].map((first) => all.slice(2 * first, 2 * first + 2)));
  });

  it('refuses values that are not finite, where they are read', async () => {
    const values = Float32Array.of(1, 2, 3, NaN, 5, Infinity);
    const x = npyBytes('<f4', [3, 2], new Uint8Array(values.buffer));
    folder.write('holes.npz', npzBytes({ x, y: npyBytes('|u1', [3], ten.subarray(0, 3)) }));
    const path = folder.write('holes.dataset.json', '{ "inputs": "holes.npz", "first": 1 }');
    const dataset = await opened(path, model);
    await expect(valuesOf(dataset)).rejects.toThrow(
      'holes.npz#x: sample 1 (counted from 0) holds the value NaN; remove that sample, or replace the value by a finite number.',
    );
    await expect(valuesOf(dataset, 1, 1)).rejects.toThrow(
      'sample 2 (counted from 0) holds the value Infinity',
    );
    expect(await valuesOf(await opened(join(folder.path, 'holes.npz'), model), 0, 1)).toEqual([1, 2]);
  });
});

describe('opening a dataset', () => {
  it('refuses a range beyond the data', async () => {
    await expect(opened(describing({ first: 8, count: 3 }), model)).rejects.toThrow(
      'ten.npz#x holds 10 samples, but `first` 8 and `count` 3 reach sample 11; lower them in the descriptor.',
    );
    await expect(opened(describing({ first: 10 }), model)).rejects.toThrow(
      'holds 10 samples, but `first` is 10',
    );
  });

  it('refuses inputs and labels that are not equally many, unless a part is chosen', async () => {
    await expect(opened(describing({ labels: 'six.npy' }), model)).rejects.toThrow(
      'six.npy holds 6 labels, but ten.npz#x 10 samples that need one; name the files that belong together, or choose a part with `count` in a descriptor.',
    );
    expect((await opened(describing({ labels: 'six.npy', count: 6 }), model)).labels).toHaveLength(6);
    folder.write('five.npy', npyBytes('|u1', [5, 2], bytesUpTo(10)));
    const five = { inputs: 'five.npy', labels: 'six.npy' };
    await expect(opened(describing(five), model)).rejects.toThrow(
      'six.npy holds 6 labels, but five.npy 5 samples',
    );
    expect((await opened(describing({ ...five, count: 5 }), model)).labels).toHaveLength(5);
  });

  it('refuses inputs without labels', async () => {
    const path = folder.write('alone.npy', npyBytes('|u1', [5, 2], bytesUpTo(10)));
    await expect(opened(path, model)).rejects.toThrow(
      'alone.npy comes without labels; name their file under `labels` in a descriptor (NAME.dataset.json).',
    );
  });

  it('refuses class names that are not one for each class', async () => {
    await expect(opened(describing({ classes: ['a', 'b'] }), model)).rejects.toThrow(
      'ten.dataset.json: `classes` has 2 names, but the model tells 10 classes apart; name each of them once.',
    );
    await expect(opened(describing({ classes: Array.from('abcdefghia') }), model)).rejects.toThrow(
      '`classes` names "a" twice',
    );
  });

  it('looks labels that are text up in the class names', async () => {
    const points = Uint32Array.from('abababcabc', (letter) => letter.codePointAt(0)!);
    folder.write('names.npy', npyBytes('<U1', [10], new Uint8Array(points.buffer)));
    const path = describing({ labels: 'names.npy', classes: ['c', 'b', 'a'] });
    expect([...(await opened(path, modelTaking([2], { classCount: 3 }))).labels]).toEqual([
      2, 1, 2, 1, 2, 1, 0, 2, 1, 0,
    ]);
  });
});

describe('the hash of a dataset', () => {
  const sha256 = (...parts: Uint8Array[]): string =>
    createHash('sha256').update(Buffer.concat(parts)).digest('hex');
  const x = npyBytes('|u1', [2, 2], bytesUpTo(4));
  const y = npyBytes('|u1', [2], Uint8Array.of(1, 2));

  it("covers the descriptor's bytes, the inputs and the labels, and no path", async () => {
    const text = '{ "inputs": "x.npy", "labels": "y.npy" }\n';
    for (const place of ['here', 'there/and/deeper']) {
      const path = folder.write(`${place}/a.dataset.json`, text);
      folder.write(`${place}/x.npy`, x);
      folder.write(`${place}/y.npy`, y);
      expect(await (await opened(path, model)).sha256()).toBe(sha256(Buffer.from(text), x, y));
    }
    expect(await (await opened(join(folder.path, 'here/x.npy'), model)).sha256()).toBe(sha256(x, y));
  });

  it('covers a file that holds inputs and labels once', async () => {
    const bytes = npzBytes({ x, y });
    const dataset = await opened(folder.write('once.npz', bytes), model);
    await valuesOf(dataset);
    expect(await dataset.sha256()).toBe(sha256(bytes));
    expect(await valuesOf(dataset, 0, 1)).toEqual([...bytesUpTo(2)]);
  });
});
