import { describe, expect, it } from 'vitest';
import { Random } from '../../../twin/random.js';
import { answers, drawn, drawnWeight, readMade, sequential, type MadeLayer } from './kerasModel.js';

const random = new Random(12);

async function expectValues(
  shape: readonly number[],
  layers: readonly MadeLayer[],
  data: readonly number[],
  expected: readonly number[],
  version?: string,
) {
  const { values } = await answers(await sequential(shape, layers, version), 1, data);
  expect(values).toHaveLength(expected.length);
  values.forEach((value, i) => expect(value).toBeCloseTo(expected[i], 4));
}

const points = [-4, -2.5, -1, -0.3, 0, 0.2, 1, 2.6, 5, 9];
const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
const between = (low: number, x: number, high: number) => Math.max(low, Math.min(high, x));
const softplus = (x: number) => Math.log1p(Math.exp(x));

describe('an activation function', () => {
  const functions: [name: string, formula: (x: number) => number, version?: string][] = [
    ['linear', (x) => x],
    ['relu', (x) => Math.max(0, x)],
    ['relu6', (x) => between(0, x, 6)],
    ['sigmoid', sigmoid],
    ['tanh', Math.tanh],
    ['elu', (x) => (x > 0 ? x : Math.expm1(x))],
    ['selu', (x) => 1.05070098 * (x > 0 ? x : 1.67326324 * Math.expm1(x))],
    ['softplus', softplus],
    ['softsign', (x) => x / (1 + Math.abs(x))],
    ['exponential', Math.exp],
    ['hard_sigmoid', (x) => between(0, 0.2 * x + 0.5, 1), '2.15.0'],
    ['hard_sigmoid', (x) => between(0, x / 6 + 0.5, 1), '3.3.3'],
    ['swish', (x) => x * sigmoid(x)],
    ['silu', (x) => x * sigmoid(x)],
    ['mish', (x) => x * Math.tanh(softplus(x))],
    ['leaky_relu', (x) => (x > 0 ? x : 0.2 * x), '3.3.3'],
    ['log_sigmoid', (x) => -softplus(-x), '3.3.3'],
    ['hard_tanh', (x) => between(-1, x, 1), '3.8.0'],
    ['tanh_shrink', (x) => x - Math.tanh(x), '3.8.0'],
    ['squareplus', (x) => (x + Math.sqrt(x * x + 4)) / 2, '3.8.0'],
  ];
  it.each(functions)('is %s', async (activation, formula, version) => {
    const layer = { kind: 'Activation', config: { activation } };
    // Relative to values up to e^9.
    const { values } = await answers(await sequential([10], [layer], version), 1, points);
    values.forEach((value, i) => {
      const expected = formula(points[i]);
      expect(Math.abs(value - expected)).toBeLessThan(1e-4 * (1 + Math.abs(expected)));
    });
  });

  it('may be a layer with settings of its own', async () => {
    const relu = { kind: 'ReLU', config: { max_value: 3, negative_slope: 0.5, threshold: 0 } };
    await expectValues(
      [10],
      [relu],
      points,
      points.map((x) => Math.min(3, x > 0 ? x : x / 2)),
    );
    const late = { kind: 'ReLU', config: { max_value: 3, negative_slope: 0.5, threshold: 1 } };
    await expectValues(
      [10],
      [late],
      points,
      points.map((x) => Math.min(3, x >= 1 ? x : (x - 1) / 2)),
    );
    const leaky = { kind: 'LeakyReLU', config: { alpha: 0.1 } };
    await expectValues(
      [10],
      [leaky],
      points,
      points.map((x) => (x > 0 ? x : x / 10)),
    );
    const slopes = drawnWeight(random, 'alpha', 10);
    const prelu = { kind: 'PReLU', weights: [slopes] };
    await expectValues(
      [10],
      [prelu],
      points,
      points.map((x, i) => (x > 0 ? x : x * slopes.values[i])),
    );
    const softmax = { kind: 'Softmax', config: { axis: -1 } };
    const sum = points.reduce((total, x) => total + Math.exp(x), 0);
    await expectValues(
      [10],
      [softmax],
      points,
      points.map((x) => Math.exp(x) / sum),
    );
  });

  it('that is not known is refused by its name', async () => {
    const layer = { kind: 'Activation', config: { activation: 'wobble' } };
    await expect(sequential([4], [layer])).rejects.toThrow(
      '"layer0" in model.json (Activation) has the activation function "wobble"',
    );
  });
});

