import { describe, expect, it } from 'vitest';
import type { Network } from '../../../src/analysis/network.js';
import type { Way } from '../../../src/analysis/shards.js';
import { planWays } from '../../../src/analysis/ways/planWays.js';
import { fixedBatch } from '../fixedBatch.js';
import { opened } from '../openedNetwork.js';

/** For each layer the ways, the one with the least work first. */
function waysOf(network: Network): Way[][] {
  return planWays(network).layers.map(({ ways }) => ways.map(({ way }) => way));
}

const mlp = (activation: string) => [
  'h = Gemm(x, w[20,100])',
  `a = ${activation}(h)`,
  'h2 = Gemm(a, w2[100,40])',
  `a2 = ${activation}(h2)`,
  'y = Gemm(a2, w3[40,3])',
];
const vector = { input: ['batch', 20] };

describe('the ways of deleting units', () => {
  it('are all to be had for ReLUs before the last layers, the closed form first', () =>
    opened(mlp('Relu'), vector, (network) => {
      expect(waysOf(network)).toEqual([
        ['tail', 'delta', 'suffix', 'masks'],
        ['tail', 'delta', 'suffix', 'masks'],
      ]);
    }));

  it('know no closed form through another activation', () =>
    opened(mlp('Tanh'), vector, (network) => {
      expect(waysOf(network)).toEqual([
        ['delta', 'suffix', 'masks'],
        ['tail', 'delta', 'suffix', 'masks'],
      ]);
    }));

  it('know no closed form where answers are probabilities alone', () =>
    opened([...mlp('Relu'), 's = Softmax(y; axis=1)', 'z = Mul(s, 1)'], vector, (network) => {
      for (const ways of waysOf(network)) expect(ways).not.toContain('tail');
    }));

  const conv = [
    'c = Conv(x, w[8,2,3,3]; pads=1,1,1,1)',
    'a = Relu(c)',
    'd = Conv(a, w2[10,8,3,3]; pads=1,1,1,1)',
    'b = Relu(d)',
  ];
  const head = ['e = Conv(b, w3[6,10,6,6])', 'g = Relu(e)', 'f = Flatten(g)', 'y = Gemm(f, w4[6,3])'];
  const image = { input: ['batch', 2, 6, 6] };

  it('start behind the next convolution for feature maps', () =>
    opened([...conv, ...head], image, (network) => {
      const [first, second, last] = waysOf(network);
      expect(first).toEqual(['delta', 'suffix', 'masks']);
      expect(second[0]).toBe('delta');
      expect(last[0]).toBe('tail');
    }));

  it('start behind no convolution of groups', () => {
    const grouped = conv.map((line) => line.replace('w2[10,8,3,3]; ', 'w2[10,4,3,3]; group=2 '));
    return opened([...grouped, ...head], image, (network) => {
      expect(waysOf(network)[0]).toEqual(['suffix', 'masks']);
    });
  });

  it('start behind each of the convolutions that read a residual sum', () => {
    const lines = [
      ...conv.slice(0, 2),
      'i = Conv(a, w5[8,8,3,3]; pads=1,1,1,1)',
      's = Add(i, a)',
      'b = Relu(s)',
      'd = Conv(b, w2[6,8,6,6])',
      'f = Flatten(d)',
      'y = Gemm(f, w4[6,3])',
    ];
    return opened(lines, image, (network) => {
      // Without an activation behind it, what makes the last sums is a layer too.
      expect(waysOf(network).map((ways) => ways.includes('delta'))).toEqual([true, true, true]);
    });
  });

  it('run no part of a network whose batch is fixed', () =>
    opened(fixedBatch.lines, fixedBatch.facts, (network) => {
      expect(waysOf(network)).toEqual([['masks'], ['tail', 'masks']]);
    }));
});

describe('the estimated work', () => {
  /** What a written value counts as. */
  const value = 30;

  it('of dense layers is their multiply-adds, and what is written', () =>
    opened(mlp('Relu'), vector, (network) => {
      const { work, layers } = planWays(network);
      const [h, a] = [100 * (20 + value), 100 * value];
      const [h2, a2, y] = [40 * (100 + value), 40 * value, 3 * (40 + value)];
      expect(work).toBe(h + a + h2 + a2 + y);
      const works = layers.map(({ ways }) => Object.fromEntries(ways.map((one) => [one.way, one.work])));
      expect(works[0]).toEqual({
        masks: work,
        suffix: h2 + a2 + y,
        // One weight a sum, and the sums are written twice: the unit's part, and with the others'.
        delta: 40 * (1 + 2 * value) + a2 + y,
        tail: 40 * 3,
      });
      expect(works[1]).toEqual({ masks: work, suffix: y, delta: 3 * (1 + 2 * value), tail: 3 });
    }));

  it('is every weight once where shapes are not known', () =>
    opened(fixedBatch.lines, fixedBatch.facts, (network) => {
      const weights = 7 * 5 + 5 * 6 + 6 * 3;
      expect(planWays(network)).toEqual({
        work: weights,
        layers: [
          { ways: [{ way: 'masks', work: weights }] },
          {
            ways: [
              { way: 'tail', work: 3 },
              { way: 'masks', work: weights },
            ],
          },
        ],
      });
    }));

  it('of a convolution is one kernel for each value', () =>
    opened(
      [
        'c = Conv(x, w[8,2,3,3]; pads=1,1,1,1)',
        'a = Relu(c)',
        'd = Conv(a, w2[10,8,3,3]; strides=2,2)',
        'b = Relu(d)',
        'p = GlobalAveragePool(b)',
        'f = Flatten(p)',
        'y = Gemm(f, w3[10,3])',
      ],
      { input: ['batch', 2, 7, 9] },
      (network) => {
        const { work, layers } = planWays(network);
        // 10 maps of 3 x 4.
        const rest = 120 * value + 10 * value + 3 * (10 + value);
        expect(work).toBe(8 * 63 * (2 * 9 + value) + 8 * 63 * value + 120 * (8 * 9 + value) + rest);
        const delta = layers[0].ways.find(({ way }) => way === 'delta');
        expect(delta?.work).toBe(120 * (9 + 2 * value) + rest);
      },
    ));
});
