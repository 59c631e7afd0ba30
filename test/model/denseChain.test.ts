import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Network } from '../../src/analysis/network.js';
import { onnxRuntime } from '../../src/engine/onnxRuntime.js';
import { denseChain, type DenseChain } from '../../src/model/denseChain.js';
import { readOnnx } from '../../src/model/formats/onnx.js';
import type { Graph } from '../../src/model/graph.js';
import { Random } from '../twin/random.js';
import { graphOf, type GraphFacts } from './graphText.js';

type Facts = GraphFacts & { readonly input: readonly (number | string)[] };

/** Opens a network, and hands over the chain behind each of its layers. */
async function chainsOf(graph: Graph, sampleShape: readonly number[]) {
  const network = await Network.open(onnxRuntime, graph, 'model.onnx', sampleShape);
  const chains = network.layers.map((layer) => denseChain(graph, layer, network.scores));
  return { network, chains };
}

/** The chains of a network given as text, each checked against what the network computes. */
async function checked(lines: readonly string[], facts: Facts): Promise<(DenseChain | null)[]> {
  const graph = await graphOf(lines, { outputShape: [facts.input[0], 3], ...facts });
  const { network, chains } = await chainsOf(graph, facts.input.slice(1).map(Number));
  try {
    await expectSameSums(network, chains);
    return chains;
  } finally {
    await network.release();
  }
}

/** Works every chain out from its layer's units on, in float64, and compares each step with the network's own. */
async function expectSameSums(network: Network, chains: readonly (DenseChain | null)[]): Promise<void> {
  const samples = 5;
  const random = new Random(3);
  const inputs = Float32Array.from({ length: samples * network.sampleSize }, () => random.uniform() - 0.3);
  for (const [at, chain] of chains.entries()) {
    if (!chain) continue;
    const layer = network.layers[at];
    const needs = [layer.tensor, ...chain.steps.flatMap(({ sums, output }) => [sums, output])];
    const { tensors, scores } = await network.intact(inputs, [...new Set(needs)]);
    const units = tensors.get(layer.tensor)!;
    for (let sample = 0; sample < samples; sample++) {
      const of = (values: Float32Array) => rowOf(values, sample, samples);
      const width = layer.unitCount * layer.inner;
      let x = [...units.subarray(sample * width, (sample + 1) * width)];
      if (chain.entry === 'mean') {
        x = Array.from({ length: layer.unitCount }, (_, unit) => {
          const own = x.slice(unit * layer.inner, (unit + 1) * layer.inner);
          return own.reduce((sum, value) => sum + value, 0) / layer.inner;
        });
      }
      for (const step of chain.steps) {
        expect(x).toHaveLength(step.inputs);
        const found = of(tensors.get(step.sums)!);
        expect(found).toHaveLength(step.outputs);
        for (let row = 0; row < step.outputs; row++) {
          const own = step.weights.subarray(row * step.inputs, (row + 1) * step.inputs);
          const terms = x.map((value, i) => value * own[i]);
          const size = terms.reduce((sum, term) => sum + Math.abs(term), 1);
          const sum = terms.reduce((all, term) => all + term, step.bias[row]);
          // Single precision keeps 24 bits of terms and of the weights that were folded.
          expect(Math.abs(found[row] - sum)).toBeLessThan(1e-6 * size);
        }
        x = of(tensors.get(step.output)!);
      }
      expect(x).toEqual(of(scores));
    }
  }
}

function rowOf(values: Float32Array, sample: number, samples: number): number[] {
  const width = values.length / samples;
  return [...values.subarray(sample * width, (sample + 1) * width)];
}

/** Activations and widths of a chain's steps. */
const outline = (chain: DenseChain | null | undefined) =>
  chain && [
    chain.entry,
    chain.positions,
    ...chain.steps.map(({ inputs, outputs, activation }) => `${inputs} ${outputs} ${activation}`),
  ];

const input = ['batch', 7];
const image = ['batch', 2, 4, 3];

