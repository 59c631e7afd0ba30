import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ModelSummary } from '../../src/jobs/protocol.js';
import { temporaryFolder } from '../dataset/temporaryFolder.js';
import {
  archiveModel,
  frozenGraph,
  graphModelInShards,
  hdf5Model,
  layersModelInShards,
  safetensorsFile,
  savedModel,
  torchFile,
  writeModel,
} from './denseModels.js';

const folder = temporaryFolder();

const side = 2 ** 14;
const models = {
  'Keras, .h5': hdf5Model,
  'Keras, .keras': archiveModel,
  'TensorFlow.js, layers': layersModelInShards,
  'TensorFlow.js, graph': graphModelInShards,
  'TensorFlow, SavedModel': savedModel,
  'TensorFlow, frozen graph': frozenGraph,
  'PyTorch, .safetensors': safetensorsFile,
  'PyTorch, .pt': torchFile,
};

interface Told {
  readonly summary: Pick<ModelSummary, 'layers' | 'weights'>;
  readonly kilobytes: number;
}

describe('the layers of a model of 1 GB', () => {
  const told = new Map<string, Told>();

  beforeAll(async () => {
    const paths = new Map<string, string>();
    for (const [format, make] of Object.entries(models)) {
      const model = await make({ side, numbers: null });
      const place = join(folder.path, String(paths.size));
      paths.set(format, writeModel(place, model));
      const sizes = Object.keys(model.files).map((name) => statSync(join(place, name)).size);
      expect(sizes.reduce((sum, size) => sum + size, 0)).toBeGreaterThan(2 ** 30);
    }
    // One process for all of them: the most memory that it ever took only grows.
    const code = `
      const { inspectModel } = await import('./src/jobs/inspectModel.ts');
      const { inspectWeights } = await import('./src/jobs/inspectWeights.ts');
      const { onnxRuntime } = await import('./src/engine/onnxRuntime.ts');
      for (const [format, path] of ${JSON.stringify([...paths])}) {
        const summary = (await inspectWeights(path)) ?? (await inspectModel(onnxRuntime, path, false));
        console.log(JSON.stringify([format, { summary, kilobytes: process.resourceUsage().maxRSS }]));
      }`;
    const args = ['--import', './scripts/typescript.mjs', '--input-type=module', '-e', code];
    const lines = execFileSync(process.execPath, args).toString().trim().split('\n');
    for (const line of lines) told.set(...(JSON.parse(line) as [string, Told]));
  });

  it.each(Object.keys(models))('are listed in little memory: %s', (format) => {
    const { summary, kilobytes } = told.get(format)!;
    if (format.startsWith('PyTorch')) {
      const tensors = [{ name: 'weight', type: 'float32', shape: [side, side] }];
      expect(summary.weights?.layers).toEqual([{ id: 'fc1', parameters: side * side, tensors }]);
    } else {
      expect(summary.layers).toMatchObject([
        { id: 'fc1', kind: 'dense', activation: 'Relu', unitCount: side, shape: [side] },
      ]);
    }
    // Node.js with the libraries and the compiler of these sources; the weights alone are four times that.
    expect(kilobytes).toBeLessThan(256 * 1024);
  });
});
