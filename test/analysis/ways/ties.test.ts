import { describe, expect, it } from 'vitest';
import type { Network } from '../../../src/analysis/network.js';
import type { AblationResult } from '../../../src/analysis/shards.js';
import { Deleters } from '../../../src/analysis/ways/deleters.js';
import type { LayerDeleter } from '../../../src/analysis/ways/layerDeleter.js';
import { MaskDeleter } from '../../../src/analysis/ways/masks.js';
import { PlainTailKernel } from '../../../src/analysis/ways/plainTailKernel.js';
import { planWays } from '../../../src/analysis/ways/planWays.js';
import { openTail } from '../../../src/analysis/ways/tail.js';
import { Random } from '../../twin/random.js';
import { opened } from '../openedNetwork.js';
import { deleteUnits, type Deletion } from './deletedUnits.js';

const samples = 40;

/** A network of ReLUs without any bias, its weights in the order of its lines: `v` are the answers'. */
interface Biasless {
  readonly lines: readonly string[];
  readonly shapes: Readonly<Record<string, readonly number[]>>;
  readonly input: readonly (string | number)[];
}

const between = (random: Random, least: number, most: number) => least + random.below(most - least + 1);

function perceptron(random: Random, hidden: number): Biasless {
  const widths = Array.from({ length: hidden + 1 }, () => between(random, 2, 7));
  const classes = between(random, 2, 6);
  const lines: string[] = [];
  const shapes: Record<string, number[]> = {};
  let from = 'x';
  for (let i = 1; i <= hidden; i++) {
    shapes[`w${i}`] = [widths[i - 1], widths[i]];
    lines.push(`h${i} = Gemm(${from}, w${i}[${widths[i - 1]},${widths[i]}])`, `a${i} = Relu(h${i})`);
    from = `a${i}`;
  }
  shapes['v'] = [widths[hidden], classes];
  lines.push(`y = Gemm(${from}, v[${widths[hidden]},${classes}])`);
  return { lines, shapes, input: ['batch', widths[0]] };
}

function convolutional(random: Random, ending: 'Flatten' | 'GlobalAveragePool', layers: 1 | 2): Biasless {
  const [maps, more, classes] = [between(random, 2, 5), between(random, 2, 5), between(random, 2, 6)];
  const shapes: Record<string, number[]> = { w1: [maps, 2, 2, 2] };
  const lines = [`h1 = Conv(x, w1[${maps},2,2,2])`, 'a1 = Relu(h1)'];
  if (layers === 2) {
    shapes['w2'] = [more, maps, 2, 2];
    lines.push(`h2 = Conv(a1, w2[${more},${maps},2,2])`, 'a2 = Relu(h2)');
  }
  const [last, positions] = layers === 2 ? [more, 2] : [maps, 6];
  const inputs = ending === 'Flatten' ? last * positions : last;
  shapes['v'] = [inputs, classes];
  const pooled = ending === 'Flatten' ? [] : [`p = GlobalAveragePool(a${layers})`];
  const flat = `f = Flatten(${ending === 'Flatten' ? `a${layers}` : 'p'})`;
  lines.push(...pooled, flat, `y = Gemm(f, v[${inputs},${classes}])`);
  return { lines, shapes, input: ['batch', 2, 3, 4] };
}

const networks: Readonly<Record<string, (random: Random) => Biasless>> = {
  'one layer': (random) => perceptron(random, 1),
  'two layers': (random) => perceptron(random, 2),
  'three layers': (random) => perceptron(random, 3),
  'maps read one by one': (random) => convolutional(random, 'Flatten', 1),
  'the mean of maps': (random) => convolutional(random, 'GlobalAveragePool', 1),
  'two layers of maps': (random) => convolutional(random, 'Flatten', 2),
};

/** What makes answers hang on the last bits, or leaves none that are numbers. */
const weights: Readonly<Record<string, (weight: number, column: number, row: readonly number[]) => number>> =
  {
    'ordinary weights': (weight) => weight,
    'classes alike': (weight, column, row) => (column > 1 ? row[1] : weight),
    'huge weights': (weight) => weight * 1e9,
    'weights that overflow': (weight) => weight * 1e25,
    'tiny weights': (weight) => weight * 1e-13,
    'few different weights': (weight) => Math.round(4 * weight) / 4,
  };

function drawn(random: Random, { shapes }: Biasless, change: (typeof weights)[string]) {
  return Object.fromEntries(
    Object.entries(shapes).map(([name, dims]) => {
      const isLast = name === 'v';
      // Units that answer to few samples, so that often one alone does.
      const values = random
        .normals(
          dims.reduce((size, dim) => size * dim, 1),
          1,
        )
        .map((value) => (isLast ? value : value - 0.4));
      const width = isLast ? dims[1] : values.length;
      return [
        name,
        values.map((value, i) => {
          const column = isLast ? i % width : 0;
          return change(value, column, values.slice(i - column, i - column + width));
        }),
      ];
    }),
  );
}

const counts = ({ turnedWrong, turnedRight, correctHalf }: AblationResult) => [
  ...[turnedWrong, turnedRight, correctHalf].map((column) => [...column]),
];

/** Deletes every unit by each way that there is, and by the plain way. */
async function expectTheSame(network: Network, random: Random): Promise<void> {
  const inputs = Float32Array.from(random.normals(samples * network.sampleSize, 1));
  const labels = Int32Array.from({ length: samples }, () => random.below(network.classCount));
  const deleters = new Deleters(network, Infinity);
  for (const [layer, { ways }] of planWays(network).layers.entries()) {
    const { firstUnit, unitCount } = network.layers[layer];
    const units = Int32Array.from({ length: unitCount }, (_, i) => firstUnit + i);
    const offered: [string, LayerDeleter][] = [];
    for (const { way } of ways) offered.push([way, (await deleters.get([{ layer, way }]))[0]]);
    const plainTail = openTail(network, layer, (bytes) => new PlainTailKernel(bytes));
    if (plainTail) offered.push(['tail without WebAssembly', plainTail]);
    for (const constant of [0, 0.25]) {
      for (const loss of [true, false]) {
        const values = new Float32Array(unitCount).fill(constant);
        const deletion: Deletion = {
          ...{ units, loss, blockSize: samples },
          replacements: { kind: 'constants', values },
        };
        const masks = new MaskDeleter(network, layer);
        const expected = await deleteUnits(network, masks, { inputs, labels }, deletion);
        for (const [way, deleter] of offered) {
          const found = await deleteUnits(network, deleter, { inputs, labels }, deletion);
          expect(counts(found), `${way} of layer ${layer}`).toEqual(counts(expected));
        }
      }
    }
    await plainTail?.release();
  }
  await deleters.release();
}

describe.each(Object.entries(networks))('without biases, %s', (_, make) => {
  it.each(Object.entries(weights))(
    'of %s: ties go to the lowest class, however units are deleted',
    async (name, change) => {
      for (const seed of [1, 2]) {
        const random = new Random(100 * seed + name.length);
        const network = make(random);
        const values = drawn(random, network, change);
        await opened(network.lines, { input: network.input, values }, (open) => expectTheSame(open, random));
      }
    },
  );
});
