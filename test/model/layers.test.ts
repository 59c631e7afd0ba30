import { describe, expect, it } from 'vitest';
import { answerWidth } from '../../src/model/layers.js';
import { foundIn, layersOf } from './foundLayers.js';
import { graphOf } from './graphText.js';

const image = { input: ['batch', 2, 9, 9] };

/** From maps to answers. */
const head = (tensor: string, maps: number) => [
  `pooled = GlobalAveragePool(${tensor})`,
  'flat = Flatten(pooled)',
  `y = Gemm(flat, head[${maps},3])`,
];

describe('a layer is made by', () => {
  it.each([
    ['a convolution over one dimension', 'h = Conv(x, w[4,2,3])', 4],
    ['a convolution over two dimensions', 'h = Conv(x, w[4,2,3,3])', 4],
    ['a convolution over three dimensions', 'h = Conv(x, w[4,2,3,3,3], b[4])', 4],
    ['a grouped convolution', 'h = Conv(x, w[6,1,3,3]; group=2)', 6],
    ['a depthwise convolution', 'h = Conv(x, w[2,1,3,3]; group=2)', 2],
    ['a transposed convolution', 'h = ConvTranspose(x, w[2,5,3,3])', 5],
    ['a grouped transposed convolution', 'h = ConvTranspose(x, w[2,5,3,3]; group=2)', 10],
  ])('%s', async (_, line, maps) => {
    const operator = line.includes('Transpose') ? 'ConvTranspose' : 'Conv';
    const lines = [line, 'r = Relu(h)', ...head('r', maps)];
    expect(await foundIn(lines, image)).toEqual([`conv ${operator}>Relu x${maps} at r[1]`]);
  });

  it.each([
    ['a Gemm with weights [inputs, units]', ['h = Gemm(x, w[7,5], b[5])'], 'Gemm', 1],
    ['a Gemm with weights [units, inputs]', ['h = Gemm(x, w[5,7], b[5]; transB=1)'], 'Gemm', 1],
    ['a MatMul and its bias', ['m = MatMul(x, w[7,5])', 'h = Add(m, b[5])'], 'MatMul', -1],
    ['a MatMul and a bias that stands first', ['m = MatMul(x, w[7,5])', 'h = Add(b[5], m)'], 'MatMul', -1],
    [
      'a MatMul with its weights behind other operators',
      ['t = Transpose(w[5,7]; perm=1,0)', 'c = Cast(t; to=1)', 'm = MatMul(x, c)', 'h = Add(m, b[5])'],
      'MatMul',
      -1,
    ],
  ] as const)('%s', async (_, lines, operator, axis) => {
    const found = await foundIn([...lines, 'r = Relu(h)', 'y = Gemm(r, head[5,3])']);
    expect(found).toEqual([`dense ${operator}>Relu x5 at r[${axis}]`]);
  });

  it('a MatMul whose weights stand first, along the axis before the last', async () => {
    const lines = ['m = MatMul(w[5,7], x)', 'r = Relu(m)', 'f = Flatten(r)', 'y = Gemm(f, head[20,3])'];
    expect(await foundIn(lines, { input: ['batch', 7, 4] })).toEqual(['dense MatMul>Relu x5 at r[-2]']);
  });

  it('weights that can be computed but not read, with an unknown number of units', async () => {
    const lines = ['w2 = Mul(w[7,5], s[5])', 'h = MatMul(x, w2)', 'r = Relu(h)', 'y = Gemm(r, head[5,3])'];
    const [layer] = await layersOf(lines);
    expect(layer).toMatchObject({ kind: 'dense', tensor: 'r', unitCount: null });
  });

  it('no product of two tensors that both depend on the sample', async () => {
    const lines = [
      't = Transpose(x; perm=0,2,1)',
      'h = MatMul(x, t)',
      'f = Flatten(h)',
      'y = Gemm(f, w[16,3])',
    ];
    expect(await foundIn(lines, { input: ['batch', 4, 5] })).toEqual([]);
  });
});

