import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Network } from '../../../src/analysis/network.js';
import type { Replacements } from '../../../src/analysis/ways/layerDeleter.js';
import { MaskDeleter } from '../../../src/analysis/ways/masks.js';
import { PlainTailKernel } from '../../../src/analysis/ways/plainTailKernel.js';
import { openTail, tailCost } from '../../../src/analysis/ways/tail.js';
import type { OpenTailKernel } from '../../../src/analysis/ways/tailJob.js';
import { openTailKernel } from '../../../src/analysis/ways/tailKernel.js';
import { onnxRuntime } from '../../../src/engine/onnxRuntime.js';
import { denseChain } from '../../../src/model/denseChain.js';
import { readOnnx } from '../../../src/model/formats/onnx.js';
import { graphOf } from '../../model/graphText.js';
import { Random } from '../../twin/random.js';
import { opened } from '../openedNetwork.js';
import { deleteUnits, expectSameResult, nearTies, type Deletion, type DeletionData } from './deletedUnits.js';

const plain: OpenTailKernel = (bytes) => new PlainTailKernel(bytes);
const kernels: [string, OpenTailKernel][] = [
  ['WebAssembly', openTailKernel],
  ['plain TypeScript', plain],
];

/** Constants of a random network in the order of its lines: small biases, weights that keep the size of values. */
function drawn(seed: number, shapes: Readonly<Record<string, readonly number[]>>): Record<string, number[]> {
  const random = new Random(seed);
  return Object.fromEntries(
    Object.entries(shapes).map(([name, dims]) => {
      const size = dims.reduce((product, dim) => product * dim, 1);
      const inputs = dims.length === 2 ? dims[0] : size / dims[0];
      return [name, random.normals(size, dims.length === 1 ? 0.3 : Math.sqrt(2 / inputs))];
    }),
  );
}

/** Random samples; labels are what the network answers but for every fourth, drawn anew. */
async function dataFor(network: Network, samples: number, seed: number): Promise<DeletionData> {
  const random = new Random(seed);
  const inputs = Float32Array.from({ length: samples * network.sampleSize }, () => random.normal());
  const { scores } = await network.intact(inputs, []);
  const labels = Int32Array.from({ length: samples }, (_, i) => {
    const row = [...scores.subarray(i * network.classCount, (i + 1) * network.classCount)];
    return random.below(4) === 0 ? random.below(network.classCount) : row.indexOf(Math.max(...row));
  });
  return { inputs, labels };
}

/** Zeros, constants of either sign (one of them what a unit mostly is), and outputs of other samples. */
async function replacementsFor(
  network: Network,
  layer: number,
  { inputs, labels }: DeletionData,
  units: Int32Array,
): Promise<Replacements[]> {
  const random = new Random(9);
  const { tensor } = network.layers[layer];
  const clean = (await network.intact(inputs, [tensor])).tensors.get(tensor)!;
  const size = clean.length / labels.length;
  const others = new Float32Array(clean.length);
  for (let i = 0; i < labels.length; i++) {
    others.set(clean.subarray(i * size, (i + 1) * size), ((i + 1) % labels.length) * size);
  }
  return [
    { kind: 'constants', values: new Float32Array(units.length) },
    { kind: 'constants', values: Float32Array.from(units, () => random.normal()) },
    { kind: 'constants', values: Float32Array.from(units, (_, i) => clean[i]) },
    { kind: 'outputs', values: others },
  ];
}

/** Deletes units of a layer, all and then some, by masks and in closed form, in blocks of different sizes. */
async function expectTail(
  network: Network,
  layer: number,
  openKernel: OpenTailKernel,
  { samples, most }: { samples: number; most: number } = { samples: 40, most: Infinity },
): Promise<void> {
  const tail = openTail(network, layer, openKernel)!;
  const masks = new MaskDeleter(network, layer);
  const data = await dataFor(network, samples, layer + 1);
  const { firstUnit, unitCount } = network.layers[layer];
  const all = Int32Array.from({ length: Math.min(most, unitCount) }, (_, i) => firstUnit + i);
  const some = all.filter((_, i) => i % 3 === 1);
  for (const [i, replacements] of (await replacementsFor(network, layer, data, all)).entries()) {
    for (const loss of [true, false]) {
      const deletion: Deletion = { units: all, replacements, loss, blockSize: samples };
      const expected = await deleteUnits(network, masks, data, deletion);
      const ties = () => nearTies(network, data, deletion);
      for (const blockSize of [samples, 17]) {
        const found = await deleteUnits(network, tail, data, { ...deletion, blockSize });
        await expectSameResult(found, expected, samples, ties);
      }
      if (i !== 0) continue;
      const found = await deleteUnits(network, tail, data, { ...deletion, units: some });
      const turned = some.map((unit) => expected.turnedWrong[unit - firstUnit]);
      expect([...found.turnedWrong]).toEqual([...turned]);
    }
  }
  await tail.release();
}

