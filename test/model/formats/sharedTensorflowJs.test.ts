import { existsSync, readFileSync } from 'node:fs';
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

  it('are read where they are graphs of operators', async () => {
    const { graph } = await readModelFile(join(shared, 'models/tfjs_graph_tiny/model.json'));
    // Its one weight, a matrix of 2 x 2, read from the file by hand.
    const bytes = readFileSync(join(shared, 'models/tfjs_graph_tiny/weights.bin'));
    const [a, b, c, d] = [0, 4, 8, 12].map((at) => bytes.readFloatLE(at));
    const { values } = await answers(graph, 2, [1, 2, -3, 0.5]);
    const expected = [a + 2 * c, b + 2 * d, -3 * a + 0.5 * c, -3 * b + 0.5 * d];
    values.forEach((value, i) => expect(value).toBeCloseTo(expected[i], 5));
    await expect(idsOf('tfjs_graph_tiny')).rejects.toThrow('has no hidden layer');
  });
});
