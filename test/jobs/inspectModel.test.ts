import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCli } from '../../src/cli/runCli.js';
import { onnxRuntime } from '../../src/engine/onnxRuntime.js';
import { InputError } from '../../src/inputError.js';
import { inspectModel } from '../../src/jobs/inspectModel.js';
import type { ModelSummary } from '../../src/jobs/protocol.js';
import { fakeIo } from '../cli/fakeIo.js';
import { temporaryFolder } from '../dataset/temporaryFolder.js';
import { modelBytes } from '../model/graphText.js';

const folder = temporaryFolder();
const sample = join(import.meta.dirname, '../../examples/digits/digits.onnx');

describe('an inspection of the sample', () => {
  it('lists its layers, and no plan unless one is asked for', async () => {
    const found = await inspectModel(onnxRuntime, sample, false);
    expect(found.layers.map(({ kind, shape, unitCount }) => ({ kind, shape, unitCount }))).toEqual([
      { kind: 'dense', shape: [64], unitCount: 64 },
      { kind: 'dense', shape: [64], unitCount: 64 },
    ]);
    expect(found).not.toHaveProperty('plan');
    // As train.py calls them; PyTorch's exporter names the weights after them.
    expect(found.layers.map(({ modules }) => modules)).toEqual([['fc1'], ['fc2']]);
  });

  it('plans ways of deleting units, each of which works less than the next', async () => {
    const io = fakeIo('/');
    io.jobs.model = await inspectModel(onnxRuntime, sample, true);
    expect(await runCli(['inspect', sample, '--plan', '--json'], io)).toBe(0);
    const { layers, plan } = JSON.parse(io.stdout.text) as ModelSummary;
    expect(plan?.layers.map(({ id }) => id)).toEqual(layers.map(({ id }) => id));
    for (const { ways } of plan?.layers ?? []) {
      expect(ways.map(({ way }) => way)).toEqual(['tail', 'delta', 'suffix', 'masks']);
      const works = ways.map(({ work }) => work);
      for (const [i, work] of works.entries()) if (i > 0) expect(work).toBeGreaterThan(works[i - 1]);
      expect(works.at(-1)).toBe(plan?.work);
    }
  });
});

describe('a model that leaves the size of its input open', () => {
  const bytes = modelBytes(
    [
      'c = Conv(x, w[4,1,3,3])',
      'a = Relu(c)',
      'p = GlobalAveragePool(a)',
      'f = Flatten(p)',
      'y = Gemm(f, v[4,3])',
    ],
    { input: ['batch', 1, 'height', 'width'] },
  );

  it('is listed with its units', async () => {
    const { layers } = await inspectModel(onnxRuntime, folder.write('listed.onnx', bytes), false);
    expect(layers).toMatchObject([{ kind: 'conv', shape: [4, null, null], unitCount: 4 }]);
  });

  it('is refused in one sentence where a plan is asked for', async () => {
    const path = folder.write('open.onnx', bytes);
    await expect(inspectModel(onnxRuntime, path, true)).rejects.toThrow(
      new InputError(
        "The network in open.onnx leaves the size of its input open, so its work can't be estimated; export it with a fixed input size, or analyse it.",
      ),
    );
  });
});