describe('the units stand after the activation', () => {
  it.each([
    ...[
      'Relu',
      'LeakyRelu',
      'Elu',
      'Selu',
      'Gelu',
      'Sigmoid',
      'HardSigmoid',
      'HardSwish',
      'Tanh',
      'Softplus',
    ],
  ])('%s behind batch norm', async (operator) => {
    const lines = [
      'h = Conv(x, w[4,2,3,3], b[4])',
      'n = BatchNormalization(h, g[4], c[4], m[4], v[4])',
      `a = ${operator}(n)`,
      ...head('a', 4),
    ];
    expect(await foundIn(lines, image)).toEqual([`conv Conv>${operator} x4 at a[1]`]);
  });

  it.each([
    ['PRelu', ['a = PRelu(n, slope[4,1,1])']],
    ['Clip', ['a = Clip(n, 0, 6)']],
    ['Swish', ['s = Sigmoid(n)', 'a = Mul(n, s)']],
    ['HardSwish', ['s = HardSigmoid(n)', 'a = Mul(n, s)']],
    ['HardSwish', ['t = Add(n, 3)', 'q = Clip(t, 0, 6)', 'm = Mul(n, q)', 'a = Div(m, 6)']],
    ['Gelu', ['d = Div(n, 1.4142)', 'e = Erf(d)', 'f = Add(e, 1)', 'm = Mul(n, f)', 'a = Mul(m, 0.5)']],
    ['Gelu', ['i = Mul(n, 0.5)', 'd = Div(n, 1.4142)', 'e = Erf(d)', 'f = Add(e, 1)', 'a = Mul(i, f)']],
  ])('%s of several operators, behind batch norm', async (name, lines) => {
    const norm = 'n = BatchNormalization(h, g[4], c[4], mean[4], v[4])';
    const all = ['h = Conv(x, w[4,2,3,3], b[4])', norm, ...lines, ...head('a', 4)];
    expect(await foundIn(all, image)).toEqual([`conv Conv>${name} x4 at a[1]`]);
  });

  it('with the bias and the batch norm that came before it written down', async () => {
    const [layer] = await layersOf(
      [
        'h = Conv(x, w[4,2,3,3])',
        'b = Add(h, bias[4,1,1])',
        'n = BatchNormalization(b, g[4], c[4], m[4], v[4])',
        'a = Relu(n)',
        's = Mul(a, after[4,1,1])',
        ...head('s', 4),
      ],
      image,
    );
    expect(layer.tensor).toBe('a');
    expect(layer.affine.map(({ opType }) => opType)).toEqual(['Add', 'BatchNormalization']);
  });

  it('and before the pooling that follows it', async () => {
    const lines = [
      'h = Conv(x, w[4,2,3,3])',
      'a = Relu(h)',
      'p = MaxPool(a; kernel_shape=2,2)',
      ...head('p', 4),
    ];
    expect(await foundIn(lines, image)).toEqual(['conv Conv>Relu x4 at a[1]']);
  });

  it.each(['MaxPool', 'AveragePool', 'GlobalAveragePool'])(
    'and behind a %s that stands before it',
    async (pool) => {
      const lines = [
        'h = Conv(x, w[4,2,3,3])',
        `p = ${pool}(h; kernel_shape=2,2)`,
        'a = Relu(p)',
        ...head('a', 4),
      ];
      expect(await foundIn(lines, image)).toEqual(['conv Conv>Relu x4 at a[1]']);
    },
  );
});

describe('where there is no activation, the units stand', () => {
  it('behind bias and batch norm, but before a pooling', async () => {
    const lines = [
      'h = Conv(x, w[4,2,3,3])',
      'n = BatchNormalization(h, g[4], c[4], m[4], v[4])',
      'p = MaxPool(n; kernel_shape=2,2)',
      ...head('p', 4),
    ];
    expect(await foundIn(lines, image)).toEqual(['conv Conv>none x4 at n[1]']);
  });

  it('before a change of shape', async () => {
    const lines = ['h = Conv(x, w[4,2,9,9])', 'f = Flatten(h)', 'a = Relu(f)', 'y = Gemm(a, head[4,3])'];
    expect(await foundIn(lines, image)).toEqual(['conv Conv>none x4 at h[1]']);
  });

  it('before a joining of channels', async () => {
    const lines = ['h = Conv(x, w[4,2,1,1])', 'c = Concat(x, h; axis=1)', 'a = Relu(c)', ...head('a', 6)];
    expect(await foundIn(lines, image)).toEqual(['conv Conv>none x4 at h[1]']);
  });

  it('at the tensor that two operators read', async () => {
    const lines = [
      'h = Gemm(x, w[7,5])',
      'a = Relu(h)',
      'n = Neg(h)',
      'b = Relu(n)',
      'c = Concat(a, b; axis=1)',
      'y = Gemm(c, head[10,3])',
    ];
    expect(await foundIn(lines)).toEqual(['dense Gemm>none x5 at h[1]']);
  });

  it('at the tensor that is also an output', async () => {
    const lines = ['h = Gemm(x, w[7,5])', 'a = Relu(h)', 'y = Gemm(a, head[5,3])'];
    expect(await foundIn(lines, { outputs: ['y', 'h'] })).toEqual(['dense Gemm>none x5 at h[1]']);
  });
});

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
    expect(await foundIn(lines, image)).toEqual(['conv Conv>Relu x4 at a[1]']);
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

