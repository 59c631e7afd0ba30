import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openDataset } from '../../src/dataset/openDataset.js';
import { modelTaking, opened, valuesOf } from './opened.js';

/** A file that test/dataset/files/write.py wrote. */
export function writtenPath(name: string): string {
  return join(import.meta.dirname, 'files', name);
}

export function writtenBytes(name: string): Buffer {
  return readFileSync(writtenPath(name));
}

export const digitNames = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
export const digitsModel = modelTaking([64]);

/** The samples that the written files hold: 100 of the digits' test set, as NumPy's file has them. */
export async function digits(): Promise<{
  readonly values: readonly number[];
  readonly labels: readonly number[];
}> {
  const sample = join(import.meta.dirname, '../../examples/digits/test.dataset.json');
  const dataset = await openDataset(sample, { modelInput: digitsModel, dataRoots: [], samples: 100 });
  const values = await valuesOf(dataset);
  await dataset.close();
  return { values: values.map((value) => value * 16), labels: [...dataset.labels] };
}

/** What a path gives of the digits. */
export async function readDigits(path: string): Promise<{
  readonly values: readonly number[];
  readonly labels: readonly number[];
  readonly classes: readonly string[] | null;
}> {
  const dataset = await opened(path, digitsModel);
  return { values: await valuesOf(dataset), labels: [...dataset.labels], classes: dataset.classes };
}
