import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultSettings } from '../../src/analysis/settings.js';
import { answersOf } from '../twin/answers.js';
import { forward, type Clamp } from '../twin/forward.js';
import { readNpz } from '../twin/npy.js';
import { readOnnx } from '../twin/onnxReader.js';
import { tensor, type Tensor } from '../twin/tensor.js';
import { analyseFiles } from './analyseFiles.js';
import { compareWithReference, type Reference } from './reference.js';

const shared = join(import.meta.dirname, '../../../shared');
const data = join(shared, 'data');

/** What each reference was measured on. */
const sources: Readonly<Record<string, { model: string; inputs: string; labels: string; layout: string }>> = {
  'cifar_conv_nobn.test500': {
    model: 'cifar_conv_nobn',
    inputs: 'cifar10-jpeg-test500.npz#x',
    labels: 'cifar10-jpeg-test500.npz#y',
    layout: 'NCHW',
  },
  'f_ort_mnist.test2000': mnist('cntk-mnist', 't10k', 't10k-labels-idx1-ubyte.gz'),
  'mnist_mlp_c000.test2000': mnist('mnist_mlp_c000', 't10k', 't10k-labels-idx1-ubyte.gz'),
  'mnist_mlp_c000.train2000': mnist('mnist_mlp_c000', 'train', 'train-labels-idx1-ubyte.gz'),
  'mnist_mlp_c100.train2000': mnist('mnist_mlp_c100', 'train', 'mnist-train10k-labels-c100-idx1-ubyte'),
};

function mnist(model: string, images: string, labels: string) {
  return { model, inputs: `${images}-images-idx3-ubyte.gz`, labels, layout: 'NHW' };
}

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'references-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe.skipIf(!existsSync(shared))('the independent reference', () => {
  it('is known file by file', () => {
    const files = readdirSync(join(shared, 'reference')).map((file) => basename(file, '.json'));
    expect(files.sort()).toEqual(Object.keys(sources).sort());
  });

  it.each(Object.entries(sources))('%s is met', { timeout: 600_000 }, async (name, source) => {
    const reference = JSON.parse(
      readFileSync(join(shared, 'reference', `${name}.json`), 'utf8'),
    ) as Reference;
    for (const flat of [1, reference.units.length - 2]) {
      if (name.startsWith('cifar') && flat === 1) continue;
      const m = smallestMargin(name, reference, flat, 0);
      console.log(name, flat, m, globalThis.hits, reference.units[flat].zero.correct);
    }
  });
});

/** Writes a descriptor of the first samples. It leads out of its folder, to where the data is. */
async function describeData(name: string, count: number): Promise<string> {
  const { inputs, labels, layout } = sources[name];
  const path = join(folder, `${name}.dataset.json`);
  const files = { inputs: join(data, inputs), labels: join(data, labels) };
  const fixed = layout === 'NHW' ? {} : { layout };
  await writeFile(path, JSON.stringify({ ...files, scale: 1 / 255, ...fixed, first: 0, count }));
  return path;
}

/** The smallest distance, over the samples, between the two best logits with one unit clamped, by the twin. */
function smallestMargin(name: string, reference: Reference, flat: number, value: number): number {
  const network = readOnnx(readFileSync(join(shared, 'models/onnx', `${sources[name].model}.onnx`)));
  const unit = reference.units[flat];
  const at = reference.hidden_layers.findIndex((layer) => layer.name === unit.layer);
  const relus = network.nodes.filter((node) => node.operator === 'Relu');
  const clamp: Clamp = { tensor: relus[at].outputs[0], unitAxis: 1, unit: unit.channel, value };
  const logits = network.outputs[0].name;
  const shape = network.inputs[0].shape.slice(1).map(Number);
  const samples = samplesOf(name, reference.n, shape);
  const labels = labelsOf(name, reference.n);
  (globalThis as any).hits = answersOf(forward(network, samples, [logits], clamp).get(logits)!, labels).correct;
  return Math.min(...answersOf(forward(network, samples, [logits], clamp).get(logits)!, labels).margins);
}

function samplesOf(name: string, count: number, shape: readonly number[]): Tensor {
  const [file, array] = sources[name].inputs.split('#');
  const bytes = readFileSync(join(data, file));
  // An idx file of images has a header of 16 bytes.
  const stored = array === undefined ? gunzipSync(bytes).subarray(16) : readNpz(bytes).get(array)!.values;
  const size = shape.reduce((product, dim) => product * dim, 1);
  const values = Array.from({ length: count * size }, (_, i) => Math.fround(stored[i] / 255));
  return tensor([count, ...shape], values);
}

function labelsOf(name: string, count: number): number[] {
  const [file, array] = sources[name].labels.split('#');
  const bytes = readFileSync(join(data, file));
  if (array) return [...readNpz(bytes).get(array)!.values.slice(0, count)];
  return [...(file.endsWith('gz') ? gunzipSync(bytes) : bytes).subarray(8, 8 + count)];
}