const mlp = (inputs: number, first: number, second: number, classes: number, activation = 'Relu') => {
  const shapes = {
    w: [inputs, first],
    b: [first],
    w2: [first, second],
    b2: [second],
    w3: [second, classes],
    b3: [classes],
  };
  const lines = [
    `h = Gemm(x, w[${shapes.w.join()}], b[${first}])`,
    `a = ${activation}(h)`,
    `h2 = Gemm(a, w2[${shapes.w2.join()}], b2[${second}])`,
    'a2 = Relu(h2)',
    `y = Gemm(a2, w3[${shapes.w3.join()}], b3[${classes}])`,
  ];
  return { shapes, lines, input: ['batch', inputs], outputShape: ['batch', classes] };
};

describe.each(kernels)('deleting units of the last layers in closed form, in %s,', (_, openKernel) => {
  it.each([
    [1, 5, 7, 6, 2, 'Relu'],
    [2, 3, 20, 33, 3, 'Relu'],
    [3, 6, 13, 64, 4, 'Tanh'],
    [4, 4, 70, 31, 10, 'LeakyRelu'],
    [5, 8, 9, 40, 12, 'Relu'],
    [6, 4, 17, 32, 35, 'Elu'],
  ])('gives what masks give (network %i: %i-%i-%i-%i, %s)', async (seed, ...sizes) => {
    const [inputs, first, second, classes, activation] = sizes;
    const { shapes, lines, ...facts } = mlp(inputs, first, second, classes, activation);
    const values = drawn(seed, shapes);
    // A dead unit in each layer.
    values['b'][3] = activation === 'Relu' ? -100 : 0.1;
    values['b2'][2] = -100;
    await opened(lines, { ...facts, values }, async (network) => {
      await expectTail(network, 0, openKernel);
      await expectTail(network, 1, openKernel);
    });
  });

  it.each([
    [
      'maps that are read position by position',
      0,
      ['f = Flatten(a)', 'y = Gemm(f, w2[30,3], b2[3])'],
      [30, 3],
    ],
    [
      'the mean of maps',
      1,
      ['p = GlobalAveragePool(a)', 'f = Flatten(p)', 'y = Gemm(f, w2[5,3], b2[3])'],
      [5, 3],
    ],
    [
      'the mean of maps through a layer',
      2,
      [
        'f = ReduceMean(a; axes=2,3 keepdims=0)',
        'h2 = MatMul(f, w2[5,9])',
        'a2 = Relu(h2)',
        'y = Gemm(a2, w3[9,3])',
      ],
      [5, 9],
    ],
  ])('gives what masks give for %s', async (__, seed, rest, w2) => {
    const values = drawn(seed, { w: [5, 2, 2, 2], b: [5], w2, b2: [3], w3: [9, 3] });
    const lines = ['h = Conv(x, w[5,2,2,2], b[5])', 'a = Relu(h)', ...rest];
    await opened(lines, { input: ['batch', 2, 3, 4], values }, (network) =>
      expectTail(network, 0, openKernel),
    );
  });

  it('gives what masks give where all sums of the layer between are zero', async () => {
    const { shapes, lines, ...facts } = mlp(5, 11, 32, 5);
    const values = drawn(8, shapes);
    // Units never answer, and so their sums are what replaces them alone.
    values['b'] = values['b'].map(() => -100);
    values['b2'] = values['b2'].map(() => 0);
    await opened(lines, { ...facts, values }, (network) => expectTail(network, 0, openKernel));
  });

  it('gives what masks give for samples of very large and very small sums', async () => {
    const { shapes, lines, ...facts } = mlp(5, 11, 40, 5);
    for (const scale of [1e-12, 1e6]) {
      const values = drawn(7, shapes);
      for (const name of ['w', 'b', 'b2']) values[name] = values[name].map((value) => value * scale);
      values['w3'] = values['w3'].map((value) => value / scale);
      await opened(lines, { ...facts, values }, (network) => expectTail(network, 0, openKernel));
    }
  });
});