describe('dense operators behind a layer', () => {
  it('are found one behind the other', async () => {
    const lines = [
      'h = Gemm(x, w[6,7], b[6]; transB=1)',
      'a = Relu(h)',
      'h2 = Gemm(a, w2[6,5], b2[1])',
      'a2 = Tanh(h2)',
      'y = Gemm(a2, w3[5,3])',
    ];
    const chains = await checked(lines, { input });
    expect(chains.map(outline)).toEqual([
      ['flat', 1, '6 5 Tanh', '5 3 null'],
      ['flat', 1, '5 3 null'],
    ]);
    expect(chains[0]?.steps.map(({ sums, output }) => [sums, output])).toEqual([
      ['h2', 'a2'],
      ['y', 'y'],
    ]);
  });

  it('are found as MatMul and Add, behind a Dropout, with an Identity at the end', async () => {
    const lines = [
      'm = MatMul(x, w[7,6])',
      'h = Add(b[6], m)',
      'a = LeakyRelu(h; alpha=0.2)',
      'd = Dropout(a, 0.5)',
      'm2 = MatMul(d, w2[6,5])',
      'h2 = Add(m2, b2[1,5])',
      'a2 = Clip(h2, 0, 6)',
      'i = Identity(a2)',
      'z = MatMul(i, w3[5,3])',
      'z2 = Add(z, b3[1])',
      'y = Identity(z2)',
    ];
    const [first, second] = await checked(lines, { input });
    expect(outline(first)).toEqual(['flat', 1, '6 5 Clip', '5 3 null']);
    expect(outline(second)).toEqual(['flat', 1, '5 3 null']);
  });

  it('have batch norm folded in, on either side of the activation', async () => {
    const norm = (of: string, width: number) =>
      `BatchNormalization(${of}, g${of}[${width}], s${of}[${width}], m${of}[${width}], v${of}[${width}])`;
    const lines = [
      'h = Gemm(x, w[7,6], b[6])',
      'a = Relu(h)',
      `n = ${norm('a', 6)}`,
      'h2 = MatMul(n, w2[6,5])',
      `n2 = ${norm('h2', 5)}`,
      'c2 = Add(n2, b2[5])',
      'a2 = Relu(c2)',
      `n3 = ${norm('a2', 5)}`,
      'y = Gemm(n3, w3[5,3], b3[3])',
    ];
    const [first, second] = await checked(lines, { input });
    expect(outline(first)).toEqual(['flat', 1, '6 5 Relu', '5 3 null']);
    expect(outline(second)).toEqual(['flat', 1, '5 3 null']);
  });

  it("read feature maps laid out in a row, by an export's own arithmetic of shapes too", async () => {
    const flat = ['h = Conv(x, w[5,2,3,2])', 'a = Relu(h)', 'f = Flatten(a)', 'y = Gemm(f, w2[20,3])'];
    expect(outline((await checked(flat, { input: image }))[0])).toEqual(['flat', 4, '20 3 null']);
    const shaped = [
      'h = Conv(x, w[5,2,3,2])',
      'a = Relu(h)',
      'n = BatchNormalization(a, g[5], s[5], m[5], v[5])',
      'sh = Shape(n)',
      'b = Gather(sh, <0>)',
      'rows = Concat(b, <-1>; axis=0)',
      'f = Reshape(n, rows)',
      'y = Gemm(f, w2[20,3])',
    ];
    expect(outline((await checked(shaped, { input: image }))[0])).toEqual(['flat', 4, '20 3 null']);
  });

  it.each([
    ['GlobalAveragePool', ['p = GlobalAveragePool(n)', 'f = Flatten(p)']],
    ['ReduceMean', ['f = ReduceMean(n; axes=2,3 keepdims=0)']],
    ['ReduceMean from the end', ['p = ReduceMean(n; axes=-1,-2)', 'f = Squeeze(p, <2,3>)']],
  ])('read the mean of feature maps by %s', async (_, pool) => {
    const norm = 'n = BatchNormalization(a, g[5], s[5], m[5], v[5])';
    const lines = ['h = Conv(x, w[5,2,3,2])', 'a = Relu(h)', norm, ...pool, 'y = Gemm(f, w2[5,3])'];
    expect(outline((await checked(lines, { input: image }))[0])).toEqual(['mean', 4, '5 3 null']);
  });

  it('end where the softmax begins', async () => {
    const lines = ['h = Gemm(x, w[7,6])', 'a = Relu(h)', 'z = Gemm(a, w2[6,3])', 'y = Softmax(z)'];
    expect(outline((await checked(lines, { input }))[0])).toEqual(['flat', 1, '6 3 null']);
  });
});

