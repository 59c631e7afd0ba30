import { describe, expect, it } from 'vitest';
import { foundIn, layersOf } from './foundLayers.js';

const facts = { input: ['batch', 4, 8, 8] };
const norm = (to: string, from: string) =>
  `${to} = BatchNormalization(${from}, ${to}g[4], ${to}b[4], ${to}m[4], ${to}v[4])`;
const conv = (to: string, from: string) => `${to} = Conv(${from}, ${to}w[4,4,3,3]; pads=1,1,1,1)`;
const head = (tensor: string) => [
  `pooled = GlobalAveragePool(${tensor})`,
  'flat = Flatten(pooled)',
  'y = Gemm(flat, head[4,3])',
];
const stem = [conv('h0', 'x'), 'a0 = Relu(h0)'];
const stemLayer = 'conv Conv>Relu x4 at a0[1]';

describe('a residual sum', () => {
  it('takes the place of the convolution that reaches it, after its activation', async () => {
    const block = [
      conv('h1', 'a0'),
      'a1 = Relu(h1)',
      conv('h2', 'a1'),
      norm('n2', 'h2'),
      's = Add(n2, a0)',
      'r = Relu(s)',
    ];
    expect(await foundIn([...stem, ...block, ...head('r')], facts)).toEqual([
      stemLayer,
      'conv Conv>Relu x4 at a1[1]',
      'residual Add>Relu x4 at r[1]',
    ]);
  });

  it('is one layer where a projection reaches it too', async () => {
    const lines = [
      ...stem,
      conv('h1', 'a0'),
      norm('n1', 'h1'),
      conv('h2', 'a0'),
      norm('n2', 'h2'),
      's = Add(n1, n2)',
      'r = Relu(s)',
      ...head('r'),
    ];
    expect(await foundIn(lines, facts)).toEqual([stemLayer, 'residual Add>Relu x4 at r[1]']);
    const [, sum] = await layersOf(lines, facts);
    expect(sum.sources.map(({ output }) => output[0])).toEqual(['h1', 'h2']);
  });

  it('has no activation where it has several readers, as where the activation comes first', async () => {
    const lines = [
      conv('h0', 'x'),
      norm('n0', 'h0'),
      'a0 = Relu(n0)',
      conv('h1', 'a0'),
      's1 = Add(h1, h0)',
      norm('n1', 's1'),
      'a1 = Relu(n1)',
      conv('h2', 'a1'),
      's2 = Add(h2, s1)',
      norm('n2', 's2'),
      'a2 = Relu(n2)',
      ...head('a2'),
    ];
    expect(await foundIn(lines, facts)).toEqual([
      'conv Conv>none x4 at h0[1]',
      'residual Add>none x4 at s1[1]',
      'residual Add>Relu x4 at a2[1]',
    ]);
  });

  it('that only a pooling reads is taken before it', async () => {
    const lines = [...stem, conv('h1', 'a0'), 's = Add(a0, h1)', ...head('s')];
    expect(await foundIn(lines, facts)).toEqual([stemLayer, 'residual Add>none x4 at s[1]']);
  });

  it('that feeds another sum alone gives way to it', async () => {
    const lines = [
      ...stem,
      conv('h1', 'a0'),
      's1 = Add(h1, a0)',
      conv('h2', 'x'),
      's2 = Add(s1, h2)',
      'r = Relu(s2)',
      ...head('r'),
    ];
    expect(await foundIn(lines, facts)).toEqual([stemLayer, 'residual Add>Relu x4 at r[1]']);
    const [, sum] = await layersOf(lines, facts);
    expect(sum.node.output[0]).toBe('s2');
    expect(sum.sources.map(({ output }) => output[0])).toEqual(['h1', 'h2']);
  });

  it('of three tensors is one', async () => {
    const lines = [
      ...stem,
      conv('h1', 'a0'),
      conv('h2', 'a0'),
      's = Sum(a0, h1, h2)',
      'r = Relu(s)',
      ...head('r'),
    ];
    expect(await foundIn(lines, facts)).toEqual([stemLayer, 'residual Sum>Relu x4 at r[1]']);
  });

  it('of activations alone is none: they are layers already', async () => {
    const lines = [
      ...stem,
      conv('h1', 'a0'),
      'a1 = Relu(h1)',
      's = Add(a0, a1)',
      'r = Relu(s)',
      ...head('r'),
    ];
    expect(await foundIn(lines, facts)).toEqual([stemLayer, 'conv Conv>Relu x4 at a1[1]']);
  });

  it('is reached behind a pooling', async () => {
    const lines = [
      ...stem,
      conv('h1', 'a0'),
      'p1 = AveragePool(h1; kernel_shape=2,2 strides=2,2)',
      'p0 = MaxPool(a0; kernel_shape=2,2 strides=2,2)',
      's = Add(p1, p0)',
      'r = Relu(s)',
      ...head('r'),
    ];
    expect(await foundIn(lines, facts)).toEqual([stemLayer, 'residual Add>Relu x4 at r[1]']);
  });

  it('of dense layers is one, and a bias is no sum', async () => {
    const lines = [
      'h0 = Gemm(x, w0[7,5])',
      'a0 = Relu(h0)',
      'm1 = MatMul(a0, w1[5,5])',
      'b1 = Add(m1, bias[5])',
      's = Add(a0, b1)',
      'y = Gemm(s, head[5,3])',
    ];
    expect(await foundIn(lines)).toEqual(['dense Gemm>Relu x5 at a0[1]', 'residual Add>none x5 at s[-1]']);
  });

  it('is no hidden layer where no weights follow', async () => {
    const lines = ['h0 = Gemm(x, w0[7,3])', 'a0 = Relu(h0)', 'h1 = Gemm(a0, w1[3,3])', 'y = Add(a0, h1)'];
    expect(await foundIn(lines)).toEqual(['dense Gemm>Relu x3 at a0[1]']);
  });
});
