import { createHash } from 'node:crypto';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hashDataset } from '../../../src/dataset/hashDataset.js';
import { modelTaking, opened, valuesOf } from '../opened.js';
import { temporaryFolder } from '../temporaryFolder.js';
import { bmpBytes, plain, pngBytes } from './pictures.js';

const folder = temporaryFolder();
const at = (name: string): string => join(folder.path, name);
const model = modelTaking([1, 2, 2], { classCount: 2 });

/** Writes a grey picture of 2 x 2 pixels of one shade. */
async function shade(name: string, grey: number): Promise<void> {
  folder.write(name, await pngBytes(plain(2, 2, [grey])));
}

/** The shade of each sample, which is its first pixel. */
async function shades(path: string, ofModel = model): Promise<number[]> {
  return (await valuesOf(await opened(path, ofModel))).filter((_, i) => i % 4 === 0);
}

describe('a folder of class folders', async () => {
  await shade('pets/dog/b.png', 20);
  await shade('pets/dog/a.png', 10);
  await shade('pets/dog/c.png', 30);
  await shade('pets/cat/z.png', 200);
  await shade('pets/cat/deeper/a.PNG', 210);
  folder.write('pets/cat/.hidden.png', 'no picture');
  folder.write('pets/cat/notes.txt', 'no picture');
  folder.write('pets/README.md', 'no picture');
  mkdirSync(at('pets/empty'));

  it('is read one of each class in turn, sorted by name, its classes in the order of their names', async () => {
    const dataset = await opened(at('pets'), model);
    expect(dataset).toMatchObject({ name: 'pets', noun: 'image', classes: ['cat', 'dog'] });
    expect([...dataset.labels]).toEqual([0, 1, 0, 1, 1]);
    expect(await shades(at('pets'))).toEqual([200, 10, 210, 20, 30]);
    expect(dataset.understood).toEqual([
      '5 pictures in 2 class folders, one of each in turn',
      'resized to 2 x 2: scaled until they fill it, what stands over cut off evenly (cover)',
      'grey, values from 0 to 255',
      'classes in the order of their names: cat, dog',
    ]);
  });

  it('is read from any sample on, in any pieces', async () => {
    const dataset = await opened(at('pets'), model);
    for (const [first, count] of [
      [4, 1],
      [1, 3],
      [0, 5],
      [3, 1],
    ]) {
      const expected = [200, 10, 210, 20, 30]
        .slice(first, first + count)
        .flatMap((grey) => Array<number>(4).fill(grey));
      expect(await valuesOf(dataset, first, count)).toEqual(expected);
    }
    expect(await dataset.show(2)).toEqual({
      kind: 'picture',
      sample: 2,
      label: 0,
      width: 2,
      height: 2,
      channels: 1,
      pixels: Uint8Array.of(210, 210, 210, 210),
    });
  });

  it('gives its classes the order that a descriptor names, which may know more of them', async () => {
    const classes = ['dog', 'bird', 'cat'];
    const path = folder.write(
      'pets.dataset.json',
      JSON.stringify({ inputs: 'pets', classes, scale: 0.5, count: 2 }),
    );
    const dataset = await opened(path, modelTaking([2, 2, 1], { classCount: 3 }));
    expect(dataset.classes).toEqual(classes);
    expect([...dataset.labels]).toEqual([2, 0]);
    expect((await valuesOf(dataset))[0]).toBe(100);
    expect(dataset.understood.join()).not.toContain('classes in');
  });

  it('is refused by a model that tells another number of classes apart', async () => {
    await expect(opened(at('pets'), modelTaking([1, 2, 2]))).rejects.toThrow(
      "pets has 2 classes (cat, dog), but the model tells 10 apart; list all 10 names in the order of the model's outputs under `classes` in a descriptor, or choose data and a model that go together.",
    );
    const path = folder.write('pets.dataset.json', '{ "inputs": "pets", "classes": ["cat", "hound"] }');
    await expect(opened(path, model)).rejects.toThrow('the label of sample 1 (counted from 0) is "dog"');
  });

  it('may be pictures of 3 channels for a model of colours, and be flattened for one without space', async () => {
    expect(await valuesOf(await opened(at('pets'), modelTaking([3, 2, 2], { classCount: 2 })), 1, 1)).toEqual(
      Array(12).fill(10),
    );
    expect(await shades(at('pets'), modelTaking([4], { classCount: 2 }))).toEqual([200, 10, 210, 20, 30]);
    // A model that leaves the size open takes that of the first picture.
    const open = await opened(at('pets'), modelTaking([null, null, 3], { classCount: 2 }));
    expect(open.sampleShape).toEqual([2, 2, 3]);
  });

  it('is refused where the model takes no pictures', async () => {
    await expect(opened(at('pets'), modelTaking([7], { classCount: 2 }))).rejects.toThrow(
      "pets holds pictures, but the model takes 7, which doesn't say where height, width and channels are",
    );
    await expect(
      opened(at('pets'), modelTaking([7, 2, 2], { classCount: 2, layout: 'NCHW' })),
    ).rejects.toThrow('pets holds pictures, which have 1, 3 or 4 channels, but the model takes 7');
  });

  it('tells which picture does not decode', async () => {
    await shade('spoilt/a/1.png', 1);
    folder.write('spoilt/b/1.png', (await pngBytes(plain(9, 9, [1, 2, 3]))).subarray(0, 60));
    const dataset = await opened(at('spoilt'), model);
    await expect(valuesOf(dataset)).rejects.toThrow(
      /^spoilt\/b\/1\.png can't be decoded \(.+\); fetch or write it again/,
    );
    folder.write('spoilt/b/1.png', '<svg xmlns="http://www.w3.org/2000/svg"/>');
    await expect(valuesOf(await opened(at('spoilt'), model))).rejects.toThrow(
      'spoilt/b/1.png is no PNG, JPEG, WebP, BMP or GIF picture; convert it to one, or take it out.',
    );
    expect(await valuesOf(dataset, 0, 1)).toEqual([1, 1, 1, 1]);
  });

  it('has a hash of the names and bytes of its pictures, in their order', async () => {
    folder.write('hashed/b/1.bmp', bmpBytes(plain(2, 2, [1, 2, 3])));
    folder.write('hashed/a/1.bmp', bmpBytes(plain(2, 2, [4, 5, 6])));
    const expected = createHash('sha256');
    for (const [name, colour] of [
      ['a', [4, 5, 6]],
      ['b', [1, 2, 3]],
    ] as const) {
      const length = Buffer.alloc(8);
      const bytes = bmpBytes(plain(2, 2, colour));
      length.writeUInt32LE(bytes.length);
      expected.update(`${name}/1.bmp\0`).update(bytes).update(length);
    }
    const dataset = await opened(at('hashed'), model);
    const digest = expected.digest('hex');
    expect(await dataset.sha256()).toBe(digest);
    expect(await hashDataset(at('hashed'), [])).toBe(digest);
    expect(await valuesOf(dataset, 0, 1)).toHaveLength(4);
  });
});

