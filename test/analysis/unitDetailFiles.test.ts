import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { InputError } from '../../src/inputError.js';
import type { LiveHost } from '../../src/jobs/jobServices.js';
import { jobServices } from '../../src/jobs/onnxServices.js';
import { unitReplacement } from '../../src/results/derive/unitReplacement.js';
import type { ResultFile } from '../../src/results/schema.js';
import { analyseFiles, type FilesToAnalyse } from './analyseFiles.js';
import { describeReferenceData, hasReferences, referenceData, referenceModel } from './referenceFiles.js';
import { expectDetailOfResult } from './unitCounts.js';

const digits = join(import.meta.dirname, '../../examples/digits');
const sample = { modelPath: join(digits, 'digits.onnx'), dataPath: join(digits, 'test.dataset.json') };
const calm = () => Promise.resolve();
const wanted = { seed: 5, replacements: ['zero', 'mean', 'resample', 'optimal'] } as const;

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'details-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Opens what was analysed as a live network, and asks it. */
async function asking(files: FilesToAnalyse, ask: (host: LiveHost) => Promise<void>): Promise<void> {
  const { modelPath, dataPath, dataRoots = [], samples = null } = files;
  const inputs = { modelPath, dataPath, dataRoots, samples, engine: 'cpu' as const, memoryBytes: 4e9 };
  const opened = await jobServices.open(inputs);
  try {
    await ask(await opened.openLive(1));
  } finally {
    await opened.close();
  }
}

const of = ({ model, dataset }: ResultFile) => ({ model: model.sha256, data: dataset.sha256 });

/** Compares every so many of the units that were deleted with the result. */
async function expectDetails(files: FilesToAnalyse, every: number): Promise<void> {
  const result = await analyseFiles(files);
  await asking(files, async (host) => {
    for (const [replacement] of Object.entries(result.layers[0].units.ablation ?? {})) {
      const units = result.layers.reduce((sum, { unitCount }) => sum + unitCount, 0);
      for (let unit = 0; unit < units; unit += every) {
        const replaceBy = unitReplacement(result, unit, replacement);
        const detail = await host.detail({ unit, replaceBy, of: of(result) }, calm);
        expectDetailOfResult(detail, result, replacement);
      }
    }
  });
}

describe('units looked at in files', () => {
  it('of the sample turn the samples that its result counts', async () => {
    const units = [{ first: 0, last: null, every: 5 }];
    await expectDetails({ ...sample, settings: { ...wanted, units } }, 5);
  });

  it.skipIf(!hasReferences).each([
    ['mnist_mlp_c000.test2000', 2000, 64, wanted.replacements],
    ['f_ort_mnist.test2000', 300, 7, ['zero', 'mean', 'resample'] as const],
    ['cifar_conv_nobn.test500', 100, 50, ['zero', 'mean', 'resample'] as const],
  ])('of %s too, on %d samples', async (name, count, every, replacements) => {
    const files = {
      modelPath: referenceModel(name),
      dataPath: await describeReferenceData(folder, name, count),
      dataRoots: [referenceData],
    };
    const units = [{ first: 0, last: null, every }];
    await expectDetails({ ...files, settings: { ...wanted, replacements, units } }, every);
  });

  it('are not told of other files than those that were measured', () =>
    asking(sample, async (host) => {
      const { model, data } = await jobServices.fingerprint({ ...sample, dataRoots: [] });
      const replaceBy = { kind: 'constant', value: 0 } as const;
      await expect(host.detail({ unit: 1, replaceBy, of: { model: 'x', data } }, calm)).rejects.toThrow(
        new InputError('digits.onnx has changed since its units were measured; analyse it again.'),
      );
      await expect(host.samples({ samples: [1], of: { model, data: 'x' } })).rejects.toThrow(
        new InputError(
          'The data digits, test 500 have changed since units were measured on them; analyse digits.onnx again.',
        ),
      );
      expect((await host.detail({ unit: 1, replaceBy, of: { model, data } }, calm)).samples).toBe(500);
    }));

  it('have samples to show, in the order in which they are asked for', () =>
    asking(sample, async (host) => {
      const of = await jobServices.fingerprint({ ...sample, dataRoots: [] });
      const shown = await host.samples({ samples: [400, 3, 400], of });
      expect(shown.map(({ sample: index, kind }) => [index, kind])).toEqual([
        [400, 'picture'],
        [3, 'picture'],
        [400, 'picture'],
      ]);
      await expect(host.samples({ samples: [3, 500], of })).rejects.toThrow(
        new InputError('There is no sample 500; samples are counted from 0 to 499.'),
      );
    }));
});
