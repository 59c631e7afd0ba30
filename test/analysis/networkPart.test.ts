import { describe, expect, it } from 'vitest';
import type { Clamp, Network } from '../../src/analysis/network.js';
import { openMixedPart, openPart, type PartInputs } from '../../src/analysis/networkPart.js';
import { Random } from '../twin/random.js';
import { branchedConvNet, convNet } from '../twin/randomConvolutional.js';
import { perceptron } from '../twin/randomDense.js';
import { signalNet } from '../twin/randomInputs.js';
import { denseResidual, postActivationResidual, preActivationResidual } from '../twin/randomResidual.js';
import { fixedBatch } from './fixedBatch.js';
import { openExperiment } from './measuredExperiment.js';
import { opened } from './openedNetwork.js';

const samples = 6;

/** Some random samples, run through the intact network for what a part starts from. */
async function blockFor(network: Network, needs: readonly string[], count = samples): Promise<PartInputs> {
  const random = new Random(1);
  const inputs = Float32Array.from({ length: count * network.sampleSize }, () => random.normal());
  const { tensors } = await network.intact(inputs, needs);
  return { samples: count, inputs, tensors };
}

/** Clamps of about half of some layers' units. */
function clampsOf(network: Network, layers: readonly number[], random: Random): Clamp[] {
  return layers.flatMap((layer) => {
    const { firstUnit, unitCount } = network.layers[layer];
    const units = Array.from({ length: unitCount }, (_, i) => firstUnit + i);
    return units.filter(() => random.below(2) === 0).map((unit) => ({ unit, value: random.normal() }));
  });
}

/** Values for every unit of a layer on every sample, at every position. */
function additionsOf({ layers }: Network, layer: number, count: number, random: Random): Float32Array {
  const { outer, unitCount, inner } = layers[layer];
  return Float32Array.from({ length: count * outer * unitCount * inner }, () => random.normal());
}

/** The same sums in another order, or fused otherwise. */
function expectScores(found: Float32Array, expected: Float32Array): void {
  expect(found).toHaveLength(expected.length);
  const size = Math.max(...expected.map(Math.abs));
  found.forEach((score, i) => expect(Math.abs(score - expected[i])).toBeLessThanOrEqual(1e-5 * (1 + size)));
}

const networks = {
  'a dense network': perceptron,
  'a convolutional network': convNet,
  'a network of branches': branchedConvNet,
  'a network for signals': signalNet,
  'a residual network': postActivationResidual,
  'a residual network, activation first': preActivationResidual,
  'a dense residual network': denseResidual,
};

describe.each(Object.entries(networks))('a part of %s', (_, draw) => {
  it('gives what the whole gives, whatever layers it lies behind', async () => {
    const { network, close } = await openExperiment(draw());
    const random = new Random(2);
    const all = [...network.layers.keys()];
    const sets = [...all.map((first) => all.slice(first)), ...all.map((layer) => [layer])];
    const apart = all.filter((layer) => layer % 2 === 0);
    for (const layers of [...sets, apart]) {
      const part = await openPart(network, layers);
      expect(part.needs.length, `behind ${layers.join()}`).toBeGreaterThan(0);
      const block = await blockFor(network, part.needs);
      for (let round = 0; round < 3; round++) {
        const clamps = round === 0 ? [] : clampsOf(network, layers, random);
        // In the last round, something is added to one of the layers beside.
        const noisy = layers[random.below(layers.length)];
        const values = additionsOf(network, noisy, samples, random);
        const additions = new Map(round === 2 ? [[noisy, values]] : []);
        const { scores } = await network.run(block.inputs, clamps, [], additions);
        expectScores(await part.run(block, clamps, additions), scores);
      }
      await part.release();
    }
    await close();
  });

  it('mixes the units of a layer as the whole does', async () => {
    const { network, close } = await openExperiment(draw());
    const random = new Random(3);
    for (const [layer, { unitCount }] of network.layers.entries()) {
      const part = await openMixedPart(network, layer);
      expect(part.needs.length).toBeGreaterThan(0);
      const block = await blockFor(network, part.needs);
      const matrix = new Float32Array(unitCount * unitCount);
      for (let i = 0; i < unitCount; i++) {
        for (let j = 0; j <= i; j++) {
          matrix[i * unitCount + j] = matrix[j * unitCount + i] = random.normal() / Math.sqrt(unitCount);
        }
      }
      const whole = await network.openMixed(layer);
      expectScores(await part.run(block, matrix), await whole.run(block.inputs, matrix));
      await whole.release();
      await part.release();
    }
    await close();
  });
});

describe('a part starts', () => {
  const lines = [
    'z = Conv(x, w[4,2,3,3]; pads=1,1,1,1)',
    'a = Relu(z)',
    'c = Conv(a, w2[5,4,3,3]; pads=1,1,1,1)',
    'b = Relu(c)',
    'd = Conv(b, w3[4,5,3,3]; pads=1,1,1,1)',
    's = Add(d, a)',
    'r = Relu(s)',
    'f = Flatten(r)',
    'y = Gemm(f, w4[64,3])',
  ];
  const image = { input: ['batch', 2, 4, 4] };

  it.each([
    ['a layer', [2], ['r']],
    ['a layer in one of two branches, the other one beside', [1], ['b', 'a']],
    ['the first of several layers, those behind it being computed', [0, 1, 2], ['a']],
    ['a layer and what lies beside another', [1, 2], ['b', 'a']],
  ])('from %s', (_, layers, needs) =>
    opened(lines, image, async (network) => {
      expect(network.layers.map(({ tensor }) => tensor)).toEqual(['a', 'b', 'r']);
      const part = await openPart(network, layers);
      expect([...part.needs].sort()).toEqual([...needs].sort());
      await part.release();
    }),
  );

  it('from nothing where no layer is changed: it is the whole network', () =>
    opened(lines, image, async (network) => {
      const part = await openPart(network, []);
      expect(part.needs).toEqual([]);
      const block = await blockFor(network, []);
      const { scores } = await network.run(block.inputs, [], []);
      expect(await part.run(block, [])).toEqual(scores);
      await part.release();
    }));
});

describe('a network whose batch is fixed', () => {
  it('is run whole', () =>
    opened(fixedBatch.lines, fixedBatch.facts, async (network) => {
      expect(network.batchSize).toBe(4);
      const random = new Random(5);
      for (const layers of [[0], [1], [0, 1]]) {
        const part = await openPart(network, layers);
        expect(part.needs).toEqual([]);
        // The last batch of some data is not full.
        for (const count of [4, 3]) {
          const block = await blockFor(network, [], count);
          const clamps = clampsOf(network, layers, random);
          const values = additionsOf(network, layers[0], count, random);
          for (const additions of [new Map<number, Float32Array>(), new Map([[layers[0], values]])]) {
            const { scores } = await network.run(block.inputs, clamps, [], additions);
            expect(await part.run(block, clamps, additions)).toEqual(scores);
          }
        }
        await part.release();
      }
    }));

  it('is mixed whole', () =>
    opened(fixedBatch.lines, fixedBatch.facts, async (network) => {
      const part = await openMixedPart(network, 1);
      expect(part.needs).toEqual([]);
      const block = await blockFor(network, [], 4);
      const identity = Float32Array.from({ length: 36 }, (_, i) => (i % 7 === 0 ? 1 : 0));
      expectScores(await part.run(block, identity), (await network.run(block.inputs, [], [])).scores);
      await part.release();
    }));
});