describe('train, val and test', async () => {
  await shade('split/test/a/1.png', 1);
  await shade('split/test/b/1.png', 2);

  it('are entered where there is one of them', async () => {
    const dataset = await opened(at('split'), model);
    expect(await valuesOf(dataset)).toEqual([1, 1, 1, 1, 2, 2, 2, 2]);
    expect(dataset.understood[0]).toBe('the part test');
  });

  it('have to be chosen from where there are several', async () => {
    await shade('parts/test/a/1.png', 1);
    await shade('parts/train/a/1.png', 1);
    await expect(opened(at('parts'), model)).rejects.toThrow(
      `parts holds the parts test and train; name the one that is meant, as ${at('parts/train')}.`,
    );
  });
});

describe('a flat folder of pictures', async () => {
  for (const [i, name] of ['sea horse_1', 'sea horse_2', 'boat (1)', 'boat-12'].entries()) {
    await shade(`flat/${name}.png`, 10 * i);
  }

  it('named after their classes knows them', async () => {
    const dataset = await opened(at('flat'), model);
    expect(dataset.classes).toEqual(['boat', 'sea horse']);
    expect([...dataset.labels]).toEqual([0, 1, 0, 1]);
    expect(await shades(at('flat'))).toEqual([20, 0, 30, 10]);
  });

  it('takes its labels from a table of file names in or beside it', async () => {
    await shade('labelled/x2.png', 2);
    await shade('labelled/x1.png', 1);
    folder.write('labelled/labels.csv', 'file,label\nx2.png,no\nx1.png,yes\n');
    const dataset = await opened(at('labelled'), model);
    expect(await shades(at('labelled'))).toEqual([1, 2]);
    expect(dataset.classes).toEqual(['no', 'yes']);
    expect([...dataset.labels]).toEqual([1, 0]);

    folder.write('truth.tsv', 'class\timage\n1\tlabelled/x1.png\n0\tx2\n');
    const path = folder.write('flat.dataset.json', '{ "inputs": "labelled", "labels": "truth.tsv" }');
    const other = await opened(path, model);
    expect([...other.labels]).toEqual([1, 0]);
    expect(await hashDataset(path, [])).toBe(await other.sha256());
  });

  it('is told of pictures without a label', async () => {
    await shade('short/p.png', 1);
    await shade('short/q.png', 1);
    folder.write('short/labels.csv', 'file,label\np.png,0\n');
    await expect(opened(at('short'), model)).rejects.toThrow(
      'labels.csv has no label for q.png, or several; give it one line, or take the picture out.',
    );
    await shade('bare/one.png', 1);
    await expect(opened(at('bare'), model)).rejects.toThrow('bare comes without labels');
  });
});

describe('links in a folder of pictures', () => {
  it('are followed, but not out of the folder of a descriptor', async () => {
    await shade('outside/secret.png', 9);
    await shade('data/linked/a/1.png', 1);
    await shade('data/linked/b/1.png', 2);
    symlinkSync(at('outside/secret.png'), at('data/linked/b/2.png'));
    const path = folder.write('data/linked.dataset.json', '{ "inputs": "linked" }');
    await expect(opened(path, model)).rejects.toThrow("leads outside the descriptor's folder");
    expect(await shades(at('data/linked'))).toEqual([1, 2, 9]);
    expect((await opened(path, model, { dataRoots: [at('outside')] })).labels).toHaveLength(3);
  });
});
