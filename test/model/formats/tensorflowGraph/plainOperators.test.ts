import { describe, expect, it } from 'vitest';
import { answers } from '../keras/kerasModel.js';
import {
  drawn,
  expectAgreement,
  flag,
  float,
  floats,
  graphModel,
  int,
  ints,
  node,
  readMade,
  text,
  texts,
  type,
  whole,
  type MadeConstant,
  type MadeNode,
} from './graphModel.js';

const agrees = (shape: readonly number[], constants: readonly MadeConstant[], nodes: readonly MadeNode[]) =>
  expectAgreement(graphModel(shape, constants, nodes), shape);

describe('products do what TensorFlow.js does', () => {
  it.each([
    [false, [6, 5]],
    [true, [5, 6]],
  ])('of matrices, the second transposed: %s', async (turned, shape) => {
    const attr = { transpose_a: flag(false), transpose_b: flag(turned) };
    await agrees([6], [drawn('w', ...shape)], [node('y', 'MatMul', ['x', 'w'], attr)]);
  });

  it('of matrices with a bias and an activation function fused into them', async () => {
    const attr = { fused_ops: texts('BiasAdd', 'Relu'), num_args: int(1) };
    await agrees([6], [drawn('w', 6, 5), drawn('b', 5)], [node('y', '_FusedMatMul', ['x', 'w', 'b'], attr)]);
    const leaky = { ...attr, fused_ops: texts('BiasAdd', 'LeakyRelu'), leakyrelu_alpha: float(0.3) };
    await agrees([6], [drawn('w', 6, 5), drawn('b', 5)], [node('y', '_FusedMatMul', ['x', 'w', 'b'], leaky)]);
  });

  it('of stacks of matrices, and by letters', async () => {
    const attr = { adj_x: flag(false), adj_y: flag(true) };
    await agrees([4, 6], [], [node('y', 'BatchMatMulV2', ['x', 'x'], attr)]);
    const byLetters = (equation: string) => ({ equation: text(equation) });
    await agrees([4, 6], [drawn('w', 6, 5)], [node('y', 'Einsum', ['x', 'w'], byLetters('abc,cd->abd'))]);
    await agrees(
      [4, 6],
      [drawn('w', 6, 2, 3)],
      [node('y', 'Einsum', ['x', 'w'], byLetters('abc,cde->abde'))],
    );
  });
});

describe('element by element, it is what TensorFlow.js does', () => {
  it.each([
    ...['Relu', 'Relu6', 'Elu', 'Selu', 'Sigmoid', 'Tanh', 'Softplus', 'Erf', 'Exp', 'Neg', 'Abs', 'Square'],
    ...['Floor', 'Ceil', 'Round', 'Sin', 'Cos', 'Tan', 'Sinh', 'Cosh', 'Asinh', 'Atan', 'Sign', 'Reciprocal'],
    ...['Softmax', 'LogSoftmax', 'Asin', 'Acos', 'Atanh'],
  ])('for %s', async (op) => {
    await agrees([5, 3], [], [node('y', op, ['x'])]);
  });

  it.each(['Sqrt', 'Rsqrt', 'Log', 'Log1p', 'Acosh'])('for %s of positive numbers', async (op) => {
    await agrees(
      [7],
      [floats('two', [], [2.5])],
      [node('sum', 'AddV2', ['x', 'two']), node('y', op, ['sum'])],
    );
  });

  it('for a leaky ReLU, slopes of a weight, and bounds', async () => {
    await agrees([7], [], [node('y', 'LeakyRelu', ['x'], { alpha: float(0.07) })]);
    await agrees([7], [drawn('a', 7)], [node('y', 'Prelu', ['x', 'a'])]);
    const bounds = [floats('low', [], [-0.2]), floats('high', [], [0.6])];
    await agrees([7], bounds, [node('y', 'ClipByValue', ['x', 'low', 'high'])]);
  });

  it.each(['AddV2', 'Sub', 'Mul', 'RealDiv', 'Maximum', 'Minimum', 'SquaredDifference'])(
    'for %s of images and what spreads over them',
    async (op) => {
      const conv = node('image', 'Conv2D', ['x', 'w'], {
        ...{ strides: ints(1, 1, 1, 1), padding: text('SAME'), dilations: ints(1, 1, 1, 1) },
      });
      const kernel = drawn('w', 2, 2, 3, 4);
      for (const shape of [[], [4], [1, 4], [5, 1, 1], [1, 5, 6, 4]]) {
        await agrees([5, 6, 3], [kernel, drawn('c', ...shape)], [conv, node('y', op, ['image', 'c'])]);
      }
      const reverse = [conv, node('y', op, ['c', 'image'])];
      await agrees([5, 6, 3], [kernel, drawn('c', 4)], reverse);
    },
  );

  it('for what is computed of weights alone, as batch norm that is written out', async () => {
    const constants = [
      drawn('g', 4),
      drawn('m', 4),
      floats('v', [4], [1, 0.2, 3, 0.7]),
      floats('e', [], [0.01]),
    ];
    await agrees([3, 4], constants, [
      node('safe', 'AddV2', ['v', 'e']),
      node('root', 'Rsqrt', ['safe']),
      node('scale', 'Mul', ['root', 'g']),
      node('scaled', 'Mul', ['x', 'scale']),
      node('shift', 'Mul', ['m', 'scale']),
      node('y', 'Sub', ['scaled', 'shift']),
    ]);
  });
});

