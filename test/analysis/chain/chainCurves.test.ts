import { describe, expect, it } from 'vitest';
import { OpenCurves } from '../../../src/analysis/chain/openCurves.js';
import type { Network } from '../../../src/analysis/network.js';
import { scoreBatch } from '../../../src/analysis/scores.js';
import { ShardExecutor } from '../../../src/analysis/shardExecutor.js';
import type { AnswersResult, GroupShard } from '../../../src/analysis/shards.js';
import type { Dataset } from '../../../src/dataset/dataset.js';
import type { Experiment } from '../../twin/bruteForce.js';
import { NetworkBuilder } from '../../twin/networkBuilder.js';
import { Random } from '../../twin/random.js';
import { convNet } from '../../twin/randomConvolutional.js';
import { activationZoo, perceptron, writtenOutActivations } from '../../twin/randomDense.js';
import { postActivationResidual } from '../../twin/randomResidual.js';
import { opened } from '../openedNetwork.js';
import { openExperiment, type OpenExperiment } from '../measuredExperiment.js';
import { randomMlp } from './randomMlp.js';

/** Below this the order of two logits may depend on how they were added up. */
const nearTie = 1e-4;

const classes = (network: Network) => network.classCount;

/** The shard's answers by running the whole network with the units clamped, and what may be off by rounding. */
async function byMasks({ network, dataset }: Pick<OpenExperiment, 'network' | 'dataset'>, shard: GroupShard) {
  const { sets, values, samples } = shard;
  if (sets.kind !== 'prefixes') throw new Error('only orders are compared');
  const inputs = new Float32Array(samples.count * network.sampleSize);
  await dataset.read(samples.first, inputs);
  const labels = dataset.labels.subarray(samples.first, samples.first + samples.count);
  const answers = async (removed: number) => {
    const clamps = Array.from(sets.order.subarray(0, removed), (unit) => ({ unit, value: values[unit] }));
    const scores = new Float32Array(samples.count * classes(network));
    for (let first = 0; first < samples.count; first += network.batchSize) {
      const count = Math.min(network.batchSize, samples.count - first);
      const part = inputs.subarray(first * network.sampleSize, (first + count) * network.sampleSize);
      scores.set((await network.run(part, clamps, [])).scores, first * classes(network));
    }
    const { correct, loss } = scoreBatch(scores, labels, classes(network), {
      loss: true,
      probabilities: false,
    });
    return {
      correct,
      loss: loss.reduce((sum, one) => sum + one, 0),
      ties: nearTies(scores, classes(network)),
    };
  };
  const intact = await answers(0);
  const outcomes = [];
  for (const length of sets.lengths) {
    const { correct, loss, ties } = await answers(length);
    const count = (isCounted: (before: number, after: number) => boolean) =>
      correct.filter((after, i) => isCounted(intact.correct[i], after)).length;
    outcomes.push({
      correct: count((_, after) => after === 1),
      turnedWrong: count((before, after) => before > after),
      turnedRight: count((before, after) => before < after),
      loss,
      ties,
    });
  }
  return outcomes;
}

/** Samples whose two best scores are all but equal, though not the same: equal ones tie to the lowest class. */
function nearTies(scores: Float32Array, width: number): number {
  let ties = 0;
  for (let row = 0; row < scores.length; row += width) {
    const [best, second] = Array.from(scores.subarray(row, row + width)).sort((a, b) => b - a);
    if (best !== second && best - second < nearTie) ties++;
  }
  return ties;
}

async function expectAsByMasks(open: Pick<OpenExperiment, 'network' | 'dataset' | 'run'>, shard: GroupShard) {
  const found = (await open.run(shard)) as AnswersResult;
  const expected = await byMasks(open, shard);
  for (const [i, { ties, loss, ...counts }] of expected.entries()) {
    for (const name of ['correct', 'turnedWrong', 'turnedRight'] as const) {
      const off = Math.abs(found[name][i] - counts[name]);
      expect(off, `${name} at point ${i}: ${found[name][i]}, not ${counts[name]}`).toBeLessThanOrEqual(ties);
    }
    const off = Math.abs(found.lossSum[i] - loss);
    expect(off, `loss at point ${i}: ${found.lossSum[i]}, not ${loss}`).toBeLessThanOrEqual(1e-5 * loss);
  }
}