it('the kernel leaves out what cannot turn: where a deletion moves nothing, and where leads are large', async () => {
  const { shapes, lines, ...facts } = mlp(5, 12, 33, 4);
  const values = drawn(3, shapes);
  // Ten times the leads, and a unit that leads nowhere.
  values['b3'] = [40, -40, 0, 0];
  await opened(lines, { ...facts, values }, async (network) => {
    const data = await dataFor(network, 40, 2);
    let counted = 0;
    const counting: OpenTailKernel = (bytes) => {
      const kernel = openTailKernel(bytes);
      return {
        ...{ memory: kernel.memory, usesSlopes: kernel.usesSlopes },
        countPairs: (job) => (counted += kernel.countPairs(job)),
        deleteUnits: (job) => kernel.deleteUnits(job),
      };
    };
    const tail = openTail(network, 0, counting)!;
    const units = Int32Array.from({ length: 12 }, (_, i) => i);
    const replacements: Replacements = { kind: 'constants', values: new Float32Array(12) };
    const result = await deleteUnits(network, tail, data, {
      units,
      replacements,
      loss: false,
      blockSize: 40,
    });
    expect(counted).toBe(0);
    expect([...result.turnedWrong]).toEqual(new Array(12).fill(0));
  });
});

describe('the closed form is not offered', () => {
  const hidden = ['h = Gemm(x, w[7,6])', 'a = Relu(h)'];
  it.each([
    [
      'where the network gives probabilities',
      [...hidden, 'z = Gemm(a, w2[6,3])', 's = Softmax(z)', 'y = Mul(s, 1)'],
    ],
    [
      'through another activation than ReLU',
      [...hidden, 'g = Gemm(a, w2[6,5])', 't = Tanh(g)', 'y = Gemm(t, w3[5,3])'],
    ],
    [
      'through two layers',
      [
        ...hidden,
        'g = Gemm(a, w2[6,5])',
        'r = Relu(g)',
        'i = Gemm(r, w3[5,5])',
        'q = Relu(i)',
        'y = Gemm(q, w4[5,3])',
      ],
    ],
  ])('%s', (_, lines) =>
    opened(lines, { input: ['batch', 7] }, (network) => {
      expect(openTail(network, 0)).toBeNull();
    }),
  );

  it('for maps through a layer that reads their positions', async () => {
    const lines = [
      'h = Conv(x, w[2,1,2,2])',
      'a = Relu(h)',
      'f = Flatten(a)',
      'g = Gemm(f, w2[8,5])',
      'r = Relu(g)',
      'y = Gemm(r, w3[5,3])',
    ];
    await opened(lines, { input: ['batch', 1, 3, 3] }, (network) => expect(openTail(network, 0)).toBeNull());
  });
});

it('its cost is a product with the answers, or with the layer between and the answers', async () => {
  const { lines, ...facts } = mlp(5, 12, 33, 4);
  const graph = await graphOf(lines, facts);
  await opened(lines, facts, (network) => {
    const cost = network.layers.map((layer) => tailCost(denseChain(graph, layer, network.scores)!));
    expect(cost).toEqual([33 * 4, 4]);
  });
});

const root = join(import.meta.dirname, '../../..');
const models = join(root, '../shared/models');

async function opensFile(path: string, shape: readonly number[], use: (network: Network) => Promise<void>) {
  const graph = await readOnnx(readFileSync(path), path, () => {
    throw new Error('no external data');
  });
  const network = await Network.open(onnxRuntime, graph, path, shape);
  await use(network);
  await network.release();
}

it("the sample's layers are deleted in closed form as by masks", () =>
  opensFile(join(root, 'examples/digits/digits-memorised.onnx'), [64], async (network) => {
    for (const layer of [0, 1]) await expectTail(network, layer, openTailKernel, { samples: 100, most: 30 });
  }));

describe.skipIf(!existsSync(models))(
  'layers of trained networks are deleted in closed form as by masks',
  () => {
    it.each<[string, number[], number]>([
      ['onnx/mnist_mlp_c100', [784], 0],
      ['onnx/cifar_conv_nobn', [3, 32, 32], 5],
      ['resnet20/resnet20', [3, 32, 32], 18],
    ])('%s', (name, shape, layer) =>
      opensFile(join(models, `${name}.onnx`), shape, async (network) => {
        await expectTail(network, layer, openTailKernel, { samples: 20, most: 8 });
      }),
    );
  },
);
