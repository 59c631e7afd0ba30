import { describe, expect, it } from 'vitest';
import { foundIn, layersOf } from './foundLayers.js';

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

  it.each([
    ['stated', 'r = Reshape(m, <-1,3,5>)', []],
    ['computed but for the last dimension', 'r = Reshape(m, shape)', ['shape = Concat(rows, <3,5>; axis=0)']],
  ])('behind a Reshape that leaves them last, its shape %s', async (_, reshape, before) => {
    const rows = ['s = Shape(x)', 'rows = Slice(s, <0>, <1>)'];
    const product = [
      'f = Reshape(x, <-1,4>)',
      'm = MatMul(f, w[4,5])',
      reshape,
      'h = Add(r, b[5])',
      'a = Relu(h)',
    ];
    const found = await foundIn(
      [...rows, ...before, ...product, 'l = Flatten(a)', 'y = Gemm(l, head[15,3])'],
      {
        input: ['batch', 3, 4],
      },
    );
    expect(found).toEqual(['dense MatMul>Relu x5 at a[-1]']);
  });

  it('and not behind one that puts others last', async () => {
    const lines = ['h = Gemm(x, w[7,6])', 'r = Reshape(h, <-1,2,3>)', 'a = Relu(r)', 'f = Flatten(a)'];
    expect(await foundIn([...lines, 'y = Gemm(f, head[6,3])'])).toEqual(['dense Gemm>none x6 at h[1]']);
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

it('a file that lists its weights among the inputs has the same layers', async () => {
  const lines = ['h = Conv(x, w[4,2,3,3], b[4])', 'a = Relu(h)', ...head('a', 4)];
  const old = { ...image, opset: 8, constantsAmongInputs: true };
  expect(await foundIn(lines, old)).toEqual(['conv Conv>Relu x4 at a[1]']);
});
