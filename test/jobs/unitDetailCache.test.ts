import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { InputError } from '../../src/inputError.js';
import type { LiveSession } from '../../src/jobs/liveSession.js';
import type { SamplesQuestion, StoredSample, UnitQuestion } from '../../src/jobs/protocol.js';
import { UnitDetailCache, type LendNetwork } from '../../src/jobs/unitDetailCache.js';
import type { ResultFile } from '../../src/results/schema.js';
import { temporaryFolder } from '../dataset/temporaryFolder.js';
import { sampleResult, sampleWithMeans } from '../results/sampleResult.js';
import { someDetail } from '../results/someDetail.js';

const folder = temporaryFolder();
const result = sampleWithMeans();
let tests = 0;
let cacheFolder: string;
beforeEach(() => (cacheFolder = join(folder.path, `cache ${tests++}`)));

/** A network that notes what it is asked; the unit's activity names it. */
function network() {
  const asked: string[] = [];
  const session = {
    detail: ({ unit, replaceBy, of }: UnitQuestion) => {
      asked.push(`unit ${unit} by ${Object.values(replaceBy).join(' ')} of ${of.model[0]} on ${of.data[0]}`);
      return Promise.resolve(someDetail([unit], { unit }));
    },
    samples: ({ samples }: SamplesQuestion) => {
      asked.push(`samples ${samples.join()}`);
      return Promise.resolve(
        samples.map((sample): StoredSample => {
          return { kind: 'values', sample, label: 0, values: Float32Array.of(sample) };
        }),
      );
    },
  } as unknown as LiveSession;
  const lend: LendNetwork = (ask) => ask(session);
  return { asked, lend };
}

describe('details of units', () => {
  it('are asked for once, and come from disk at the next start', async () => {
    const { asked, lend } = network();
    const cache = new UnitDetailCache(cacheFolder);
    const first = await cache.detail(result, 2, 'mean', lend);
    expect(first.activity).toEqual(Float32Array.of(2));
    expect(await cache.detail(result, 2, 'mean', lend)).toBe(first);
    expect(await new UnitDetailCache(cacheFolder).detail(result, 2, 'mean', lend)).toEqual(first);
    expect(asked).toEqual(['unit 2 by constant 0.2 of a on b']);
  });

  it('are asked for anew where they are damaged on disk, and then replaced', async () => {
    const { asked, lend } = network();
    const first = await new UnitDetailCache(cacheFolder).detail(result, 2, 'zero', lend);
    const [name] = readdirSync(join(cacheFolder, 'details'));
    writeFileSync(join(cacheFolder, 'details', name), 'UIDETAIL and something else');
    expect(await new UnitDetailCache(cacheFolder).detail(result, 2, 'zero', lend)).toEqual(first);
    expect(await new UnitDetailCache(cacheFolder).detail(result, 2, 'zero', lend)).toEqual(first);
    expect(asked).toHaveLength(2);
  });

  it('are others for another unit, replacement value, seed, model, data or part of the data', async () => {
    const { asked, lend } = network();
    const cache = new UnitDetailCache(cacheFolder);
    const { model, dataset } = result;
    const others: [ResultFile, number, string][] = [
      [result, 2, 'mean'],
      [result, 3, 'mean'],
      [result, 2, 'zero'],
      [result, 2, 'resample'],
      [{ ...result, settings: { seed: 1 } }, 2, 'resample'],
      [{ ...result, model: { ...model, sha256: 'c'.repeat(64) } }, 2, 'mean'],
      [{ ...result, dataset: { ...dataset, sha256: 'c'.repeat(64) } }, 2, 'mean'],
      [{ ...result, dataset: { ...dataset, samples: 100 } }, 2, 'mean'],
      [{ ...result, dataset: { ...dataset, file: 'data/digits.npz#z' } }, 2, 'mean'],
    ];
    for (const each of others) await cache.detail(...each, lend);
    expect(asked).toHaveLength(others.length);
    // The result's own place, and what else was measured, make no difference.
    const moved = { ...result, created: 'later', model: { ...model, file: '../pets.onnx' } };
    await cache.detail(moved, 2, 'mean', lend);
    await cache.detail({ ...sampleResult(), created: 'later' }, 2, 'zero', lend);
    expect(asked).toHaveLength(others.length);
  });

  it('are not kept where the network fails, or the result does not tell of the unit', async () => {
    const { asked, lend } = network();
    const cache = new UnitDetailCache(cacheFolder);
    const failing = () => Promise.reject(new Error('gone'));
    await expect(cache.detail(result, 2, 'zero', failing)).rejects.toThrow('gone');
    await expect(cache.detail(result, 2, 'optimal', lend)).rejects.toThrow(InputError);
    expect(asked).toEqual([]);
    expect((await cache.detail(result, 2, 'zero', lend)).unit).toBe(2);
  });

  it('can be kept in memory alone', async () => {
    const { asked, lend } = network();
    const cache = new UnitDetailCache(null);
    for (let time = 0; time < 2; time++) await cache.detail(result, 2, 'zero', lend);
    expect(asked).toHaveLength(1);
  });
});

describe('samples to show', () => {
  it('are read once each, and given in the order in which they are asked for', async () => {
    const { asked, lend } = network();
    const cache = new UnitDetailCache(null);
    const numbers = async (samples: number[]) =>
      (await cache.samples(result, samples, lend)).map(({ sample }) => sample);
    expect(await numbers([5, 2, 5])).toEqual([5, 2, 5]);
    expect(await numbers([2, 7, 5])).toEqual([2, 7, 5]);
    expect(await numbers([])).toEqual([]);
    expect(asked).toEqual(['samples 5,2', 'samples 7']);
    const other = { ...result, dataset: { ...result.dataset, sha256: 'c'.repeat(64) } };
    await cache.samples(other, [2], lend);
    expect(asked).toHaveLength(3);
  });
});
