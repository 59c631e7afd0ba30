import { describe, expect, it } from 'vitest';
import { exportWeights } from '../../src/cli/exportWeights.js';
import { runCli } from '../../src/cli/runCli.js';
import { temporaryFolder } from '../dataset/temporaryFolder.js';
import { fakeIo } from './fakeIo.js';
import type { ModelSummary } from '../../src/jobs/protocol.js';

const folder = temporaryFolder();

const weights: ModelSummary = {
  format: 'pytorch',
  inputs: [],
  outputs: [],
  layers: [],
  weights: {
    kind: 'stateDict',
    path: [],
    layers: [
      {
        id: 'fc1',
        parameters: 15,
        tensors: [
          { name: 'weight', type: 'float32', shape: [3, 4] },
          { name: 'bias', type: 'float16', shape: [3] },
        ],
      },
    ],
    explanation: 'net.pt holds weights without a graph; export it.',
  },
};

const network: ModelSummary = { format: 'onnx', inputs: [], outputs: [], layers: [] };

/** What the program says on standard error, behind its exit status. */
async function refusal(args: readonly string[], model: ModelSummary = weights): Promise<string> {
  const io = fakeIo(folder.path);
  io.jobs.model = model;
  const status = await runCli(args, io);
  return `${status}: ${io.stderr.text}`;
}

const asked = ['export', 'net.pt', '--input-shape', '1,4', '--model', 'train:Net'];

describe('weights on the command line', () => {
  it('are inspected as layers with their shapes, and explained', async () => {
    const io = fakeIo(folder.path);
    io.jobs.model = weights;
    expect(await runCli(['inspect', 'net.pt'], io)).toBe(0);
    expect(io.stdout.text).toMatch(/^fc1 +weight 3 x 4, bias 3 float16 +15$/m);
    expect(io.stdout.text).toContain('net.pt holds weights without a graph; export it.');
  });

  it('are not exported without an input, or without what builds the network', async () => {
    expect(await refusal(['export', 'net.pt', '--model', 'train:Net'])).toMatch(/^2: export needs the shape/);
    expect(await refusal(asked.slice(0, 4))).toMatch(/^2: net\.pt holds weights alone: say with --model/);
    expect(await refusal([...asked, '--out', 'net.pt'])).toMatch(/^2: --out would overwrite the weights/);
    expect(await refusal(asked, network)).toMatch(/^2: net\.pt is no file of PyTorch/);
  });

  it('overwrite no model unasked', async () => {
    folder.write('net.onnx', 'a model');
    expect(await refusal(asked)).toMatch(
      /^2: .*net\.onnx is there already: .* replace it with --replace\.\n$/,
    );
  });

  it('show the command before it runs, and say what went wrong with it in one line', async () => {
    const told = await refusal([...asked, '--python', 'no-such-python', '--out', 'other.onnx']);
    expect(told).toMatch(
      /^2: no-such-python export_onnx\.py .*weights\.safetensors --model train:Net --input-shape 1,4/,
    );
    expect(told).toMatch(/no-such-python can't be started \(.*\); choose another Python interpreter\.\n$/);
  });

  it('need a Python', async () => {
    const io = fakeIo(folder.path);
    io.jobs.model = weights;
    await expect(
      exportWeights(
        {
          name: 'export',
          weightsPath: 'net.pt',
          reference: 'train:Net',
          inputShape: '1,4',
          outPath: `${folder.path}/third.onnx`,
          python: null,
          replaces: false,
        },
        io,
      ),
    ).rejects.toThrow(/^There is no python3 or python on PATH;/);
  });
});
