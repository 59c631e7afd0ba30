import { describe, expect, it } from 'vitest';
import { activationOf, isAffine, scaleOf } from '../../src/model/activations.js';
import { graphOf, type GraphFacts } from './graphText.js';

const tail = 'y = Gemm(a, last[7,3])';

/** The activation of `x`, in a graph where a dense operator reads `a`. */
async function activation(lines: readonly string[], facts: GraphFacts = {}) {
  const graph = await graphOf([...lines, tail], facts);
  return activationOf(graph, 'x');
}

describe('an activation function of one operator', () => {
  it.each([
    ...['Relu', 'LeakyRelu', 'Elu', 'Selu', 'Celu', 'Gelu', 'Sigmoid', 'HardSigmoid', 'HardSwish', 'Tanh'],
    ...['Softplus', 'Softsign', 'Mish', 'ThresholdedRelu'],
  ])('%s goes by its own name', async (operator) => {
    expect(await activation([`a = ${operator}(x)`])).toEqual({ name: operator, output: 'a' });
  });

  it('may take constants beside the tensor', async () => {
    expect(await activation(['a = PRelu(x, slope[7])'])).toEqual({ name: 'PRelu', output: 'a' });
    expect(await activation(['a = Clip(x, 0, 6)'])).toEqual({ name: 'Clip', output: 'a' });
    expect(await activation(['a = Clip(x, _, 6)'])).toEqual({ name: 'Clip', output: 'a' });
  });

  it.each(['Softmax', 'MatMul', 'LayerNormalization', 'MaxPool', 'Reshape'])(
    '%s is none',
    async (operator) => {
      expect(await activation([`a = ${operator}(x)`])).toBeNull();
    },
  );
});

describe('an activation function that is written out', () => {
  it.each([
    [
      'Gelu, its half last',
      ['d = Div(x, 1.41421)', 'e = Erf(d)', 'f = Add(e, 1)', 'm = Mul(x, f)', 'a = Mul(m, 0.5)'],
    ],
    [
      'Gelu, its half last and the operands turned around',
      ['d = Mul(0.70711, x)', 'e = Erf(d)', 'f = Add(1, e)', 'm = Mul(f, x)', 'a = Mul(0.5, m)'],
    ],
    [
      'Gelu, its half first',
      ['h = Mul(x, 0.5)', 'd = Div(x, 1.41421)', 'e = Erf(d)', 'f = Add(e, 1)', 'a = Mul(h, f)'],
    ],
    [
      'Gelu, its half in the middle',
      ['d = Div(x, 1.41421)', 'e = Erf(d)', 'f = Add(e, 1)', 'g = Mul(f, 0.5)', 'a = Mul(x, g)'],
    ],
    [
      'Gelu by Tanh with Pow',
      [
        'p = Pow(x, 3)',
        'q = Mul(p, 0.044715)',
        'r = Add(x, q)',
        's = Mul(r, 0.79788)',
        't = Tanh(s)',
        'u = Add(t, 1)',
        'h = Mul(x, 0.5)',
        'a = Mul(h, u)',
      ],
    ],
    [
      'Gelu by Tanh with products, its half last',
      [
        'b = Mul(x, x)',
        'p = Mul(b, x)',
        'q = Mul(0.044715, p)',
        'r = Add(x, q)',
        's = Mul(0.79788, r)',
        't = Tanh(s)',
        'u = Add(1, t)',
        'm = Mul(x, u)',
        'a = Mul(m, 0.5)',
      ],
    ],
    ['Swish', ['s = Sigmoid(x)', 'a = Mul(x, s)']],
    ['Swish', ['s = Sigmoid(x)', 'a = Mul(s, x)']],
    ['HardSwish', ['s = HardSigmoid(x; alpha=0.1667 beta=0.5)', 'a = Mul(x, s)']],
    ['HardSwish, its sixth last', ['b = Add(x, 3)', 'c = Clip(b, 0, 6)', 'm = Mul(x, c)', 'a = Div(m, 6)']],
    ['HardSwish, its sixth before', ['b = Add(x, 3)', 'c = Clip(b, 0, 6)', 'd = Div(c, 6)', 'a = Mul(x, d)']],
    ['Mish', ['s = Softplus(x)', 't = Tanh(s)', 'a = Mul(x, t)']],
  ])('%s is found whole', async (name, lines) => {
    expect(await activation(lines)).toEqual({ name: name.split(',')[0].split(' ')[0], output: 'a' });
  });

  it('leaves a scale behind it to the next layer where that is no part of it', async () => {
    expect(await activation(['r = Sigmoid(x)', 'a = Mul(r, 0.5)'])).toEqual({ name: 'Sigmoid', output: 'r' });
    const perUnit = ['s = HardSigmoid(x)', 'm = Mul(x, s)', 'a = Mul(m, scales[7])'];
    expect(await activation(perUnit)).toEqual({ name: 'HardSwish', output: 'm' });
  });

  it('ends where something else reads its values', async () => {
    const lines = ['d = Div(x, 1.41421)', 'e = Erf(d)', 'f = Add(e, 1)', 'm = Mul(x, f)', 'a = Mul(m, 0.5)'];
    expect(await activation([...lines, 'z = Neg(m)'])).toEqual({ name: 'Gelu', output: 'm' });
    expect(await activation(lines, { outputs: ['y', 'm'] })).toEqual({ name: 'Gelu', output: 'm' });
  });

  it('is none where anything else reads the tensor', async () => {
    expect(await activation(['s = Sigmoid(x)', 'a = Mul(x, s)', 'z = Gemm(x, other[7,3])'])).toBeNull();
    expect(await activation(['r = Relu(x)', 'c = Gemm(r, w[7,7])', 'a = Add(x, c)'])).toBeNull();
  });

  it('is none where only its middle is read as well', async () => {
    expect(await activation(['s = Sigmoid(x)', 'a = Mul(x, s)', 'z = Gemm(s, other[7,3])'])).toBeNull();
  });

  it('is none where every operator is linear', async () => {
    expect(await activation(['b = Mul(x, 0.5)', 'c = Add(b, 1)', 'a = Sub(x, c)'])).toBeNull();
  });
});

