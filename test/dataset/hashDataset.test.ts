import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashDataset } from '../../src/dataset/hashDataset.js';
import { openDataset } from '../../src/dataset/openDataset.js';
import { writeNpy } from '../twin/npy.js';

describe('the sha256 of a dataset', () => {
  let folder: string;
  let descriptor: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'unit-importance-'));
    descriptor = join(folder, 'small.dataset.json');
    await writeFile(join(folder, 'x.npy'), writeNpy([3, 2], [1, 2, 3, 4, 5, 6], '<f4'));
    await writeFile(join(folder, 'y.npy'), writeNpy([3], [0, 1, 0], '<i8'));
    await writeFile(descriptor, JSON.stringify({ inputs: 'x.npy', labels: 'y.npy' }));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('is the same with a model to open the data for and without', async () => {
    const modelInput = { shape: [2], layout: null, classCount: 2 };
    const dataset = await openDataset(descriptor, { modelInput, dataRoots: [], samples: null });
    const whole = await dataset.sha256();
    await dataset.close();
    expect(await hashDataset(descriptor, [])).toBe(whole);
  });

  it('changes when a label does', async () => {
    const before = await hashDataset(descriptor, []);
    await writeFile(join(folder, 'y.npy'), writeNpy([3], [0, 1, 1], '<i8'));
    expect(await hashDataset(descriptor, [])).not.toBe(before);
  });
});
