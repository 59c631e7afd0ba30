import { describe, expect, it } from 'vitest';
import { InputError } from '../../../src/inputError.js';
import { opened, valuesOf } from '../opened.js';
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

  it('that is compressed is refused with what to do', async () => {
    await expect(opened(writtenPath('compressed.feather'), digitsModel)).rejects.toThrow(
      'compressed.feather is compressed inside, which is not read; write it with compression="uncompressed" (Feather), or as Parquet.',
    );
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
