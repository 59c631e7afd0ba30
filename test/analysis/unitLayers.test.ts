import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/inputError.js';
import { opened, type OpenFacts } from './openedNetwork.js';

/** Shapes and positions of a network's layers. */
const layersOf = (lines: readonly string[], facts: OpenFacts) =>
  opened(lines, facts, ({ layers }) =>
    layers.map(({ unitCount, firstUnit, shape, outer, inner }) => ({
      unitCount,
      firstUnit,
      shape,
      outer,
      inner,
    })),
  );

const dense = [
  'h = Gemm(x, w[3,2], b[2])',
  'a = Relu(h)',
  'i = Gemm(a, v[2,4])',
  'c = Tanh(i)',
  'y = Gemm(c, head[4,3])',
];

describe('the layers of a network', () => {
  it('count their units through', async () => {
    expect(await layersOf(dense, { input: ['batch', 3] })).toEqual([
      { unitCount: 2, firstUnit: 0, shape: [2], outer: 1, inner: 1 },
      { unitCount: 4, firstUnit: 2, shape: [4], outer: 1, inner: 1 },
    ]);
    await opened(dense, { input: ['batch', 3] }, (network) => {
      expect(network.unitCount).toBe(6);
      expect([0, 1, 2, 5].map((unit) => network.place(unit))).toEqual([
        { layer: 0, unit: 0 },
        { layer: 0, unit: 1 },
        { layer: 1, unit: 0 },
        { layer: 1, unit: 3 },
      ]);
    });
  });

  it('know the positions of maps, channels first', async () => {
    const lines = [
      'h = Conv(x, w[4,2,3,2])',
      'a = Relu(h)',
      'p = GlobalAveragePool(a)',
      'f = Flatten(p)',
      'y = Gemm(f, head[4,3])',
    ];
    expect(await layersOf(lines, { input: ['batch', 2, 5, 4] })).toEqual([
      { unitCount: 4, firstUnit: 0, shape: [4, 3, 3], outer: 1, inner: 9 },
    ]);
  });

  it('know the positions of maps, channels last', async () => {
    const lines = [
      't = Transpose(x; perm=0,3,1,2)',
      'h = Conv(t, w[4,2,3,2])',
      'u = Transpose(h; perm=0,2,3,1)',
      'a = Relu(u)',
      'f = Flatten(a)',
      'y = Gemm(f, head[36,3])',
    ];
    expect(await layersOf(lines, { input: ['batch', 5, 4, 2] })).toEqual([
      { unitCount: 4, firstUnit: 0, shape: [3, 3, 4], outer: 9, inner: 1 },
    ]);
  });

  it('know the positions of a dense layer over a sequence', async () => {
    const lines = ['h = MatMul(x, w[2,4])', 'a = Relu(h)', 'f = Flatten(a)', 'y = Gemm(f, head[20,3])'];
    expect(await layersOf(lines, { input: ['batch', 5, 2] })).toEqual([
      { unitCount: 4, firstUnit: 0, shape: [5, 4], outer: 5, inner: 1 },
    ]);
  });

  it('know the positions that were counted into the batch', async () => {
    const lines = [
      'r = Reshape(x, <-1,2>)',
      'h = Gemm(r, w[2,4])',
      'a = Relu(h)',
      's = Reshape(a, <-1,20>)',
      'y = Gemm(s, head[20,3])',
    ];
    expect(await layersOf(lines, { input: ['batch', 5, 2] })).toEqual([
      { unitCount: 4, firstUnit: 0, shape: [5, 4], outer: 5, inner: 1 },
    ]);
  });

  it('find units that the weights do not tell, by running the network', async () => {
    const lines = ['v = Mul(w[3,4], s[4])', 'h = MatMul(x, v)', 'a = Relu(h)', 'y = Gemm(a, head[4,3])'];
    expect((await layersOf(lines, { input: ['batch', 3] }))[0].unitCount).toBe(4);
  });

  it('must have the batch first', async () => {
    const lines = [
      't = Transpose(x; perm=1,0)',
      'h = MatMul(w[4,3], t)',
      'a = Relu(h)',
      'u = Transpose(a; perm=1,0)',
      'y = Gemm(u, head[4,3])',
    ];
    const opening = layersOf(lines, { input: ['batch', 3] });
    await expect(opening).rejects.toThrow(InputError);
    await expect(opening).rejects.toThrow(/first dimension doesn't count samples/);
  });
});