describe('shapes change as they do in TensorFlow.js', () => {
  const conv = node('image', 'Conv2D', ['x', 'w'], {
    ...{ strides: ints(1, 1, 1, 1), padding: text('SAME'), dilations: ints(1, 1, 1, 1) },
  });
  const kernel = drawn('w', 2, 2, 3, 4);
  const ofImage = (constants: readonly MadeConstant[], ...nodes: readonly MadeNode[]) =>
    agrees([5, 6, 3], [kernel, ...constants], [conv, ...nodes]);

  it.each([
    ['Mean', [1, 2], false],
    ['Mean', [1, 2], true],
    ['Mean', [-1], true],
    ['Sum', [3], false],
    ['Max', [2, 1], false],
    ['Min', [1], false],
    ['Prod', [3], false],
  ])('by %s over %j, kept: %s', async (op, axes, keeps) => {
    await ofImage([whole('axes', axes)], node('y', op, ['image', 'axes'], { keep_dims: flag(keeps) }));
  });

  it('by flattening, with the number of samples read from the tensor', async () => {
    await ofImage([whole('shape', [-1, 120])], node('y', 'Reshape', ['image', 'shape']));
    const constants = [
      ...[whole('zero', [0]), whole('one', [1]), whole('three', 30), whole('four', 4), whole('steps', [1])],
    ];
    await ofImage(
      constants,
      node('shape', 'Shape', ['image'], { out_type: type('DT_INT32') }),
      node('count', 'StridedSlice', ['shape', 'zero', 'one', 'steps'], { shrink_axis_mask: int(1) }),
      node('packed', 'Pack', ['count', 'three', 'four'], { N: int(3), axis: int(0) }),
      node('y', 'Reshape', ['image', 'packed']),
    );
  });

  it('by squeezing, expanding and transposing', async () => {
    const pooled = node('pooled', 'Mean', ['image', 'axes'], { keep_dims: flag(true) });
    await ofImage(
      [whole('axes', [1, 2])],
      pooled,
      node('y', 'Squeeze', ['pooled'], { squeeze_dims: ints(1, 2) }),
    );
    await ofImage([whole('axis', 1)], node('y', 'ExpandDims', ['image', 'axis']));
    await ofImage([whole('perm', [0, 3, 1, 2])], node('y', 'Transpose', ['image', 'perm']));
  });

  it('by joining and splitting', async () => {
    const axis = whole('axis', 3);
    await ofImage(
      [axis],
      node('r', 'Relu', ['image']),
      node('y', 'ConcatV2', ['image', 'r', 'x', 'axis'], { N: int(3) }),
    );
    await ofImage(
      [axis],
      node('parts', 'Split', ['axis', 'image'], { num_split: int(2) }),
      node('y', 'Sub', ['parts', 'parts:1']),
    );
    const sizes = whole('sizes', [1, 3]);
    await ofImage(
      [axis, sizes],
      node('parts', 'SplitV', ['image', 'sizes', 'axis'], { num_split: int(2) }),
      node('y', 'Mul', ['parts', 'parts:1']),
    );
    await ofImage(
      [],
      node('r', 'Relu', ['image']),
      node('y', 'Pack', ['image', 'r'], { N: int(2), axis: int(1) }),
    );
  });

  it('by cutting and repeating', async () => {
    const constants = [whole('b', [0, 1, 0, 2]), whole('e', [0, -1, 5, 3]), whole('s', [1, 1, 2, 1])];
    const attr = { begin_mask: int(1), end_mask: int(1) };
    await ofImage(constants, node('y', 'StridedSlice', ['image', 'b', 'e', 's'], attr));
    await ofImage(
      [whole('b', [0, 1, 0, 2]), whole('n', [-1, 3, -1, 1])],
      node('y', 'Slice', ['image', 'b', 'n']),
    );
    await ofImage([whole('times', [1, 2, 1, 3])], node('y', 'Tile', ['image', 'times']));
  });

  it('by picking one channel, which TensorFlow.js itself gets wrong beside strides', async () => {
    const constants = [whole('b', [0, 1, 2]), whole('e', [0, -1, 3]), whole('s', [1, 2, 1])];
    const attr = { begin_mask: int(1), end_mask: int(1), shrink_axis_mask: int(4) };
    const made = graphModel([5, 3], constants, [node('y', 'StridedSlice', ['x', 'b', 'e', 's'], attr)]);
    const { values } = await answers(
      await readMade(made),
      1,
      Array.from({ length: 15 }, (_, i) => i),
    );
    // Channel 2 of rows 1 and 3: rows stop before the last, each second is taken.
    expect(values).toEqual([5, 11]);
  });

  it('by looking rows of a table up', async () => {
    const constants = [drawn('table', 3, 4), whole('axis', 0), floats('three', [], [2.99])];
    await agrees([5], constants, [
      node('positive', 'Abs', ['x']),
      node('scaled', 'Mul', ['positive', 'three']),
      node('rows', 'Cast', ['scaled'], { SrcT: type('DT_FLOAT'), DstT: type('DT_INT32') }),
      node('y', 'GatherV2', ['table', 'rows', 'axis'], { batch_dims: int(0) }),
    ]);
  });
});
