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

describe.skipIf(!existsSync(join(shared, 'models')))('models of Keras that others made', () => {
  it.each([
    ['mnist-cnn.h5', 0.967, ['conv2d_1', 'conv2d_2', 'dense_1']],
    ['mnist.keras', 0.988, ['conv2d', 'conv2d_1', 'conv2d_2', 'dense']],
  ])('answer digits right and list their layers: %s', async (file, accuracy, ids) => {
    const path = join(shared, 'models/keras', file);
    const { graph } = await readModelFile(path);
    const count = 2000;
    const dataset = await openDataset(join(shared, 'data/t10k-images-idx3-ubyte.gz'), {
      modelInput: { shape: [28, 28, 1], layout: 'NHWC', classCount: 10 },
      dataRoots: [],
      samples: count,
    });
    const pixels = new Float32Array(count * 28 * 28);
    await dataset.read(0, pixels);
    const { values } = await answers(
      graph,
      count,
      Array.from(pixels, (value) => value / 255),
    );
    const { correct } = scoreBatch(Float32Array.from(values), dataset.labels, 10, {
      loss: false,
      probabilities: true,
    });
    expect(correct.reduce((sum, one) => sum + one, 0)).toBe(accuracy * count);
    await dataset.close();
    const { layers } = await inspectModel(onnxRuntime, path, false);
    expect(layers.map(({ id }) => id)).toEqual(ids);
  });
});
