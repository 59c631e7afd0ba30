import { spawnSync } from 'node:child_process';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { extractWeights } from '../../src/jobs/extractWeights.js';
import { inspectWeights } from '../../src/jobs/inspectWeights.js';
import { readOnnx } from '../../src/model/formats/onnx.js';
import { tensorOf } from '../../src/model/tensor.js';
import type { ExportRequest } from '../../src/python/exportRequest.js';
import { exportToOnnx } from '../../src/python/exportToOnnx.js';
import { temporaryFolder } from '../dataset/temporaryFolder.js';
import { zipBytes } from '../dataset/writers.js';

const python = '/usr/bin/python3';
const hasTorch = spawnSync(python, ['-c', 'import torch']).status === 0;
const hasTorchExport = spawnSync(python, ['-c', 'import torch.export']).status === 0;
const files = join(import.meta.dirname, '../jobs/torchFiles');
const { path: folder } = temporaryFolder();

/** The network of the files, whose weights count 0, 1, 2, ... */
const code = `
import torch
from torch import nn

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(3, 4)
        self.norm = nn.BatchNorm1d(4)
        self.fc2 = nn.Linear(4, 2)

    def forward(self, x):
        return self.fc2(torch.relu(self.norm(self.fc1(x))))

def wide():
    net = Net()
    net.fc2 = nn.Linear(5, 2)
    return net

def needs(argument):
    return Net()

def number():
    return 3
`;

describe.skipIf(!hasTorch)('with Python and torch, an export', () => {
  beforeAll(async () => {
    await writeFile(join(folder, 'nets.py'), code);
    await writeFile(join(folder, 'broken.py'), 'import torch\nimport no_such_package\n');
    await writeFile(join(folder, 'raises.py'), 'x = 1\nraise ValueError("not today")\n');
    const members = { 'serialized_exported_program.json': Buffer.from('{}') };
    await writeFile(join(folder, 'program.pt2'), zipBytes(members, 'stored'));
    await cp(files, folder, { recursive: true });
  });

  async function exported(file: string, reference: string | null, inputShape = '1,3'): Promise<string> {
    const weightsPath = join(folder, file);
    const summary = await inspectWeights(weightsPath);
    const request: ExportRequest = {
      ...{ python, weightsPath, kind: summary!.weights!.kind, reference, inputShape, folder },
      script: join(import.meta.dirname, '../../media/python/export_onnx.py'),
      outPath: join(folder, `${file}.onnx`),
    };
    const { signal } = new AbortController();
    const extract = (path: string, to: string): Promise<void> => extractWeights({ path, to }, signal);
    await exportToOnnx(request, { extract, onStep: () => undefined }, signal);
    return request.outPath;
  }

  it.each([
    ['state.pt', 'nets:Net'],
    ['checkpoint.pth', 'nets:Net'],
    ['whole-legacy.pt', 'nets:Net'],
    ['script.pt', null],
  ])('keeps the names and the values of the weights: %s', async (file, reference) => {
    const path = await exported(file, reference);
    const graph = await readOnnx(await readFile(path), file, () =>
      Promise.reject(new Error('no data beside')),
    );
    const weight = tensorOf(graph.initializers.get('fc1.weight')!);
    expect(weight.dims).toEqual([4, 3]);
    expect(Array.from(weight.values)).toEqual(Array.from({ length: 12 }, (_, i) => i));
    // Normalisation is not merged into the layer before it, whose weights would change.
    expect(graph.nodes.map(({ opType }) => opType)).toContain('BatchNormalization');
    expect(graph.inputs[0].shape).toEqual([null, 3]);
  });

  it.each([
    [
      'nets:wide',
      '1,3',
      /state\.pt does not fit wide: fc2\.weight is 2 x 4 in the file and 2 x 5 in the network;/,
    ],
    ['nets:needs', '1,3', /^needs\(\) fails: TypeError: .*argument/],
    ['nets:number', '1,3', /^number returns int, and no torch\.nn\.Module;/],
    ['nets:Nett', '1,3', /^nets has no Nett; it has Net, wide, needs and 1 more;/],
    ['nets:Net', '1,7', /^Net can't take an input of shape 2 x 7: RuntimeError: .*\(nets\.py, line 13\);/],
    ['nots:Net', '1,3', /^There is no module nots in /],
    ['broken:Net', '1,3', /^broken imports no_such_package, .* \(broken\.py, line 2\);/],
    ['raises:Net', '1,3', /^raises can't be imported: ValueError: not today \(raises\.py, line 2\);/],
  ])('is refused in words: %s on %s', async (reference, shape, words) => {
    await expect(exported('state.pt', reference, shape)).rejects.toThrow(words);
  });

  it.skipIf(hasTorchExport)('says which torch a program of torch.export takes', async () => {
    await expect(exported('program.pt2', null)).rejects.toThrow(
      /^program\.pt2 takes torch 2\.1 or newer, and /,
    );
  });
});
