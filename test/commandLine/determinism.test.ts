import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../dataset/temporaryFolder.js';
import { wideConvNet } from './networks.js';
import { repository, runProgram } from './program.js';
import { randomImages } from './randomSamples.js';
import { statedBytes } from './statedBytes.js';

const folder = temporaryFolder();

/** The bytes of a new analysis's result, but for when it was made and how long it took. */
async function resultOf(
  model: string,
  data: string,
  workers: number,
  more: readonly string[] = [],
): Promise<string> {
  const out = join(folder.path, 'result.importance.json');
  const options = ['--replacement', 'zero,mean', '--workers', String(workers), '--out', out, ...more];
  const { status, said } = await runProgram(['analyse', model, '--data', data, ...options]);
  expect({ status, said }).toEqual({ status: 0, said: [] });
  return statedBytes(out);
}

describe('the same inputs give the same result file to the byte, on any number of processes', () => {
  it('for the sample', async () => {
    const digits = join(repository, 'examples/digits');
    const analyse = (workers: number): Promise<string> =>
      resultOf(join(digits, 'digits.onnx'), join(digits, 'test.dataset.json'), workers);
    const first = await analyse(1);
    for (const workers of [1, 2, 3]) expect(await analyse(workers)).toBe(first);
  });

  it('for an estimate of the sample', async () => {
    const digits = join(repository, 'examples/digits');
    const paths = [join(digits, 'digits.onnx'), join(digits, 'test.dataset.json')] as const;
    const analyse = (workers: number): Promise<string> => {
      return resultOf(...paths, workers, ['--precision', '4%', '--no-cache']);
    };
    const first = await analyse(1);
    for (const workers of [1, 2, 3]) expect(await analyse(workers)).toBe(first);
  });

  it('for a convnet and data that are cut into several shards, each of several batches', async () => {
    for (const [name, content] of Object.entries(randomImages(wideConvNet().network, [1, 12, 12], 5, 1200))) {
      folder.write(name, content);
    }
    const analyse = (workers: number): Promise<string> =>
      resultOf(join(folder.path, 'model.onnx'), join(folder.path, 'data.dataset.json'), workers);
    const first = await analyse(1);
    for (const workers of [1, 2, 3]) expect(await analyse(workers)).toBe(first);
  });
});
