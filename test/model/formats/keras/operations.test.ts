import { describe, expect, it } from 'vitest';
import type { Graph } from '../../../../src/model/graph.js';
import { answers, readMade } from './kerasModel.js';
import { expectClose } from './tensorflowTwin.js';

interface Called {
  readonly kind: string;
  readonly config?: object;
  readonly module?: string | undefined;
  readonly node: unknown;
}

/** A functional model that calls one function on its input `x`, of this shape a sample. */
function calling(
  shape: readonly number[],
  { kind, config, module, node }: Called,
  version = '3.10.0',
): Promise<Graph> {
  const input = { class_name: 'InputLayer', config: { name: 'x', batch_input_shape: [null, ...shape] } };
  const called = {
    ...{ class_name: kind, name: 'called', module, inbound_nodes: [node] },
    config: { name: 'called', ...config },
  };
  const layers = [{ ...input, name: 'x', inbound_nodes: [] }, called];
  const model = {
    layers,
    input_layers: [['x', 0, 0]],
    output_layers: [['called', 0, 0]],
  };
  return readMade({ class_name: 'Functional', config: model }, [], version);
}

/** As Keras 2 writes a call of TensorFlow's functions: the first argument by its place, others by name. */
const lambda = (name: string, options: object, first: readonly unknown[] = ['x', 0, 0]): Called => ({
  kind: name === '__operators__.getitem' ? 'SlicingOpLambda' : 'TFOpLambda',
  config: { function: name },
  node: [[...first, { ...options, name: null }]],
});

/** As Keras 3 writes it: `x` is the model's input. */
const operation = (name: string, args: readonly unknown[], kwargs: object = {}): Called => ({
  kind: name,
  module: 'keras.src.ops.numpy',
  node: { args, kwargs },
});
const x = { class_name: '__keras_tensor__', config: { shape: [null, 3], keras_history: ['x', 0, 0] } };

const samples = [1, -2, 3, 0.5, 4, -1];
const each = (shape: readonly number[], change: (value: number, i: number) => number) =>
  [shape, samples.map(change)] as const;

