import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { scoreBatch } from '../../../src/analysis/scores.js';
import { openDataset } from '../../../src/dataset/openDataset.js';
import { onnxRuntime } from '../../../src/engine/onnxRuntime.js';
import { inspectModel } from '../../../src/jobs/inspectModel.js';
import { readModelFile } from '../../../src/jobs/modelFile.js';
import { answers } from './keras/kerasModel.js';

const shared = join(import.meta.dirname, '../../../../shared');
const idsOf = async (folder: string) => {
  const { layers } = await inspectModel(onnxRuntime, join(shared, 'models', folder, 'model.json'), false);
  return layers.map(({ id, unitCount }) => `${id} ${unitCount}`);
};

describe.skipIf(!existsSync(join(shared, 'models')))('models of TensorFlow.js that others made', () => {
  it('answer 815 of 900 pictures of clothes right', async () => {
    const { graph } = await readModelFile(join(shared, 'models/fashion_mlp_tfjs/model.json'));
    const inputs = join(shared, 'data/fashion-sprite900-images-idx3-ubyte');
    const dataset = await openDataset(inputs, {
      modelInput: { shape: [28, 28], layout: null, classCount: 10 },
      dataRoots: [],
      samples: null,
    });
    const pixels = new Float32Array(900 * 28 * 28);
    await dataset.read(0, pixels);
    const { values } = await answers(
      graph,
      900,
      Array.from(pixels, (value) => value / 255),
    );
    const { correct } = scoreBatch(Float32Array.from(values), dataset.labels, 10, {
      loss: false,
      probabilities: true,
    });
    expect(correct.reduce((sum, one) => sum + one, 0)).toBe(815);
    await dataset.close();
  });

  it('list their layers under their names', async () => {
    expect(await idsOf('tinyvgg_tfjs')).toEqual(['conv_1_1 10', 'conv_1_2 10', 'conv_2_1 10', 'conv_2_2 10']);
    expect(await idsOf('doodlenet_tfjs')).toEqual([
      ...['conv2d 16', 'conv2d_1 16', 'conv2d_2 32', 'conv2d_3 32', 'conv2d_4 64', 'conv2d_5 64'],
      'dense 512',
    ]);
  });

  it('are refused where they are graphs of TensorFlow', async () => {
    await expect(idsOf('tfjs_graph_tiny')).rejects.toThrow('graph model of TensorFlow.js');
  });
});
