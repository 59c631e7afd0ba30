import { describe, expect, it } from 'vitest';
import { InputError } from '../../../src/inputError.js';
import { modelTaking, opened, valuesOf } from '../opened.js';
import { temporaryFolder } from '../temporaryFolder.js';
import { digitNames, digits, digitsModel, readDigits, writtenBytes, writtenPath } from '../writtenFile.js';

const folder = temporaryFolder();

describe('Arrow data', () => {
  it("as a stream, in the layout of Hugging Face's cache, is read batch by batch", async () => {
    const path = writtenPath('data-00000-of-00001.arrow');
    expect(await readDigits(path)).toEqual({ ...(await digits()), classes: digitNames });
    expect((await opened(path, digitsModel)).name).toBe('data');
  });

  it('as a file is read, lists of bytes and of floats alike', async () => {
    const { values } = await digits();
    const pixels = await readDigits(`${writtenPath('lists.arrow')}#pixels`);
    expect(pixels.values).toEqual(values);
    expect((await readDigits(`${writtenPath('lists.arrow')}#nested`)).values).toEqual(
      values.map((value) => value / 16),
    );
    expect(pixels.classes).toEqual([...digitNames].sort());
  });

  it('with compressed bodies as pyarrow leaves a Feather file (LZ4) is read', async () => {
    const { values } = await digits();
    const model = modelTaking([64], { classCount: 5 });
    for (const [column, scale] of [
      ['pixels', 1],
      ['nested', 16],
    ] as const) {
      const dataset = await opened(`${writtenPath('compressed.feather')}#${column}`, model);
      expect(await valuesOf(dataset)).toEqual(values.slice(0, 5 * 64).map((value) => value / scale));
      expect(dataset.classes).toHaveLength(5);
    }
  });

  it.each(['lz4', 'zstd'])('with bodies that Polars compressed is read: %s', async (compression) => {
    const bytes = writtenBytes(`polars-${compression}.arrow`);
    folder.write('polars.arrow', bytes);
    const descriptor = { inputs: 'polars.arrow', columns: ['index', 'quarter'], labelColumn: 'species' };
    const path = folder.write('polars.dataset.json', JSON.stringify(descriptor));
    const dataset = await opened(path, modelTaking([2], { classCount: 3 }));
    expect(dataset.classes).toEqual(['ape', 'bee', 'cat']);
    const rows = Array.from({ length: 200 }, (_, i) => i);
    expect([...dataset.labels]).toEqual(rows.map((i) => i % 3));
    expect(await valuesOf(dataset)).toEqual(rows.flatMap((i) => [i, i / 4]));
  });

  it('whose compressed bodies are damaged, or say that they hold more than fits, is refused in a sentence', async () => {
    for (const name of ['compressed.feather', 'polars-lz4.arrow', 'polars-zstd.arrow']) {
      const bytes = Uint8Array.from(writtenBytes(name));
      for (let at = 8; at < bytes.length - 300; at += 37) {
        const before = bytes[at];
        bytes[at] ^= 0xa5;
        try {
          await valuesOf(await opened(folder.write('odd.arrow', bytes), modelTaking([2])));
        } catch (error) {
          if (!(error instanceof InputError)) throw error;
        }
        bytes[at] = before;
      }
    }
    const bytes = Buffer.from(writtenBytes('polars-lz4.arrow'));
    // Of the first column: 200 numbers of 8 bytes, compressed; behind the length stands an LZ4 frame.
    const at = bytes.indexOf(Buffer.from([0x04, 0x22, 0x4d, 0x18])) - 8;
    expect(bytes.readBigInt64LE(at)).toBe(1600n);
    bytes.writeBigInt64LE(2n ** 40n, at);
    await expect(opened(folder.write('bomb.arrow', bytes), modelTaking([2]))).rejects.toThrow(
      'bomb.arrow has batches of more than 1024 MB, which would have to lie in memory; write it with smaller ones.',
    );
  });

  it("of Feather's first version is refused with what to do", async () => {
    await expect(opened(folder.write('old.feather', 'FEA1abc'), digitsModel)).rejects.toThrow(
      "old.feather is of Feather's first version",
    );
  });

  it('that is cut short is refused', async () => {
    for (const name of ['data-00000-of-00001.arrow', 'lists.arrow']) {
      const bytes = writtenBytes(name);
      for (const length of [20, 500, 6000]) {
        const path = folder.write('cut.arrow', bytes.subarray(0, length));
        await expect(opened(path, digitsModel)).rejects.toThrow(
          'cut.arrow is cut short in the middle of its Arrow data',
        );
      }
    }
  });

  it('with any byte of what describes it changed is read or refused in a sentence', async () => {
    const bytes = Uint8Array.from(writtenBytes('data-00000-of-00001.arrow'));
    for (let at = 0; at < 1500; at += 71) {
      const before = bytes[at];
      bytes[at] ^= 0x5a;
      try {
        await valuesOf(await opened(folder.write('odd.arrow', bytes), digitsModel));
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
      }
      bytes[at] = before;
    }
  });
});
