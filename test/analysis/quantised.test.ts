import { describe, expect, it } from 'vitest';
import { incomingNorms } from '../../src/model/incomingWeights.js';
import { Random } from '../twin/random.js';
import { opened } from './openedNetwork.js';
import { deleteUnits } from './ways/deletedUnits.js';
import { Deleters } from '../../src/analysis/ways/deleters.js';
import { planWays } from '../../src/analysis/ways/planWays.js';

const [step, weightStep] = [0.25, 0.125];
const random = new Random(3);
const whole = (count: number, most: number) =>
  Array.from({ length: count }, () => random.below(2 * most + 1) - most);
const values = {
  w8: whole(12, 20),
  v8: whole(20, 20),
  z: [0],
  s: [step],
  ws: [weightStep],
  // One a column.
  vs: [0.125, 0.25, 0.0625, 0.125, 0.5],
  vz: [0, 0, 0, 0, 0],
  head: random.normals(15, 1),
};
/** Weights and values between layers in whole numbers of eight bits, each scaled back before it is used. */
const lines = [
  'zp = Cast(z[]; to=3)',
  'wq = Cast(w8[3,4]; to=3)',
  'wd = DequantizeLinear(wq, ws[], zp)',
  'h = MatMul(x, wd) # fc1/MatMul',
  'r = Relu(h)',
  'q = QuantizeLinear(r, s[], zp)',
  'd = DequantizeLinear(q, s, zp)',
  'vq = Cast(v8[4,5]; to=3)',
  'vzq = Cast(vz[5]; to=3)',
  'vd = DequantizeLinear(vq, vs[5], vzq; axis=1)',
  'g = MatMul(d, vd)',
  'gq = QuantizeLinear(g, s, zp)',
  'gd = DequantizeLinear(gq, s, zp)',
  't = Relu(gd)',
  'tq = QuantizeLinear(t, s, zp)',
  'td = DequantizeLinear(tq, s, zp)',
  'y = Gemm(td, head[5,3])',
];
const facts = { input: ['batch', 3], values } as const;

/** To the nearest step, ties to the even one, within eight bits. */
function rounded(value: number): number {
  const steps = value / step;
  const below = Math.floor(steps);
  const nearest = steps - below === 0.5 ? below + (below % 2 === 0 ? 0 : 1) : Math.round(steps);
  return step * Math.max(-128, Math.min(127, nearest));
}

/** What the network gives for a sample with a unit of a layer at zero. */
function byHand(sample: readonly number[], deleted: { layer: number; unit: number } | null): number[] {
  const zeroed = (layer: number) => (value: number, unit: number) =>
    deleted?.layer === layer && deleted.unit === unit ? 0 : value;
  const product = (row: readonly number[], weights: readonly number[], columns: number) =>
    Array.from({ length: columns }, (_, c) =>
      row.reduce((sum, value, r) => sum + value * weights[r * columns + c], 0),
    );
  const w = values.w8.map((value) => value * weightStep);
  const v = values.v8.map((value, i) => value * values.vs[i % 5]);
  const first = product(sample, w, 4).map((value) => rounded(Math.max(0, value)));
  const second = product(first.map(zeroed(0)), v, 5).map((value) => rounded(Math.max(0, rounded(value))));
  return product(second.map(zeroed(1)), values.head, 3);
}

describe('a quantised network', () => {
  it('has its units behind the rounding, with their activation and weights', async () => {
    await opened(lines, facts, ({ layers, graph }) => {
      expect(layers.map(({ tensor, activation, unitCount }) => [tensor, activation, unitCount])).toEqual([
        ['d', 'Relu', 4],
        ['td', 'Relu', 5],
      ]);
      const norms = [0, 1, 2, 3].map((unit) =>
        [0, 1, 2].reduce((sum, row) => sum + Math.abs(values.w8[4 * row + unit]) * weightStep, 0),
      );
      expect([...incomingNorms(graph, layers[0], 4)!]).toEqual(norms);
    });
  });

  it('answers as by hand, and so with a unit deleted', async () => {
    await opened(lines, facts, async (network) => {
      // Eighths of whole numbers, so that sums are exact and no rounding hangs on their last bit.
      const samples = Array.from({ length: 20 }, () => whole(3, 16).map((value) => value / 8));
      for (const [flat, place] of [
        [null, null],
        [1, { layer: 0, unit: 1 }],
        [6, { layer: 1, unit: 2 }],
      ] as const) {
        const clamps = flat === null ? [] : [{ unit: flat, value: 0 }];
        const { scores } = await network.run(Float32Array.from(samples.flat()), clamps, []);
        samples
          .flatMap((sample) => byHand(sample, place))
          .forEach((expected, i) => {
            expect(scores[i]).toBeCloseTo(expected, 4);
          });
      }
    });
  });

  it('loses the same by every way of deleting units', async () => {
    await opened(lines, facts, async (network) => {
      const samples = 60;
      const inputs = Float32Array.from(whole(3 * samples, 16), (value) => value / 8);
      const labels = Int32Array.from({ length: samples }, () => random.below(3));
      const deleters = new Deleters(network, Infinity);
      for (const [layer, { ways }] of planWays(network).layers.entries()) {
        const { firstUnit, unitCount } = network.layers[layer];
        const deletion = {
          units: Int32Array.from({ length: unitCount }, (_, unit) => firstUnit + unit),
          replacements: { kind: 'constants' as const, values: new Float32Array(unitCount) },
          loss: false,
          blockSize: samples,
        };
        expect(ways.map(({ way }) => way)).toContain('suffix');
        const found = [];
        for (const { way } of ways) {
          const [deleter] = await deleters.get([{ layer, way }]);
          found.push(await deleteUnits(network, deleter, { inputs, labels }, deletion));
        }
        for (const one of found) expect(one.correctPerClass).toEqual(found[0].correctPerClass);
      }
      await deleters.release();
    });
  });
});

describe('a network that hides its layers', () => {
  it.each([
    [
      [
        'h = MatMul(x, w[3,4])',
        'r = Relu(h)',
        'i = Cast(r; to=3)',
        'v = Cast(v8[4,5]; to=3)',
        'm = MatMulInteger(i, v) # mm',
        'c = Cast(m; to=1)',
        'y = Gemm(c, head[5,3])',
      ],
      /multiplies whole numbers \(MatMulInteger "mm"\).*QuantFormat\.QDQ/,
    ],
  ])('is refused by the name of the operator', async (given, message) => {
    await expect(opened(given, facts, () => undefined)).rejects.toThrow(message);
  });
});
