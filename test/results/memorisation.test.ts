import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compareNetworks } from '../../src/results/derive/comparison.js';
import { curveFamilies, type CurveFamily } from '../../src/results/derive/curveFamilies.js';
import { bandSentences } from '../../src/results/derive/memorisationSentences.js';
import { bandsOverlap, type Spread } from '../../src/results/derive/spread.js';
import type { ResultFile } from '../../src/results/schema.js';
import { analyseFiles, type FilesToAnalyse } from '../analysis/analyseFiles.js';

const sample = join(import.meta.dirname, '../../examples/digits');
const shared = join(import.meta.dirname, '../../../shared');

/** Ten random orders over the whole network, of a network on labels that it was trained on. */
function randomOrders(files: FilesToAnalyse): Promise<ResultFile> {
  return analyseFiles({ ...files, settings: { measures: ['curves'], loss: false } });
}

function areas(result: ResultFile): Spread {
  const [{ auc, curves }] = curveFamilies(result) as [CurveFamily];
  expect(curves).toHaveLength(10);
  return auc!;
}

describe("the paper's first finding: networks that memorised fall faster", () => {
  it('shows on the sample, bands apart', async () => {
    const digits = await randomOrders({
      modelPath: join(sample, 'digits.onnx'),
      dataPath: join(sample, 'train.dataset.json'),
    });
    const memorised = await randomOrders({
      modelPath: join(sample, 'digits-memorised.onnx'),
      dataPath: join(sample, 'train-shuffled.dataset.json'),
    });
    expect(digits.baseline.correct).toBe(digits.dataset.samples);
    expect(memorised.baseline.correct).toBe(memorised.dataset.samples);
    expect(bandsOverlap(areas(digits), areas(memorised))).toBe(false);
    expect(areas(digits).lowest).toBeGreaterThan(areas(memorised).highest + 0.1);
    const networks = compareNetworks([
      { name: 'memorised', result: memorised },
      { name: 'digits', result: digits },
    ]);
    expect(bandSentences(networks, networks[0].curves[0].key)[1]).toBe(
      'Bands over orders that do not overlap: every order of digits lies above every order of memorised.',
    );
  });
});

describe.skipIf(!existsSync(shared))('the same on MNIST (skipped without ../shared)', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'memorisation-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const data = join(shared, 'data');

  async function trained(model: string, labels: string): Promise<ResultFile> {
    const dataPath = join(folder, `${model}.dataset.json`);
    const descriptor = {
      inputs: join(data, 'train-images-idx3-ubyte.gz'),
      labels: join(data, labels),
      scale: 1 / 255,
      first: 0,
      count: 2000,
    };
    await writeFile(dataPath, JSON.stringify(descriptor));
    return randomOrders({
      modelPath: join(shared, 'models/onnx', `mnist_mlp_${model}.onnx`),
      dataPath,
      dataRoots: [data],
    });
  }

  it('the AUCs follow the share of shuffled labels, 0, 60, 100 %', { timeout: 300_000 }, async () => {
    const c000 = areas(await trained('c000', 'train-labels-idx1-ubyte.gz'));
    const c060 = areas(await trained('c060', 'mnist-train10k-labels-c060-idx1-ubyte'));
    const c100 = areas(await trained('c100', 'mnist-train10k-labels-c100-idx1-ubyte'));
    expect(c000.mean).toBeGreaterThan(c060.mean);
    expect(c060.mean).toBeGreaterThan(c100.mean);
    for (const shuffled of [c060, c100]) expect(bandsOverlap(c000, shuffled)).toBe(false);
    // Ten other orders, drawn by an independent implementation, came to .769 and .416.
    expect(Math.abs(c000.mean - 0.769)).toBeLessThan(0.03);
    expect(Math.abs(c100.mean - 0.416)).toBeLessThan(0.03);
    for (const [name, { mean, deviation, lowest, highest }] of Object.entries({ c000, c060, c100 })) {
      const [m, d, from, to] = [mean, deviation, lowest, highest].map((value) => value.toFixed(3));
      console.log(`${name}: AUC ${m}, standard deviation ${d}, ${from} to ${to}`);
    }
  });
});
