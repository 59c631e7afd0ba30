import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultSettings } from '../../src/analysis/settings.js';
import type { ResultFile } from '../../src/results/schema.js';
import { answersOf } from '../twin/answers.js';
import { forward, type Clamp } from '../twin/forward.js';
import { readNpz } from '../twin/npy.js';
import { readOnnx } from '../twin/onnxReader.js';
import { tensor, type Tensor } from '../twin/tensor.js';
import { analyseFiles } from './analyseFiles.js';

const shared = join(import.meta.dirname, '../../../shared');

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

interface ReferenceAblation {
  readonly value?: number;
  readonly correct: number;
  readonly loss: number;
  readonly correct_per_class: readonly number[];
}

interface ReferenceUnit {
  readonly layer: string;
  readonly channel: number;
  readonly mean: number;
  readonly var: number;
  readonly act_min: number;
  readonly act_max: number;
  readonly zero_fraction: number;
  readonly class_means: readonly number[];
  readonly preferred_class: number;
  readonly selectivity: number | null;
  readonly mi_equal_freq_bits: number;
  readonly zero: ReferenceAblation;
  readonly mean_ablation: ReferenceAblation;
}

interface Reference {
  readonly n: number;
  readonly class_counts: readonly number[];
  readonly hidden_layers: readonly { name: string; units: number; shape: readonly number[] }[];
  readonly baseline: ReferenceAblation;
  readonly units: readonly ReferenceUnit[];
}

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'references-'));
});
afterAll(() => rm(folder, { recursive: true }));

const names = existsSync(shared)
  ? readdirSync(join(shared, 'reference')).map((file) => basename(file, '.json'))
  : Object.keys(sources);

describe.skipIf(!existsSync(shared))('the independent reference', () => {
  it.each(names)('%s is met', { timeout: 600_000 }, async (name) => {
    const source = sources[name];
    const reference = JSON.parse(
      readFileSync(join(shared, 'reference', `${name}.json`), 'utf8'),
    ) as Reference;
    const modelPath = join(shared, 'models/onnx', `${source.model}.onnx`);
    const result = await analyseFiles({
      modelPath,
      dataPath: await describeData(name, reference.n),
      settings: { ...defaultSettings, replacements: ['zero', 'mean'] },
    });
    const { differences, apart, farInformation } = compare(result, reference);
    expect(differences).toEqual([]);
    expect(farInformation).toBeLessThanOrEqual(0.02 * reference.units.length);
    for (const { flat, replacement, value } of apart) {
      expect(
        smallestMargin(name, reference, flat, value),
        `${replacement} ablation of unit ${flat}`,
      ).toBeLessThan(1e-4);
    }
    if (apart.length > 0) {
      console.log(
        `${name}: ${apart.length} ablations are one sample apart, each for a near-tie of its logits`,
      );
    }
  });
});

/** Copies the data into the temporary folder, which a descriptor may not lead out of, and describes its first samples. */
async function describeData(name: string, count: number): Promise<string> {
  const { inputs, labels, layout } = sources[name];
  for (const place of [inputs, labels]) {
    const [file] = place.split('#');
    if (!existsSync(join(folder, file))) await copyFile(join(shared, 'data', file), join(folder, file));
  }
  const path = join(folder, `${name}.dataset.json`);
  const fixed = layout === 'NHW' ? {} : { layout };
  await writeFile(path, JSON.stringify({ inputs, labels, scale: 1 / 255, ...fixed, first: 0, count }));
  return path;
}

interface Comparison {
  readonly differences: string[];
  /** Ablations whose counts are one apart. */
  readonly apart: { readonly flat: number; readonly replacement: string; readonly value: number }[];
  /** Units whose mutual information is more than 1e-4 off: one value at a bin's edge moves a sample. */
  readonly farInformation: number;
}