describe('a function that is called between layers', () => {
  const vector = [3] as const;
  const cases: readonly [
    string,
    Called,
    readonly [readonly number[], readonly number[]],
    (readonly number[])?,
  ][] = [
    ['x / 127.5', lambda('math.truediv', { y: 127.5 }), each(vector, (v) => v / 127.5)],
    ['x - 1', lambda('math.subtract', { y: 1 }), each(vector, (v) => v - 1)],
    [
      '1 - x, the constant by its place',
      lambda('math.subtract', { y: ['x', 0, 0] }, ['_CONSTANT_VALUE', -1, 1]),
      each(vector, (v) => 1 - v),
    ],
    ['x + x', lambda('__operators__.add', { y: ['x', 0, 0] }), each(vector, (v) => 2 * v)],
    ['a bias a channel', lambda('nn.bias_add', { bias: [1, 2, 3] }), each(vector, (v, i) => v + 1 + (i % 3))],
    ['relu', lambda('nn.relu', {}), each(vector, (v) => Math.max(0, v))],
    ['leaky relu', lambda('nn.leaky_relu', { alpha: 0.3 }), each(vector, (v) => (v < 0 ? 0.3 * v : v))],
    ['a cast', lambda('cast', { dtype: 'float32' }), each(vector, (v) => v)],
    [
      'bounds',
      lambda('clip_by_value', { clip_value_min: -1, clip_value_max: 2 }),
      each(vector, (v) => Math.min(2, Math.max(-1, v))),
    ],
    ['the mean', lambda('math.reduce_mean', { axis: -1, keepdims: true }), [[1], [2 / 3, 3.5 / 3]]],
    ['the largest', lambda('math.reduce_max', { axis: [1] }), [[], [3, 4]]],
    ['x + 2 of Keras 3, also a name of a layer', operation('Add', [x, 2]), each(vector, (v) => v + 2)],
    ['2 / x of Keras 3', operation('TrueDivide', [2, x]), each(vector, (v) => 2 / v)],
    [
      'x - 1 of Keras 3, both by name',
      operation('Subtract', [], { x1: x, x2: 1 }),
      each(vector, (v) => v - 1),
    ],
    [
      'a joining of Keras 3',
      operation('Concatenate', [[x, x]], { axis: 1 }),
      [[6], [1, -2, 3, 1, -2, 3, 0.5, 4, -1, 0.5, 4, -1]],
    ],
    [
      'x / 2 of Keras 3 without its module',
      { ...operation('TrueDivide', [x, 2]), module: undefined },
      each(vector, (v) => v / 2),
    ],
    [
      'x + 2 of Keras 3 without its module, also a name of a layer',
      { ...operation('Add', [x, 2]), module: undefined },
      each(vector, (v) => v + 2),
    ],
    [
      'one column of Keras 3',
      operation('GetItem', [x, [{ class_name: '__slice__', config: {} }, -1]]),
      [[], [3, -1]],
    ],
    [
      'channels the other way round',
      lambda('__operators__.getitem', {
        slice_spec: {
          class_name: '__tuple__',
          items: [{ class_name: '__ellipsis__' }, { start: null, stop: null, step: -1 }],
        },
      }),
      [vector, [3, -2, 1, -1, 4, 0.5]],
    ],
    [
      'all but the ends',
      lambda('__operators__.getitem', {
        slice_spec: [
          { start: null, stop: null, step: null },
          { start: 1, stop: -1, step: null },
        ],
      }),
      [[1], [-2, 4]],
    ],
    [
      'another shape',
      lambda('reshape', { shape: [-1, 3, 1] }),
      [
        [3, 1],
        [1, -2, 3, 0.5, 4, -1],
      ],
    ],
    [
      'a dimension more at the end',
      lambda('__operators__.getitem', { slice_spec: [{ class_name: '__ellipsis__' }, null] }),
      each([3, 1], (v) => v),
    ],
    [
      'one value and a dimension more',
      lambda('__operators__.getitem', { slice_spec: [{ start: null, stop: null, step: null }, 1, null] }),
      [[1], [-2, 4]],
    ],
    ['a dimension more', lambda('expand_dims', { axis: 1 }), each([1, 3], (v) => v)],
    ['a dimension less', lambda('squeeze', { axis: [2] }), each([3], (v) => v), [3, 1]],
    [
      'an operator of TensorFlow 2.1, its constant by its place',
      {
        kind: 'TensorFlowOpLayer',
        config: { node_def: '{"name": "sub", "op": "Sub", "input": ["sub/x", "x"]}', constants: { 0: 10 } },
        node: [['x', 0, 0, {}]],
      },
      each(vector, (v) => 10 - v),
    ],
  ];
  it.each(cases)('gives %s', async (_, called, [shape, expected], inputShape = vector) => {
    const made = await answers(await calling(inputShape, called), 2, samples);
    expect(made.dims).toEqual([2, ...shape]);
    expectClose(made.values, expected);
  });

  it.each([
    [lambda('math.erfinv', {}), '(TFOpLambda) has the function math.erfinv'],
    [lambda('math.reduce_mean', {}), 'has no axis, which would mix the samples'],
    [operation('FFT', [x]), '(Operation) has the function FFT'],
  ])('is refused under its name where it is not known', async (called, message) => {
    const reading = calling([3], called);
    await expect(reading).rejects.toThrow('The layer "called" in model.json');
    await expect(reading).rejects.toThrow(message);
  });

  it('is a layer of a program before Keras 3, whatever its name', async () => {
    const own = { kind: 'Abs', node: [['x', 0, 0, {}]] };
    await expect(calling([3], own, '2.4.0')).rejects.toThrow('is of the kind Abs, which');
  });
});