describe('there is no chain of dense operators where', () => {
  const hidden = ['h = Gemm(x, w[7,6])', 'a = Relu(h)'];
  it.each([
    ['the units are read twice', [...hidden, 'c = Concat(a, a; axis=1)', 'y = Gemm(c, w2[12,3])']],
    [
      'another operator reads the units',
      [...hidden, 'g = Gemm(a, w2[6,3])', 'p = Gemm(a, w3[6,3])', 'y = Mul(g, p)'],
    ],
    [
      'another operator reads the sums',
      [...hidden, 'g = Gemm(a, w2[6,3])', 's = Sigmoid(g)', 'y = Mul(g, s)'],
    ],
    ['an activation follows the last sums', [...hidden, 'g = Gemm(a, w2[6,3])', 'y = Sigmoid(g)']],
    [
      'the sums are added to another branch',
      [...hidden, 'g = Gemm(a, w2[6,7])', 's = Add(g, x)', 'y = Gemm(s, w3[7,3])'],
    ],
    ['Gemm has factors', [...hidden, 'y = Gemm(a, w2[6,3]; alpha=0.5)']],
    ['weights are computed', [...hidden, 'e = Exp(w2[6,3])', 'y = Gemm(a, e)']],
    [
      'slopes differ between units',
      [...hidden, 'g = Gemm(a, w2[6,5])', 'r = PRelu(g, s[5])', 'y = Gemm(r, w3[5,3])'],
    ],
    [
      'an activation is written out',
      [...hidden, 'g = Gemm(a, w2[6,5])', 's = Sigmoid(g)', 'r = Mul(g, s)', 'y = Gemm(r, w3[5,3])'],
    ],
    [
      'sums are scaled before their activation',
      [...hidden, 'g = Gemm(a, w2[6,5])', 's = Mul(g, -2)', 'r = Relu(s)', 'y = Gemm(r, w3[5,3])'],
    ],
  ])('%s', async (_, lines) => {
    const [first] = await checked(lines, { input });
    expect(first).toBeNull();
  });

  it.each([
    ['maps are pooled', ['p = MaxPool(a; kernel_shape=2,2)', 'f = Flatten(p)', 'y = Gemm(f, w2[5,3])']],
    [
      'maps lie in another order',
      ['t = Transpose(a; perm=0,2,3,1)', 'f = Flatten(t)', 'y = Gemm(f, w2[20,3])'],
    ],
    ['the mean leaves positions', ['m = ReduceMean(a; axes=2,)', 'f = Flatten(m)', 'y = Gemm(f, w2[10,3])']],
  ])('%s', async (_, rest) => {
    const lines = ['h = Conv(x, w[5,2,3,2])', 'a = Relu(h)', ...rest];
    expect(await checked(lines, { input: image })).toEqual([null]);
  });

  it('half floats are cast', async () => {
    const lines = [
      ...hidden,
      'c = Cast(a; to=10)',
      'w16 = Cast(w2[6,3]; to=10)',
      'g = MatMul(c, w16)',
      'y = Cast(g; to=1)',
    ];
    expect(await checked(lines, { input })).toEqual([null]);
  });
});

const root = join(import.meta.dirname, '../..');
const models = join(root, '../shared/models');

async function chainsOfFile(path: string, sampleShape: readonly number[]) {
  const graph = await readOnnx(readFileSync(path), path, () => {
    throw new Error('no external data');
  });
  const { network, chains } = await chainsOf(graph, sampleShape);
  await expectSameSums(network, chains);
  await network.release();
  return chains.map(outline);
}

it("the sample's layers lead to the answers by dense operators", async () => {
  expect(await chainsOfFile(join(root, 'examples/digits/digits.onnx'), [64])).toEqual([
    ['flat', 1, '64 64 Relu', '64 10 null'],
    ['flat', 1, '64 10 null'],
  ]);
});

describe.skipIf(!existsSync(models))('of trained networks', () => {
  it.each<[string, number[], number, unknown]>([
    ['onnx/mnist_mlp_c000', [784], 2, ['flat', 1, '256 256 Relu', '256 10 null']],
    ['onnx/cifar_conv_nobn', [3, 32, 32], 6, null],
    ['onnx/cntk-mnist', [1, 28, 28], 2, null],
    ['resnet20/resnet20', [3, 32, 32], 19, null],
  ])('%s has the chains that its last layers have', async (name, shape, layers, first) => {
    const chains = await chainsOfFile(join(models, `${name}.onnx`), shape);
    expect(chains).toHaveLength(layers);
    expect(chains[0]).toEqual(first);
    expect(chains.slice(1, -1).every((chain) => chain === null)).toBe(true);
    const last = {
      'onnx/mnist_mlp_c000': ['flat', 1, '256 10 null'],
      'onnx/cifar_conv_nobn': ['flat', 1, '64 10 null'],
      'onnx/cntk-mnist': null,
      'resnet20/resnet20': ['mean', 64, '64 10 null'],
    }[name];
    expect(chains.at(-1)).toEqual(last);
  });
});
