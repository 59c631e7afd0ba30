import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadGraphModel } from '@tensorflow/tfjs-converter';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  drawn,
  graphModel,
  int,
  ints,
  node,
  text,
  texts,
  whole,
  type MadeModel,
} from '../model/formats/tensorflowGraph/graphModel.js';
import { writeNpy } from '../twin/npy.js';
import { analyseFiles } from './analyseFiles.js';

const samples = 150;
const shape = [6, 5, 2];
const convolution = {
  ...{ strides: ints(1, 1, 1, 1), padding: text('SAME'), dilations: ints(1, 1, 1, 1) },
  ...{ fused_ops: texts('BiasAdd', 'Relu'), num_args: int(1) },
};

/** Two hidden layers; with an operator between them that has no translation, or without. */
function network(between: 'Expm1' | null): MadeModel {
  const constants = [
    ...[drawn('w1', 3, 3, 2, 4), drawn('b1', 4), drawn('w2', 120, 6), drawn('b2', 6), drawn('w3', 6, 3)],
    ...[whole('rows', [-1, 120]), drawn('b3', 3)],
  ];
  return graphModel(shape, constants, [
    node('conv', '_FusedConv2D', ['x', 'w1', 'b1'], convolution),
    node('flat', 'Reshape', ['conv', 'rows']),
    ...(between ? [node('between', between, ['flat'])] : []),
    node('fc', '_FusedMatMul', [between ? 'between' : 'flat', 'w2', 'b2'], {
      ...{ fused_ops: texts('BiasAdd', 'Relu'), num_args: int(1) },
    }),
    // With a bias, or all answers would tie where every unit but the deleted one is silent.
    node('y', '_FusedMatMul', ['fc', 'w3', 'b3'], { fused_ops: texts('BiasAdd'), num_args: int(1) }),
  ]);
}

let folder: string;
beforeAll(async () => {
  await tf.setBackend('cpu');
  folder = await mkdtemp(join(tmpdir(), 'unit-importance-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('a graph model', () => {
  it.each([null, 'Expm1'] as const)(
    'has the counts that TensorFlow.js gives when it is cut at its own nodes, with %s between its layers',
    async (between) => {
      const { model, weights, specs } = network(between);
      const x = tf.tensor(drawn('samples', samples, ...shape).values, [samples, ...shape]);
      const twin = await loadGraphModel({
        load: () =>
          Promise.resolve({
            modelTopology: model.modelTopology,
            weightSpecs: specs,
            weightData: Uint8Array.from(weights).buffer,
          }),
      });
      const classes = (feeds: tf.NamedTensorMap) =>
        Array.from(tf.argMax(twin.execute(feeds, 'y') as tf.Tensor, 1).dataSync());
      // The network's own answers, a tenth of them wrong.
      const labels = classes({ x }).map((label, i) => (i % 10 === 0 ? (label + 1) % 3 : label));
      const correct = (feeds: tf.NamedTensorMap) =>
        classes(feeds).filter((label, i) => label === labels[i]).length;
      const expected = ['conv', 'fc'].map((layer) => {
        const hidden = twin.execute({ x }, layer) as tf.Tensor;
        const units = Array.from({ length: hidden.shape.at(-1) ?? 0 }, (_, unit) => unit);
        return units.map((unit) => {
          const mask = tf.tensor(units.map((one) => (one === unit ? 0 : 1)));
          return correct({ x, [layer]: tf.mul(hidden, mask) });
        });
      });

      const name = between ?? 'plain';
      await writeFile(join(folder, 'weights.bin'), weights);
      await writeFile(join(folder, `${name}.json`), JSON.stringify(model));
      await writeFile(
        join(folder, `${name}-x.npy`),
        writeNpy([samples, ...shape], Array.from(x.dataSync()), '<f4'),
      );
      await writeFile(join(folder, `${name}-y.npy`), writeNpy([samples], labels, '<i8'));
      const dataPath = join(folder, `${name}.dataset.json`);
      const described = { name, inputs: `${name}-x.npy`, labels: `${name}-y.npy`, layout: 'NHWC' };
      await writeFile(dataPath, JSON.stringify(described));
      const result = await analyseFiles({ modelPath: join(folder, `${name}.json`), dataPath });
      expect(result.model.format).toBe('tensorflow.js');
      expect(result.baseline.correct).toBe(135);
      expect(result.layers.map(({ units }) => units.ablation?.zero?.correct)).toEqual(expected);
      expect(new Set(expected.flat()).size).toBeGreaterThan(3);
    },
  );
});