describe('a dense layer', () => {
  it('may be written as an equation, and is refused where that is another', async () => {
    const kernel = { role: 'kernel', dims: [2, 2], values: [1, 2, 3, 4] };
    const bias = { role: 'bias', dims: [2], values: [10, 20] };
    const config = { equation: 'abc,cd->abd', output_shape: [null, 2], bias_axes: 'd', activation: 'linear' };
    const layer = { kind: 'EinsumDense', config, weights: [kernel, bias] };
    await expectValues([2, 2], [layer], [1, 1, 1, 0], [14, 26, 11, 22]);
    const heads = { kind: 'EinsumDense', config: { ...config, equation: 'abc,cde->abde' } };
    await expect(sequential([2, 2], [heads])).rejects.toThrow('has the equation "abc,cde->abde"');
  });

  it('works along the last dimension', async () => {
    const kernel = { role: 'kernel', dims: [2, 3], values: [1, 2, 3, 4, 5, 6] };
    const bias = { role: 'bias', dims: [3], values: [0, 0.5, -50] };
    const layer = { kind: 'Dense', config: { units: 3, activation: 'relu' }, weights: [kernel, bias] };
    await expectValues([2], [layer], [1, 10], [41, 52.5, 13]);
    await expectValues([2, 2], [layer], [1, 10, 1, 0], [41, 52.5, 13, 1, 2.5, 0]);
  });

  it('with weights of another shape is refused', async () => {
    const kernel = drawnWeight(random, 'kernel', 3, 3);
    const layer = { kind: 'Dense', config: { units: 3, use_bias: false }, weights: [kernel] };
    await expect(sequential([2], [layer])).rejects.toThrow(
      'a kernel of 2 x 3 and the file holds one of 3 x 3',
    );
  });
});

describe('normalisation', () => {
  const data = drawn(random, [2, 3, 4]);
  it('by batch takes each channel by itself', async () => {
    const [gamma, beta, mean] = ['gamma', 'beta', 'moving_mean'].map((role) => drawnWeight(random, role, 4));
    const variance = { role: 'moving_variance', dims: [4], values: [0.1, 1, 2, 3] };
    const layer = {
      kind: 'BatchNormalization',
      config: { axis: [3], epsilon: 0.01 },
      weights: [gamma, beta, mean, variance],
    };
    const expected = data.map((x, i) => {
      const c = i % 4;
      const normal = (x - mean.values[c]) / Math.sqrt(variance.values[c] + 0.01);
      return normal * gamma.values[c] + beta.values[c];
    });
    await expectValues([2, 3, 4], [layer], data, expected);
  });

  it('by layer brings the channels of each place to mean 0 and variance 1', async () => {
    const [gamma, beta] = ['gamma', 'beta'].map((role) => drawnWeight(random, role, 4));
    const layer = { kind: 'LayerNormalization', config: { axis: -1 }, weights: [gamma, beta] };
    const expected = data.map((x, i) => {
      const place = data.slice(i - (i % 4), i - (i % 4) + 4);
      const mean = place.reduce((sum, one) => sum + one) / 4;
      const variance = place.reduce((sum, one) => sum + (one - mean) ** 2, 0) / 4;
      return ((x - mean) / Math.sqrt(variance + 1e-3)) * gamma.values[i % 4] + beta.values[i % 4];
    });
    await expectValues([2, 3, 4], [layer], data, expected);
  });

  it('by group brings groups of channels to mean 0 and variance 1', async () => {
    const [gamma, beta] = ['gamma', 'beta'].map((role) => drawnWeight(random, role, 4));
    const layer = { kind: 'GroupNormalization', config: { groups: 2, axis: -1 }, weights: [gamma, beta] };
    const expected = data.map((x, i) => {
      const group = data.filter((_, j) => Math.floor((j % 4) / 2) === Math.floor((i % 4) / 2));
      const mean = group.reduce((sum, one) => sum + one) / group.length;
      const variance = group.reduce((sum, one) => sum + (one - mean) ** 2, 0) / group.length;
      return ((x - mean) / Math.sqrt(variance + 1e-3)) * gamma.values[i % 4] + beta.values[i % 4];
    });
    await expectValues([2, 3, 4], [layer], data, expected);
  });

  it('as preprocessing scales, shifts, or takes what the data were like', async () => {
    const scaled = { kind: 'Rescaling', config: { scale: 0.5, offset: -1 } };
    await expectValues(
      [2, 3, 4],
      [scaled],
      data,
      data.map((x) => x / 2 - 1),
    );
    const mean = drawnWeight(random, 'mean', 4);
    const variance = { role: 'variance', dims: [4], values: [4, 1, 0.25, 9] };
    const normal = { kind: 'Normalization', config: { axis: [-1] }, weights: [mean, variance] };
    const expected = data.map((x, i) => (x - mean.values[i % 4]) / Math.sqrt(variance.values[i % 4]));
    await expectValues([2, 3, 4], [normal], data, expected);
  });
});