function isOffered({ network }: OpenExperiment, order: Int32Array): boolean {
  return new OpenCurves(network, Infinity).for(order) !== null;
}

const allUnits = ({ network }: OpenExperiment) =>
  Array.from({ length: network.unitCount }, (_, unit) => unit);

function shuffled(units: readonly number[], random: Random): Int32Array {
  const keys = new Map(units.map((unit) => [unit, random.uniform()]));
  return Int32Array.from([...units].sort((a, b) => (keys.get(a) ?? 0) - (keys.get(b) ?? 0)));
}

function shardOf(
  { dataset }: Pick<OpenExperiment, 'dataset'>,
  order: Int32Array,
  lengths: readonly number[],
  values: Float32Array,
): GroupShard {
  return {
    kind: 'group',
    sets: { kind: 'prefixes', order, lengths: Int32Array.from(lengths) },
    values,
    samples: { first: 0, count: dataset.labels.length },
    loss: true,
  };
}

async function during(experiment: Experiment, use: (open: OpenExperiment) => Promise<void>): Promise<void> {
  const open = await openExperiment(experiment);
  try {
    await use(open);
  } finally {
    await open.close();
  }
}

const everyLength = (order: Int32Array) => Array.from({ length: order.length + 1 }, (_, length) => length);

describe('a curve by increments', () => {
  it.each([
    [[6], 'Relu'],
    [[9, 5], 'Relu'],
    [[8, 6], 'Tanh'],
    [[5, 7], 'Clip'],
    [[7, 4, 6], 'LeakyRelu'],
    [[6, 5, 8, 3], 'Sigmoid'],
    [[12, 1, 9], 'Relu'],
  ] as const)('of %j units behind %j is that of masks, at every point', (hidden, activation) =>
    during(randomMlp({ seed: hidden.length, hidden, activation }), async (open) => {
      const random = new Random(hidden[0]);
      for (const constants of [() => 0, () => random.normals(1, 1)[0]]) {
        const order = shuffled(allUnits(open), random);
        const values = Float32Array.from(order, constants);
        expect(isOffered(open, order)).toBe(true);
        await expectAsByMasks(open, shardOf(open, order, everyLength(order), values));
      }
    }),
  );

  it('takes any part of a network, some units of a layer among them', () =>
    during(randomMlp({ seed: 5, hidden: [6, 5, 7] }), async (open) => {
      const random = new Random(6);
      const values = Float32Array.from(random.normals(18, 0.5));
      const parts = [
        [0, 1, 2, 3, 4, 5],
        [6, 7, 8, 9, 10],
        [11, 12, 13, 14, 15, 16, 17],
        [2, 15, 0, 11],
        [7, 9, 16],
      ];
      for (const part of parts) {
        const order = shuffled(part, random);
        expect(isOffered(open, order)).toBe(true);
        await expectAsByMasks(open, shardOf(open, order, everyLength(order), values));
      }
    }));

  it('answers at points in any order, on samples of many blocks', () =>
    during(randomMlp({ seed: 8, hidden: [40, 30], samples: 1300 }), async (open) => {
      const order = shuffled(allUnits(open), new Random(9));
      const values = Float32Array.from(order, () => 0.25);
      const shard = shardOf(open, order, [70, 0, 31, 5], values);
      await expectAsByMasks(open, { ...shard, samples: { first: 17, count: 1200 } });
      // What was kept of these samples serves the next order.
      const turned = {
        ...shard,
        sets: { ...shard.sets, order: order.slice().reverse() } as GroupShard['sets'],
      };
      await expectAsByMasks(open, { ...turned, samples: { first: 17, count: 1200 } });
      await expectAsByMasks(open, { ...turned, samples: { first: 0, count: 1000 } });
    }));

  it('is the same where nothing may be kept', () =>
    during(randomMlp({ seed: 19, hidden: [40, 30], samples: 600 }), async (open) => {
      const order = shuffled(allUnits(open), new Random(20));
      const shard = shardOf(open, order, [1, 20, 69], new Float32Array(70));
      const keepsNothing = new ShardExecutor(open.network, open.dataset, 0);
      const run = () => keepsNothing.run(shard, () => {}, new AbortController().signal);
      const expected = await open.run(shard);
      expect([await run(), await run()]).toEqual([expected, expected]);
      await keepsNothing.release();
    }));

  it('keeps its precision through hundreds of points', () =>
    during(randomMlp({ seed: 10, hidden: [300, 200], samples: 60 }), async (open) => {
      const order = shuffled(allUnits(open), new Random(11));
      const lengths = everyLength(order).filter((length) => length % 7 === 0 || length > 450);
      await expectAsByMasks(open, shardOf(open, order, lengths, new Float32Array(500)));
    }));

  it('tells tiny losses apart, where every answer is all but certain', () => {
    const { network, labels, ...others } = randomMlp({ seed: 12, hidden: [9, 8] });
    // Logits thirty times as large, and the labels that the network gives itself.
    const constants = network.constants.map((constant) =>
      constant.name.startsWith('head')
        ? { ...constant, values: constant.values.map((value) => Math.fround(30 * value)) }
        : constant,
    );
    const certain = { ...others, labels, network: { ...network, constants } };
    return during(certain, async (open) => {
      const order = shuffled(allUnits(open), new Random(13));
      await expectAsByMasks(open, shardOf(open, order, everyLength(order), new Float32Array(17)));
    });
  });

  it.each([7, 12, 13, 18, 20])('takes a network of version %i of the operators', (opset) =>
    during(randomMlp({ seed: 14, hidden: [5, 6], opset, activation: 'LeakyRelu' }), async (open) => {
      const order = shuffled(allUnits(open), new Random(15));
      expect(isOffered(open, order)).toBe(true);
      await expectAsByMasks(open, shardOf(open, order, everyLength(order), Float32Array.from(order)));
    }),
  );

  it('counts equal logits for the class of the lowest index', () =>
    opened(
      ['g = Gemm(x, w[2,4], _)', 'r = Relu(g)', 'y = Gemm(r, v[4,3], _)'],
      { input: ['n', 2], outputShape: ['n', 3] },
      async (network) => {
        const labels = Int32Array.of(0, 1, 2, 0);
        const curves = new OpenCurves(network, Infinity).for(Int32Array.of(0, 1, 2, 3));
        const shard = shardOf(
          { dataset: { labels } as unknown as Dataset },
          Int32Array.of(0, 1, 2, 3),
          [4],
          new Float32Array(4),
        );
        const reader = {
          batches: async function* () {
            await Promise.resolve();
            yield { inputs: Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8), labels };
          },
        };
        const context = { network, reader, step: () => Promise.resolve() };
        const sets = shard.sets as Extract<GroupShard['sets'], { kind: 'prefixes' }>;
        const { correct, lossSum } = await curves!.run(context as never, shard, sets);
        expect([...correct]).toEqual([2]);
        expect(lossSum[0]).toBeCloseTo(4 * Math.log(3), 5);
        await curves!.release();
      },
    ));

  it.each([
    ['perceptron', () => randomMlp({ seed: 22, hidden: [9, 8], samples: 150 })],
    ['perceptron of one layer', () => randomMlp({ seed: 23, hidden: [12], samples: 150 })],
    ['network of maps', () => mapsInto('Flatten', 'Relu')],
  ])('gives samples that no unit answers any more to the lowest class, without biases: a %s', (_, make) =>
    during(withoutBiases(make()), async (open) => {
      for (const seed of [24, 25, 26]) {
        const order = shuffled(allUnits(open), new Random(seed));
        await expectAsByMasks(open, shardOf(open, order, everyLength(order), new Float32Array(order.length)));
      }
    }),
  );

  it('takes feature maps that end in dense layers, flattened or averaged', async () => {
    for (const ending of ['Flatten', 'GlobalAveragePool'] as const) {
      await during(mapsInto(ending), async (open) => {
        const order = shuffled(allUnits(open), new Random(16));
        const values = Float32Array.from(order, (unit) => 0.3 * unit - 1);
        expect(isOffered(open, order)).toBe(true);
        await expectAsByMasks(open, shardOf(open, order, everyLength(order), values));
      });
    }
  });

  it('is offered from the first layer on behind which all is dense', () =>
    during(convNet(), async (open) => {
      const from = (layer: number) => open.network.layers[layer].firstUnit;
      const units = allUnits(open);
      expect(isOffered(open, Int32Array.from(units))).toBe(false);
      expect(isOffered(open, Int32Array.from(units.slice(from(1))))).toBe(false); // a pooling is in between
      const last = Int32Array.from(units.slice(from(2)));
      expect(isOffered(open, last)).toBe(true);
      await expectAsByMasks(open, shardOf(open, last, everyLength(last), new Float32Array(units.length)));
    }));

  it.each([
    ['with a residual sum', postActivationResidual()],
    ['with slopes of each unit', activationZoo()],
    ['with activations written out', writtenOutActivations()],
  ])('is not offered for a network %s', (_, experiment) =>
    during(experiment, async (open) => {
      expect(isOffered(open, Int32Array.from(allUnits(open)))).toBe(false);
      expect(isOffered(open, new Int32Array())).toBe(false);
    }),
  );

  it('is measured without losses where none are asked for', () =>
    during(perceptron(), async (open) => {
      const order = shuffled(allUnits(open), new Random(17));
      const shard = shardOf(open, order, everyLength(order), new Float32Array(order.length));
      const found = (await open.run({ ...shard, loss: false })) as AnswersResult;
      const withLoss = (await open.run(shard)) as AnswersResult;
      expect(found.correct).toEqual(withLoss.correct);
      expect(found.lossSum.every((sum) => sum === 0)).toBe(true);
    }));
});

