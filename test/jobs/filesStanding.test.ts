import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { filesStanding } from '../../src/jobs/filesStanding.js';
import { temporaryFolder } from '../dataset/temporaryFolder.js';
import { sampleResult } from '../results/sampleResult.js';

const folder = temporaryFolder();
const result = sampleResult();
const measured = { model: result.model.sha256, data: result.dataset.sha256 };

const standing = (now: typeof measured, data = 'test.dataset.json') =>
  filesStanding(
    result,
    { modelPath: join(folder.path, 'pets.onnx'), dataPath: join(folder.path, data), dataRoots: [] },
    () => Promise.resolve(now),
  );

beforeEach(async () => {
  for (const name of ['pets.onnx', 'test.dataset.json']) await writeFile(join(folder.path, name), '');
});

describe('the files that a result was measured on', () => {
  it('are up to date where both have the same sha256', async () => {
    expect(await standing(measured)).toBe('upToDate');
  });

  it('are told apart: the model has changed, or else the data', async () => {
    expect(await standing({ ...measured, model: 'c' })).toBe('modelChanged');
    expect(await standing({ model: 'c', data: 'd' })).toBe('modelChanged');
    expect(await standing({ ...measured, data: 'd' })).toBe('dataChanged');
  });

  it('may be one array of several in a file', async () => {
    await writeFile(join(folder.path, 'pets.npz'), '');
    expect(await standing(measured, 'pets.npz#x')).toBe('upToDate');
  });

  it('are missing where one is', async () => {
    expect(await standing(measured, 'other.npz')).toBe('missing');
  });
});
