import { describe, expect, it } from 'vitest';
import { answerWidth } from '../../src/model/layers.js';
import { foundIn } from './foundLayers.js';
import { graphOf } from './graphText.js';

describe('the output layer is no hidden layer', () => {
  const hidden = ['h = Gemm(x, w[7,5])', 'a = Relu(h)'];
  const only = ['dense Gemm>Relu x5 at a[1]'];

  it.each([
    ['a Gemm', ['y = Gemm(a, head[5,3])']],
    ['a MatMul and its bias', ['m = MatMul(a, head[5,3])', 'y = Add(m, b[3])']],
    ['one with a softmax', ['l = Gemm(a, head[5,3])', 'y = Softmax(l)']],
    ['one with a log-softmax', ['l = Gemm(a, head[5,3])', 'y = LogSoftmax(l)']],
    [
      'one with a softmax written out',
      ['l = Gemm(a, head[5,3])', 'e = Exp(l)', 's = ReduceSum(e, <1>)', 'y = Div(e, s)'],
    ],
    ['one with an activation', ['l = Gemm(a, head[5,3])', 'y = Sigmoid(l)']],
    ['one with a scale', ['l = Gemm(a, head[5,3])', 'y = Mul(l, 30)']],
  ])('where it is %s', async (_, lines) => {
    expect(await foundIn([...hidden, ...lines])).toEqual(only);
  });

  it('where it is a 1x1 convolution and a mean over space', async () => {
    const lines = [
      'h = Conv(x, w[4,2,3,3])',
      'a = Relu(h)',
      'c = Conv(a, head[3,4,1,1])',
      'r = Relu(c)',
      'p = GlobalAveragePool(r)',
      'f = Flatten(p)',
      'y = Softmax(f)',
    ];
    expect(await foundIn(lines, { input: ['batch', 2, 9, 9] })).toEqual(['conv Conv>Relu x4 at a[1]']);
  });

  it('where it is the sum of two heads', async () => {
    const lines = ['p = Gemm(a, one[5,3])', 'q = Gemm(x, other[7,3])', 'y = Add(p, q)'];
    expect(await foundIn([...hidden, ...lines])).toEqual(only);
  });

  it('and its width is known', async () => {
    const graph = await graphOf([
      ...hidden,
      'm = MatMul(a, head[5,3])',
      'l = Add(m, b[3])',
      'y = Softmax(l)',
    ]);
    expect(answerWidth(graph, 'l')).toBe(3);
    expect(answerWidth(await graphOf(['y = Softmax(x)']), 'x')).toBeNull();
  });
});

describe('a side branch', () => {
  it('that leads to another output is left out', async () => {
    const lines = [
      'h = Gemm(x, w[7,5])',
      'a = Relu(h)',
      'h2 = Gemm(a, side[5,6])',
      'a2 = Relu(h2)',
      'aux = Gemm(a2, aux_head[6,3])',
      'y = Gemm(a, head[5,3])',
    ];
    expect(await foundIn(lines, { outputs: ['y', 'aux'] })).toEqual(['dense Gemm>Relu x5 at a[1]']);
  });

  it('that leads nowhere is left out', async () => {
    const lines = ['h = Gemm(x, w[7,5])', 'a = Relu(h)', 'y = Gemm(a, head[5,3])', 'n = Gemm(a, dead[5,6])'];
    expect(await foundIn(lines, { outputs: ['y'] })).toEqual(['dense Gemm>Relu x5 at a[1]']);
  });

  it('that comes back is kept, and the layers stand in forward order', async () => {
    const lines = [
      'h2 = Gemm(x, w2[7,6])',
      'h1 = Gemm(x, w1[7,5])',
      'a1 = Relu(h1)',
      'a2 = Relu(h2)',
      'c = Concat(a1, a2; axis=1)',
      'y = Gemm(c, head[11,3])',
    ];
    expect(await foundIn(lines)).toEqual(['dense Gemm>Relu x5 at a1[1]', 'dense Gemm>Relu x6 at a2[1]']);
  });
});

it('recurrent weights are no layer yet, but make what stands before them hidden', async () => {
  const lines = [
    'h = MatMul(x, w[2,5])',
    'a = Relu(h)',
    'states, last = LSTM(a, wi[1,24,5], wh[1,24,6])',
    's = Squeeze(last, <0>)',
    'y = Softmax(s)',
  ];
  expect(await foundIn(lines, { input: ['steps', 'batch', 2] })).toEqual(['dense MatMul>Relu x5 at a[-1]']);
});
