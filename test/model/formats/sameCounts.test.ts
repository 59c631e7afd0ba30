import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { argMax, mul, tensor, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { input, layers, model, type LayersModel, type SymbolicTensor } from '@tensorflow/tfjs-layers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ResultFile } from '../../../src/results/schema.js';
import { analyseFiles } from '../../analysis/analyseFiles.js';
import { zipBytes } from '../../dataset/writers.js';
import { writeNpy } from '../../twin/npy.js';
import { Random } from '../../twin/random.js';
import { modelBytes } from '../graphText.js';
import { numberedWeights, wholeModel, type FiledWeight } from './keras/hdf5Files.js';
import { drawn } from './keras/kerasModel.js';
import { drawWeights, savedByTensorflowJs } from './keras/tensorflowTwin.js';

const random = new Random(31);
const samples = 200;
const classes = 4;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'unit-importance-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Samples and labels as a person would have them; the labels are the network's own answers, a few of them wrong. */
async function writeData(name: string, network: LayersModel, dims: readonly number[], layout?: string) {
  const values = drawn(random, [samples, ...dims]);
  const answers = network.predict(tensor(values, [samples, ...dims])) as Tensor;
  const labels = Array.from(await argMax(answers, 1).data(), (label, i) =>
    i % 10 === 0 ? (label + 1) % classes : label,
  );
  const path = join(folder, `${name}.dataset.json`);
  await writeFile(join(folder, `${name}-x.npy`), writeNpy([samples, ...dims], values, '<f4'));
  await writeFile(join(folder, `${name}-y.npy`), writeNpy([samples], labels, '<i8'));
  const described = { name, inputs: `${name}-x.npy`, labels: `${name}-y.npy`, ...(layout && { layout }) };
  await writeFile(path, JSON.stringify(described));
  return { path, values, labels };
}

/** A network's layers as Keras describes them, and its weights by layer. */
async function partsOf(network: LayersModel) {
  const { json, shard } = await savedByTensorflowJs(network);
  const saved = JSON.parse(new TextDecoder().decode(json)) as { modelTopology: Record<string, unknown> };
  const { class_name, config } = saved.modelTopology;
  const weights = await Promise.all(
    network.layers.map(async (layer) => {
      const filed = layer.getWeights().map(async (one): Promise<FiledWeight> => {
        return { dims: one.shape, values: Array.from(await one.data()) };
      });
      return [layer, await Promise.all(filed)] as const;
    }),
  );
  return {
    json,
    shard,
    description: { class_name, config },
    weights: weights.filter(([, own]) => own.length > 0),
  };
}

/** Writes a network in each format of Keras's: as Keras 2 and 3 save it, and TensorFlow.js. */
async function writeFormats(
  name: string,
  network: LayersModel,
  groupOf: (kind: string, i: number) => string,
) {
  const { json, shard, description, weights } = await partsOf(network);
  const hdf5 = await wholeModel(
    description,
    Object.fromEntries(
      weights.map(([layer, own]) => [
        layer.name,
        Object.fromEntries(layer.weights.map(({ originalName }, i) => [`${originalName}:0`, own[i]])),
      ]),
    ),
  );
  const filed = await numberedWeights(
    Object.fromEntries(weights.map(([layer, own], i) => [groupOf(layer.getClassName(), i), own])),
  );
  const text = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
  const archive = zipBytes(
    {
      'config.json': text(description),
      'metadata.json': text({ keras_version: '3.3.3' }),
      'model.weights.h5': filed,
    },
    'stored',
  );
  const paths = [`${name}.h5`, `${name}.keras`, `${name}.json`].map((file) => join(folder, file));
  await writeFile(paths[0], hdf5);
  await writeFile(paths[1], archive);
  await writeFile(paths[2], json);
  await writeFile(join(folder, 'weights.bin'), shard);
  return paths;
}

/** What an analysis counts, by layer. */
function countsOf({ baseline, layers: found }: ResultFile) {
  return {
    correct: baseline.correct,
    layers: found.map(({ id, kind, unitCount, units }) => {
      const { correct, turnedWrong, turnedRight } = units.ablation!.zero;
      return { id, kind, unitCount, correct, turnedWrong, turnedRight };
    }),
  };
}

describe('the same network', () => {
  it('gives the same counts as ONNX, Keras 2, Keras 3 and TensorFlow.js', async () => {
    const x = input({ shape: [7, 6, 1] });
    const made = [
      layers.conv2d({
        filters: 5,
        kernelSize: 3,
        strides: 2,
        padding: 'same',
        activation: 'relu',
        name: 'conv',
      }),
      layers.flatten({ name: 'flat' }),
      layers.dense({ units: 8, activation: 'relu', name: 'hidden' }),
      layers.dense({ units: classes, activation: 'softmax', name: 'answer' }),
    ];
    const y = made.reduce((value, layer) => layer.apply(value) as SymbolicTensor, x);
    const network = model({ inputs: x, outputs: y });
    drawWeights(network, random);
    const { path: dataPath } = await writeData('images', network, [7, 6, 1], 'NHWC');
    const counter = { Conv2D: 'conv2d', Dense: 'dense' };
    const keras = await writeFormats('images', network, (kind, i) =>
      kind === 'Dense' && i > 1 ? 'dense_1' : counter[kind as 'Dense'],
    );
    const values = Object.fromEntries(
      await Promise.all(
        network.weights.map(async ({ originalName }, i) => {
          const data = Array.from(await network.getWeights()[i].data());
          // [3, 3, 1, 5] as [5, 1, 3, 3].
          const asOnnx = Array.from({ length: 45 }, (_, to) => data[(to % 9) * 5 + Math.floor(to / 9)]);
          return [originalName.replace('/', '.'), originalName === 'conv/kernel' ? asOnnx : data] as const;
        }),
      ),
    );
    // 7 rows at a stride of 2 take a row before and one behind; 6 columns take one behind.
    const onnx = modelBytes(
      [
        'c = Conv(x, conv.kernel[5,1,3,3], conv.bias[5]; strides=2,2 pads=1,0,1,1)',
        'r = Relu(c)',
        'l = Transpose(r; perm=0,2,3,1)',
        'f = Flatten(l)',
        'h = Gemm(f, hidden.kernel[60,8], hidden.bias[8])',
        'a = Relu(h)',
        'z = Gemm(a, answer.kernel[8,4], answer.bias[4])',
        'p = Softmax(z)',
      ],
      { input: ['batch', 1, 7, 6], values, outputShape: ['batch', classes] },
    );
    await writeFile(join(folder, 'images.onnx'), onnx);
    const results = [];
    for (const modelPath of [join(folder, 'images.onnx'), ...keras]) {
      results.push(countsOf(await analyseFiles({ modelPath, dataPath })));
    }
    const [first, ...others] = results;
    expect(first.layers.map(({ id, kind, unitCount }) => `${id} ${kind} ${unitCount}`)).toEqual([
      'conv conv 5',
      'hidden dense 8',
    ]);
    expect(first.correct).toBe(180);
    expect(new Set(first.layers[1].correct).size).toBeGreaterThan(3);
    for (const other of others) expect(other).toEqual(first);
  });
});

describe('a recurrent unit', () => {
  it.each([
    ['of the last step', false],
    ['of all steps', true],
  ])('%s is deleted in what the layer hands on, as TensorFlow.js confirms', async (name, returnSequences) => {
    const x = input({ shape: [5, 3] });
    // What TensorFlow.js takes without a word, the hard sigmoid, is another one in Keras 3.
    const lstm = layers.lstm({
      units: 6,
      returnSequences,
      recurrentInitializer: 'zeros',
      recurrentActivation: 'sigmoid',
      name: 'lstm',
    });
    const dense = layers.dense({ units: 5, activation: 'tanh', name: 'hidden' });
    const head = layers.dense({ units: classes, name: 'answer' });
    const pool = returnSequences ? [layers.globalAveragePooling1d({ name: 'mean' })] : [];
    const behind = [dense, ...pool, head];
    const y = behind.reduce(
      (value, one) => one.apply(value) as SymbolicTensor,
      lstm.apply(x) as SymbolicTensor,
    );
    const network = model({ inputs: x, outputs: y });
    drawWeights(network, random);
    // Larger weights, so that answers differ from sample to sample.
    network.setWeights(network.getWeights().map((one) => mul(one, one.rank === 1 ? 0 : 3)));
    const data = await writeData(returnSequences ? 'steps' : 'last', network, [5, 3]);
    const groups = { LSTM: 'lstm/cell', Dense: 'dense' };
    const files = await writeFormats(name.replaceAll(' ', ''), network, (kind, i) =>
      i === 2 ? 'dense_1' : groups[kind as 'LSTM'],
    );
    const units = Array.from({ length: 6 }, (_, unit) => unit);
    const expected = units.map((unit) =>
      tidy(() => {
        const hidden = lstm.apply(tensor(data.values, [samples, 5, 3])) as Tensor;
        const masked: Tensor = mul(hidden, tensor(units.map((one) => (one === unit ? 0 : 1))));
        const scores = behind.reduce((value, one) => one.apply(value) as Tensor, masked);
        const best = Array.from(argMax(scores, 1).dataSync());
        return best.filter((label, i) => label === data.labels[i]).length;
      }),
    );
    for (const modelPath of files) {
      const { layers: found, correct } = countsOf(await analyseFiles({ modelPath, dataPath: data.path }));
      expect(correct).toBe(180);
      expect(found.map(({ id, kind }) => `${id} ${kind}`)).toEqual(['lstm recurrent', 'hidden dense']);
      expect(found[0].correct).toEqual(expected);
    }
    expect(new Set(expected).size).toBeGreaterThan(2);
  });
});