describe('values', () => {
  const data = drawn(random, [2, 6]);
  it('are put into other shapes and orders', async () => {
    const reshape = { kind: 'Reshape', config: { target_shape: [3, -1] } };
    await expectValues([2, 6], [reshape], data, data);
    const permute = { kind: 'Permute', config: { dims: [2, 1] } };
    const turned = [0, 1, 2, 3, 4, 5].flatMap((column) => [data[column], data[6 + column]]);
    await expectValues([2, 6], [permute, { kind: 'Dropout', config: { rate: 0.5 } }], data, turned);
    await expectValues([2], [{ kind: 'RepeatVector', config: { n: 2 } }], [1, 2], [1, 2, 1, 2]);
  });

  it('are looked up in a table', async () => {
    const table = { role: 'embeddings', dims: [3, 2], values: [0, 1, 10, 11, 20, 21] };
    const layer = { kind: 'Embedding', config: { input_dim: 3, output_dim: 2 }, weights: [table] };
    await expectValues([3], [layer], [2, 0, 1], [20, 21, 0, 1, 10, 11]);
  });
});

/** One input `x` of [2, 2, 1], an average of two copies of it in a layer, then the layer that is given `x` and that. */
function branched(kind: string, config: object, spelling: 2 | 3): object {
  const tensors = (...names: string[]) =>
    spelling === 2
      ? [names.map((name) => [name, 0, 0, {}])]
      : [
          {
            args: [
              names.map((name) => ({
                class_name: '__keras_tensor__',
                config: { keras_history: [name, 0, 0] },
              })),
            ],
            kwargs: {},
          },
        ];
  const pooled = { name: 'pooled', pool_size: [1, 2], strides: [1, 1], padding: 'same' };
  return {
    class_name: 'Functional',
    config: {
      name: 'branched',
      layers: [
        { class_name: 'InputLayer', config: { name: 'x', batch_shape: [null, 2, 2, 1] }, inbound_nodes: [] },
        { class_name: kind, config: { name: 'joined', ...config }, inbound_nodes: tensors('x', 'pooled') },
        { class_name: 'MaxPooling2D', config: pooled, inbound_nodes: tensors('x') },
      ],
      input_layers: spelling === 2 ? [['x', 0, 0]] : ['x', 0, 0],
      output_layers: spelling === 2 ? [['joined', 0, 0]] : ['joined', 0, 0],
    },
  };
}

describe('branches', () => {
  const x = [1, 5, 4, -2];
  // Of each row, the larger of a place and the next.
  const pooled = [5, 5, 4, -2];
  const joins: [kind: string, join: (a: number, b: number) => number][] = [
    ['Add', (a, b) => a + b],
    ['Subtract', (a, b) => a - b],
    ['Multiply', (a, b) => a * b],
    ['Average', (a, b) => (a + b) / 2],
    ['Maximum', Math.max],
    ['Minimum', Math.min],
  ];
  it.each(joins)('are joined by %s, in both spellings', async (kind, join) => {
    for (const spelling of [2, 3] as const) {
      const graph = await readMade(branched(kind, {}, spelling), []);
      const { values } = await answers(graph, 1, x);
      expect(values).toEqual(x.map((value, i) => join(value, pooled[i])));
    }
  });

  it('are put one behind the other along any axis', async () => {
    const last = await readMade(branched('Concatenate', { axis: -1 }, 2), []);
    expect((await answers(last, 1, x)).values).toEqual([1, 5, 5, 5, 4, 4, -2, -2]);
    const rows = await readMade(branched('Concatenate', { axis: 1 }, 3), []);
    expect((await answers(rows, 1, x)).values).toEqual([...x, ...pooled]);
  });
});

describe('a model inside a model', () => {
  it('has its own weights, also where its layers have the names of others', async () => {
    const dense = (factor: number, path: string) => [
      { name: `${path}/kernel`, dims: [1, 1], values: [factor] },
      { name: `${path}/bias`, dims: [1], values: [1] },
    ];
    const config = { name: 'dense', units: 1 };
    const inner = {
      class_name: 'Sequential',
      config: {
        name: 'inner',
        layers: [{ class_name: 'Dense', config: { ...config, batch_input_shape: [null, 1] } }],
      },
    };
    const outer = {
      class_name: 'Sequential',
      config: { name: 'outer', layers: [inner, { class_name: 'Dense', config }] },
    };
    const graph = await readMade(outer, [...dense(3, 'inner/dense'), ...dense(10, 'outer/dense')]);
    expect((await answers(graph, 1, [2])).values).toEqual([71]);
  });
});

describe('a layer that can not be read', () => {
  it('is refused by its name and kind, with a way on', async () => {
    const own = { kind: 'Halve', config: { name: 'halve' } };
    await expect(sequential([4], [own])).rejects.toThrow(
      'The layer "halve" in model.json is of the kind Halve, which can\'t be read; export the model to ONNX, for instance with tf2onnx.',
    );
  });

  it('makes a description without layers no model', async () => {
    await expect(readMade({ class_name: 'MyNet', config: {} }, [])).rejects.toThrow('of the class MyNet');
    await expect(readMade({ class_name: 'Sequential', config: { layers: [] } }, [])).rejects.toThrow(
      "doesn't describe",
    );
  });
});
