import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { InputError } from '../../src/inputError.js';
import type { ResultFile } from '../../src/results/schema.js';
import { checkResultPath, readResult, writeResult } from '../../src/results/store.js';
import { sampleResult, sampleWithMeans } from './sampleResult.js';

let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'results-'));
  path = join(folder, 'pets.test.importance.json');
});

afterEach(() => rm(folder, { recursive: true }));

/** One layer of 1,002 units by 1,000 classes; entry [u][c] of the class means is u - c / 1024, one is undefined. */
function wideResult(scale = 1): ResultFile {
  const units = 1002;
  const classes = 1000;
  const result = sampleResult();
  result.dataset.classes = Array.from({ length: classes }, (_, c) => String(c));
  result.dataset.classCounts = result.dataset.classes.map(() => 1);
  result.baseline.correctPerClass = result.dataset.classes.map(() => 1);
  const classMeans: (number | null)[][] = Array.from({ length: units }, (_, u) =>
    Array.from({ length: classes }, (_, c) => scale * (u - c / 1024)),
  );
  classMeans[7][3] = null;
  result.layers = [{ ...result.layers[0], unitCount: units, shape: [units], units: { classMeans } }];
  return result;
}

describe('a stored result', () => {
  it('comes back as it was written, and leaves no other file', async () => {
    await writeResult(path, sampleWithMeans());
    expect(await readResult(path)).toEqual(sampleWithMeans());
    expect(await readdir(folder)).toEqual(['pets.test.importance.json']);
  });

  it('is the same to the byte for the same result', async () => {
    await writeResult(path, sampleResult());
    const first = await readFile(path);
    await writeResult(path, sampleResult());
    expect(first.equals(await readFile(path))).toBe(true);
  });

  it('stays what it was where a new one cannot be written whole', async () => {
    await writeResult(path, sampleResult());
    const broken = sampleResult();
    broken.baseline.loss = NaN;
    await expect(writeResult(path, broken)).rejects.toThrow('.baseline.loss of the result is NaN');
    expect(await readResult(path)).toEqual(sampleResult());
    expect(await readdir(folder)).toEqual(['pets.test.importance.json']);
  });

  it('is refused with a sentence where the folder is missing, is a file, or the name is too long', async () => {
    await writeFile(join(folder, 'file'), '');
    const wrong = [join(folder, 'missing', 'r.json'), join(folder, 'file', 'r.json')];
    for (const place of [...wrong, join(folder, `${'x'.repeat(300)}.json`)]) {
      const refusal = await writeResult(place, sampleResult()).catch((error: unknown) => error);
      expect(refusal).toBeInstanceOf(InputError);
      expect((refusal as Error).message).toContain("The result can't be written to");
    }
    for (const place of wrong) await expect(checkResultPath(place)).rejects.toBeInstanceOf(InputError);
    await expect(checkResultPath(folder)).rejects.toThrow('is a folder: name the result file in it.');
    await checkResultPath(path);
    expect(await readdir(folder)).toEqual(['file']);
  });

  it('is refused where it is missing, or is not JSON', async () => {
    await expect(readResult(path)).rejects.toThrow("can't be read (ENOENT): check the path.");
    await writeFile(path, '{ "format": "unit-imp');
    await expect(readResult(path)).rejects.toThrow('is not a whole result file (it is not JSON)');
  });
});

describe('a matrix of more than a million entries', () => {
  const binary = async (): Promise<string> =>
    (await readdir(folder)).filter((file) => file.endsWith('.bin')).join();

  it('stands in a binary file that is named with its sha256, and comes back', async () => {
    const result = wideResult();
    await writeResult(path, result);
    const bytes = await readFile(join(folder, await binary()));
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    expect(await readdir(folder)).toEqual(
      [`pets.test.importance.${sha256}.bin`, 'pets.test.importance.json'].sort(),
    );
    expect(bytes).toHaveLength(1002 * 1000 * 8);
    expect(bytes.readDoubleLE(8 * (5 * 1000 + 512))).toBe(4.5);
    const json = JSON.parse(await readFile(path, 'utf8')) as ResultFile;
    expect(json.layers[0].units.classMeans).toEqual({
      file: `pets.test.importance.${sha256}.bin`,
      sha256,
      type: 'float64',
      shape: [1002, 1000],
      offset: 0,
    });
    const read = await readResult(path);
    expect(read.layers[0].units.classMeans?.[7][3]).toBeNull();
    expect(read).toEqual(result);
    expect(result.layers[0].units.classMeans).toHaveLength(1002);
  });

  it('shares the file with others, and each is found at its offset', async () => {
    const result = wideResult();
    const correctPerClass =
      result.layers[0].units.classMeans?.map((row, u) => row.map((_, c) => (u + c) % 2)) ?? [];
    const counts = correctPerClass.map(() => 0);
    result.layers[0].units.ablation = {
      zero: { correct: counts, turnedWrong: counts, turnedRight: counts, correctPerClass },
    };
    await writeResult(path, result);
    const json = JSON.parse(await readFile(path, 'utf8')) as ResultFile;
    expect(json.layers[0].units.ablation?.['zero'].correctPerClass).toMatchObject({
      offset: 1002 * 1000 * 8,
    });
    expect(await readResult(path)).toEqual(result);
  });

  it('leaves nothing of an earlier one behind', async () => {
    await writeResult(path, wideResult());
    const before = await binary();
    await writeResult(path, wideResult(2));
    expect(await binary()).not.toBe(before);
    await writeResult(path, sampleResult());
    expect(await readdir(folder)).toEqual(['pets.test.importance.json']);
  });

  it('is refused where its file is missing, altered, or lies elsewhere', async () => {
    await writeResult(path, wideResult());
    const file = join(folder, await binary());
    const bytes = await readFile(file);
    bytes[100] ^= 1;
    await writeFile(file, bytes);
    await expect(readResult(path)).rejects.toThrow('its bytes are not those that were written');
    await rm(file);
    await expect(readResult(path)).rejects.toThrow("it can't be read: ENOENT");
    const text = await readFile(path, 'utf8');
    await writeFile(path, text.replace('"pets.test.importance.', '"../pets.test.importance.'));
    await expect(readResult(path)).rejects.toThrow(
      'classMeans is neither a matrix nor a reference to a file beside it',
    );
    await expect(readResult(path)).rejects.toBeInstanceOf(InputError);
  });
});

describe('the place for a result', () => {
  it('may hold an earlier result, or nothing', async () => {
    await checkResultPath(path);
    await writeResult(path, sampleResult());
    await expect(checkResultPath(path)).resolves.toBeUndefined();
  });

  it('is refused where another file would be lost', async () => {
    await writeFile(path, 'the only copy of my data');
    await expect(checkResultPath(path)).rejects.toThrow(/not overwritten: name another file/);
    expect(await readFile(path, 'utf8')).toBe('the only copy of my data');
  });
});
