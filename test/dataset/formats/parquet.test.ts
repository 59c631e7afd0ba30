import { describe, expect, it } from 'vitest';
import { InputError } from '../../../src/inputError.js';
import { modelTaking, opened, valuesOf } from '../opened.js';
import { temporaryFolder } from '../temporaryFolder.js';
import { digitNames, digits, digitsModel, readDigits, writtenBytes, writtenPath } from '../writtenFile.js';

const folder = temporaryFolder();

describe('a Parquet file', () => {
  it("with Hugging Face's pictures is read across row groups, its classes named by its metadata", async () => {
    expect(await readDigits(writtenPath('digits.parquet'))).toEqual({
      ...(await digits()),
      classes: digitNames,
    });
    const dataset = await opened(writtenPath('digits.parquet'), modelTaking([8, 8, 1]));
    expect(dataset).toMatchObject({ name: 'digits', noun: 'image', sampleShape: [8, 8, 1] });
    expect(dataset.understood).toContain('labels from the column `label`');
    const { values } = await digits();
    for (const first of [95, 29, 0, 60]) {
      expect(await valuesOf(dataset, first, 5)).toEqual(values.slice(64 * first, 64 * (first + 5)));
    }
  });

  it('with lists of numbers is read, and its labels that are text are classes', async () => {
    const { values, labels } = await digits();
    const sorted = [...digitNames].sort();
    const byName = labels.map((label) => sorted.indexOf(digitNames[label]));
    for (const [column, scale] of [
      ['pixels', 1],
      ['nested', 16],
    ] as const) {
      const found = await readDigits(`${writtenPath('lists.parquet')}#${column}`);
      expect(found).toEqual({
        values: values.map((value) => value / scale),
        labels: byName,
        classes: sorted,
      });
    }
    await expect(opened(writtenPath('lists.parquet'), digitsModel)).rejects.toThrow(
      'lists.parquet leaves open which of `pixels`, `nested` are the inputs; name the column under `columns` in a descriptor.',
    );
  });

  it('with columns of numbers is a table, without those that number its rows', async () => {
    const model = modelTaking([3], { classCount: 3 });
    const dataset = await opened(writtenPath('plain.parquet'), model);
    expect(dataset.classes).toEqual(['a', 'b', 'c']);
    expect([...dataset.labels]).toEqual([1, 0, 1, 2, 0, 2]);
    expect(await valuesOf(dataset)).toEqual([
      0.5, 1, 1, 1.5, 2, 0, 2.5, 3, 1, 3.5, 4, 0, 4.5, 5, 1, 5.5, 250, 0,
    ]);
    folder.write('plain.parquet', writtenBytes('plain.parquet'));
    const chosen = { inputs: 'plain.parquet', columns: ['b', 'a'], labelColumn: 'c' };
    const path = folder.write('chosen.dataset.json', JSON.stringify(chosen));
    const two = await opened(path, modelTaking([2], { classCount: 2 }));
    expect([...two.labels]).toEqual([1, 0, 1, 0, 1, 0]);
    expect(await valuesOf(two, 0, 2)).toEqual([1, 0.5, 2, 1.5]);
    const missing = folder.write('missing.dataset.json', JSON.stringify({ ...chosen, columns: ['d'] }));
    await expect(opened(missing, model)).rejects.toThrow(
      'plain.parquet has no column `d`; it has `id`, `a`, `b`, `c`, `species`.',
    );
  });

  it('of several shards is one set', async () => {
    const all = await digits();
    for (const path of [writtenPath('shards'), writtenPath('shards/test-*-of-00002.parquet')]) {
      expect(await readDigits(path)).toEqual({ ...all, classes: digitNames });
      expect((await opened(path, digitsModel)).name).toBe('test');
    }
    const second = await readDigits(writtenPath('shards/test-00001-of-00002.parquet'));
    expect(second.labels).toEqual(all.labels.slice(60));
  });

  it('with an empty cell says which', async () => {
    const dataset = await opened(writtenPath('holes.parquet'), modelTaking([1]));
    await expect(valuesOf(dataset)).rejects.toThrow(
      'holes.parquet: row 1 (counted from 0) of the column `a` is empty; fill it in, or take the row out.',
    );
  });

  it('that is cut short or damaged is refused', async () => {
    const bytes = writtenBytes('digits.parquet');
    for (const length of [5, 100, bytes.length - 1]) {
      const path = folder.write('cut.parquet', bytes.subarray(0, length));
      const opening = opened(path, digitsModel);
      await expect(opening).rejects.toThrow(InputError);
      await expect(opening).rejects.toThrow('cut.parquet is cut short or damaged as Parquet');
    }
    const changed = Uint8Array.from(bytes);
    changed.fill(0xff, 200, 2000);
    const dataset = opened(folder.write('changed.parquet', changed), digitsModel).then((each) =>
      valuesOf(each),
    );
    await expect(dataset).rejects.toThrow(InputError);
  });

  it('with any byte of its description changed is read or refused in a sentence', async () => {
    const bytes = Uint8Array.from(writtenBytes('plain.parquet'));
    const model = modelTaking([3], { classCount: 3 });
    const from = bytes.length - 8 - new DataView(bytes.buffer).getUint32(bytes.length - 8, true);
    for (let at = from; at < bytes.length; at += 29) {
      const before = bytes[at];
      bytes[at] ^= 0x5a;
      try {
        await valuesOf(await opened(folder.write('odd.parquet', bytes), model));
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
      }
      bytes[at] = before;
    }
  });
});