describe('an affine operator', () => {
  it.each([
    ['a bias', 'a = Add(x, b[7])', true],
    ['a bias that stands first', 'a = Add(b[7], x)', true],
    ['a scale', 'a = Mul(x, s[7])', true],
    ['a division by a constant', 'a = Div(x, s[7])', true],
    ['a sign', 'a = Neg(x)', true],
    ['a cast', 'a = Cast(x; to=1)', true],
    ['a dropout', 'a = Dropout(x, 0.5)', true],
    ['batch norm', 'a = BatchNormalization(x, g[7], b[7], m[7], v[7])', true],
    ['a division of a constant', 'a = Div(1, x)', false],
    ['a sum of the tensor with itself', 'a = Add(x, x)', false],
    ['an activation', 'a = Relu(x)', false],
  ])('%s: %s is %s', async (_, line, expected) => {
    const graph = await graphOf([line, tail]);
    expect(isAffine(graph, graph.nodes[0])).toBe(expected);
  });
});

describe('the scale of an affine operator', () => {
  const scale = async (line: string, values = {}) => {
    const graph = await graphOf([line], { values });
    const found = scaleOf(graph, graph.nodes[0], 2);
    return found && [...found];
  };

  it('of batch norm is gamma over the root of the variance plus epsilon', async () => {
    const values = { g: [3, -2], v: [3.75, 0.75], b: [9, 9], m: [9, 9] };
    const line = 'a = BatchNormalization(x, g[2], b[2], m[2], v[2]; epsilon=0.25)';
    expect(await scale(line, values)).toEqual([1.5, -2]);
  });

  it('of batch norm without an epsilon counts 1e-5', async () => {
    const line = 'a = BatchNormalization(x, g[2], b[2], m[2], v[2])';
    const found = await scale(line, { g: [1, 1], v: [0, 1] });
    expect(found?.[0]).toBeCloseTo(Math.sqrt(1e5), 8);
    expect(found?.[1]).toBeCloseTo(1 / Math.sqrt(1 + 1e-5), 12);
  });

  it('of a product or quotient is its constant, for all units or for each', async () => {
    expect(await scale('a = Mul(x, s[2])', { s: [2, -4] })).toEqual([2, -4]);
    expect(await scale('a = Mul(s[2,1,1], x)', { s: [2, -4] })).toEqual([2, -4]);
    expect(await scale('a = Div(x, s[2])', { s: [2, -4] })).toEqual([0.5, -0.25]);
    expect(await scale('a = Mul(x, 0.5)')).toEqual([0.5, 0.5]);
  });

  it('of a shift is one', async () => {
    expect(await scale('a = Add(x, b[2])')).toEqual([1, 1]);
    expect(await scale('a = Neg(x)')).toEqual([1, 1]);
  });

  it('is unknown where the constant has another shape, or is computed', async () => {
    expect(await scale('a = Mul(x, s[3])')).toBeNull();
    const graph = await graphOf(['s = Exp(w[2])', 'a = Mul(x, s)']);
    expect(scaleOf(graph, graph.nodes[1], 2)).toBeNull();
  });
});