function compare(result: ResultFile, reference: Reference): Comparison {
  const differences: string[] = [];
  const apart: Comparison['apart'] = [];
  let farInformation = 0;
  const close = (
    where: string,
    found: number | null | undefined,
    expected: number | null,
    relative: number,
  ): void => {
    if (
      expected === null
        ? found === null
        : Math.abs((found ?? NaN) - expected) <= relative * Math.abs(expected) + 1e-9
    )
      return;
    differences.push(`${where}: ${found} instead of ${expected}`);
  };

  expect(result.dataset.classCounts).toEqual(reference.class_counts);
  expect(result.layers.map((layer) => layer.shape)).toEqual(
    reference.hidden_layers.map((layer) => layer.shape),
  );
  expect(result.layers.map((layer) => layer.activation)).toEqual(reference.hidden_layers.map(() => 'Relu'));
  expect(result.baseline.correct).toBe(reference.baseline.correct);
  expect(result.baseline.correctPerClass).toEqual(reference.baseline.correct_per_class);
  close('baseline.loss', result.baseline.loss, reference.baseline.loss, 2e-5);

  reference.units.forEach((unit, flat) => {
    const at = reference.hidden_layers.findIndex((layer) => layer.name === unit.layer);
    const u = unit.channel;
    const columns = result.layers[at].units;
    const where = `${result.layers[at].id} unit ${u}`;
    close(`${where} mean`, columns.mean?.[u], unit.mean, 5e-5);
    close(`${where} variance`, columns.variance?.[u], unit.var, 5e-5);
    close(`${where} minimum`, columns.minimum?.[u], unit.act_min, 5e-5);
    close(`${where} maximum`, columns.maximum?.[u], unit.act_max, 5e-5);
    close(`${where} zeroFraction`, columns.zeroFraction?.[u], unit.zero_fraction, 5e-5);
    unit.class_means.forEach((mean, c) =>
      close(`${where} classMeans[${c}]`, columns.classMeans?.[u]?.[c], mean, 5e-5),
    );
    close(`${where} selectivity`, columns.selectivity?.[u], unit.selectivity, 5e-5);
    // The reference gives a dead unit class 0.
    const preferred = unit.zero_fraction === 1 ? null : unit.preferred_class;
    if (columns.preferredClass?.[u] !== preferred) {
      differences.push(`${where} preferredClass: ${columns.preferredClass?.[u]} instead of ${preferred}`);
    }
    if (!(Math.abs((columns.mutualInformation?.[u] ?? NaN) - unit.mi_equal_freq_bits) <= 1e-4))
      farInformation++;

    for (const [replacement, expected] of Object.entries({ zero: unit.zero, mean: unit.mean_ablation })) {
      const found = columns.ablation?.[replacement];
      const here = `${where} ${replacement}`;
      close(`${here} loss`, found?.loss?.[u], expected.loss, 2e-5);
      if (replacement === 'mean') close(`${here} value`, found?.value?.[u], expected.value ?? null, 5e-5);
      const counts = [found?.correct[u], ...(found?.correctPerClass?.[u] ?? [])];
      const off = [expected.correct, ...expected.correct_per_class].map((count, i) =>
        Math.abs((counts[i] ?? NaN) - count),
      );
      if (!off.every((by) => by <= 1))
        differences.push(`${here} counts: ${counts.join(' ')}, ${off.join(' ')} off`);
      else if (off.some((by) => by > 0)) apart.push({ flat, replacement, value: expected.value ?? 0 });
      const turned = (found?.turnedRight[u] ?? NaN) - (found?.turnedWrong[u] ?? NaN);
      if (turned !== (found?.correct[u] ?? NaN) - result.baseline.correct)
        differences.push(`${here} turned: ${turned}`);
    }
  });
  return { differences, apart, farInformation };
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
  const labels = new Array<number>(reference.n).fill(0);
  return Math.min(...answersOf(forward(network, samples, [logits], clamp).get(logits)!, labels).margins);
}

function samplesOf(name: string, count: number, shape: readonly number[]): Tensor {
  const [file, array] = sources[name].inputs.split('#');
  const bytes = readFileSync(join(folder, file));
  // An idx file of images has a header of 16 bytes.
  const stored = array === undefined ? gunzipSync(bytes).subarray(16) : readNpz(bytes).get(array)!.values;
  const size = shape.reduce((product, dim) => product * dim, 1);
  const values = Array.from({ length: count * size }, (_, i) => Math.fround(stored[i] / 255));
  return tensor([count, ...shape], values);
}