/** The same without biases, and with units that answer to few samples. */
function withoutBiases({ network, ...others }: Experiment): Experiment {
  const constants = network.constants.map((constant) => {
    const isHead = constant.name.startsWith('head');
    const lower = (value: number) =>
      constant.dims.length === 1 ? 0 : Math.fround(value - (isHead ? 0 : 0.2));
    return { ...constant, values: constant.values.map(lower) };
  });
  return { ...others, network: { ...network, constants } };
}

/** Five feature maps of 4 x 3, two dense layers. */
function mapsInto(ending: 'Flatten' | 'GlobalAveragePool', activation = 'Tanh'): Experiment {
  const builder = new NetworkBuilder({ seed: 18, opset: 17, inputShape: ['n', 2, 6, 5] });
  const conv = builder.conv('conv', builder.input, 2, 5, [3, 3]);
  const maps = builder.node('Relu', [conv.output]);
  builder.layer('conv', maps, 'Relu', { rows: conv.rows, space: [4, 3] });
  const isFlat = ending === 'Flatten';
  const flat = builder.node('Flatten', [isFlat ? maps : builder.node(ending, [maps])]);
  const fc = builder.gemm('fc', flat, isFlat ? 60 : 5, 7);
  const hidden = builder.node(activation, [fc.output]);
  builder.layer('dense', hidden, activation, { rows: fc.rows });
  const last = builder.gemm('head', hidden, 7, 4);
  return builder.finish({ logits: last.output, last, classCount: 4, samples: 30 });
}