describe('an export from TensorFlow', () => {
  it('has its units on the last axis where the activation follows the way back to channels last', async () => {
    const lines = [
      't = Transpose(x; perm=0,3,1,2)',
      'h = Conv(t, w[4,2,3,3])',
      'u = Transpose(h; perm=0,2,3,1)',
      'b = Add(u, bias[4])',
      'a = Relu(b)',
      'f = Flatten(a)',
      'y = MatMul(f, head[196,3])',
    ];
    expect(await foundIn(lines, { input: ['batch', 9, 9, 2] })).toEqual(['conv Conv>Relu x4 at a[3]']);
  });

  it('has its units where the convolution put them if the way back follows the activation', async () => {
    const lines = [
      't = Transpose(x; perm=0,3,1,2)',
      'h = Conv(t, w[4,2,3,3], b[4])',
      'a = Relu(h)',
      'u = Transpose(a; perm=0,2,3,1)',
      'f = Flatten(u)',
      'y = MatMul(f, head[196,3])',
    ];
    expect(await foundIn(lines, { input: ['batch', 9, 9, 2] })).toEqual(['conv Conv>Relu x4 at a[1]']);
  });

  it.each([
    ['<2>', 12],
    ['<-2>', 13],
  ])('of a signal is followed through a Squeeze of axis %s', async (axes) => {
    const lines = [
      't = Transpose(x; perm=0,2,1)',
      'e = Unsqueeze(t, <2>)',
      'h = Conv(e, w[4,2,1,3])',
      `s = Squeeze(h, ${axes})`,
      'u = Transpose(s; perm=0,2,1)',
      'b = Add(u, bias[4])',
      'a = Relu(b)',
      'f = Flatten(a)',
      'y = MatMul(f, head[28,3])',
    ];
    expect(await foundIn(lines, { input: ['batch', 9, 2] })).toEqual(['conv Conv>Relu x4 at a[2]']);
  });

  it('is followed through an Unsqueeze before the units and one behind them', async () => {
    const lines = ['h = Conv(x, w[4,2,3])', 'u = Unsqueeze(h, <1>)', 'v = Unsqueeze(u, <-1>)', 'a = Relu(v)'];
    const tail = ['f = Flatten(a)', 'y = Gemm(f, head[28,3])'];
    expect(await foundIn([...lines, ...tail], { input: ['batch', 2, 9] })).toEqual([
      'conv Conv>Relu x4 at a[2]',
    ]);
  });

  it('is not followed where the batch or the units themselves are squeezed', async () => {
    const tail = ['a = Relu(s)', 'f = Flatten(a)', 'y = Gemm(f, head[7,3])'];
    const lines = ['h = Conv(x, w[1,2,3])', 's = Squeeze(h, <1>)', ...tail];
    expect(await foundIn(lines, { input: ['batch', 2, 9] })).toEqual(['conv Conv>none x1 at h[1]']);
    const batch = ['h = Conv(x, w[1,2,3])', 's = Squeeze(h, <0>)', ...tail];
    expect(await foundIn(batch, { input: [1, 2, 9] })).toEqual(['conv Conv>none x1 at h[1]']);
  });
});

it('a file that lists its weights among the inputs has the same layers', async () => {
  const lines = ['h = Conv(x, w[4,2,3,3], b[4])', 'a = Relu(h)', ...head('a', 4)];
  const old = { ...image, opset: 8, constantsAmongInputs: true };
  expect(await foundIn(lines, old)).toEqual(['conv Conv>Relu x4 at a[1]']);
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
