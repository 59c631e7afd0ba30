import { describe, expect, it } from 'vitest';
import { erf } from './elementwise.js';
import type { Attribute } from './network.js';
import { evaluateNode } from './operators.js';
import { Random } from './random.js';
import { sizeOf, tensor, type Tensor } from './tensor.js';

function run(
  operator: string,
  inputs: readonly (Tensor | null)[],
  attributes: Readonly<Record<string, Attribute>> = {},
  opset = 17,
): Tensor {
  return evaluateNode({ operator, inputs: [], outputs: ['y'], attributes }, inputs, opset);
}

const counting = (...dims: number[]): Tensor =>
  tensor(
    dims,
    Array.from({ length: sizeOf(dims) }, (_, i) => i + 1),
  );

function expectValues(found: Tensor, dims: readonly number[], values: readonly number[]): void {
  expect(found.dims).toEqual(dims);
  expect(found.data).toHaveLength(values.length);
  values.forEach((value, i) => expect(found.data[i]).toBeCloseTo(value, 6));
}

describe('Conv', () => {
  it('slides a kernel over an image', () => {
    const kernel = tensor([1, 1, 2, 2], [1, 0, 0, -1]);
    // Each value minus the one below and to the right of it, which is 4 more.
    expectValues(run('Conv', [counting(1, 1, 3, 3), kernel, tensor([1], [10])]), [1, 1, 2, 2], [6, 6, 6, 6]);
  });

  it('takes padding as zeros and steps by the stride', () => {
    const sum = tensor([1, 1, 3, 3], new Array<number>(9).fill(1));
    const attributes = { pads: { ints: [1, 1, 1, 1] }, strides: { ints: [2, 2] } };
    const corners = [1 + 2 + 4 + 5, 2 + 3 + 5 + 6, 4 + 5 + 7 + 8, 5 + 6 + 8 + 9];
    expectValues(run('Conv', [counting(1, 1, 3, 3), sum], attributes), [1, 1, 2, 2], corners);
  });

  it('keeps groups apart', () => {
    const x = tensor([1, 2, 1], [3, 5]);
    const w = tensor([4, 1, 1], [1, 10, 100, 1000]);
    expectValues(run('Conv', [x, w], { group: { int: 2 } }), [1, 4, 1], [3, 30, 500, 5000]);
  });

  it('spreads the kernel by the dilation, in one dimension', () => {
    const w = tensor([1, 1, 2], [1, 1]);
    expectValues(
      run('Conv', [counting(1, 1, 5), w], { dilations: { ints: [3] } }),
      [1, 1, 2],
      [1 + 4, 2 + 5],
    );
  });

  it('runs over volumes', () => {
    const w = tensor([1, 1, 2, 2, 2], new Array<number>(8).fill(1));
    expectValues(run('Conv', [counting(1, 1, 2, 2, 3), w]), [1, 1, 1, 1, 2], [48, 56]);
  });

  it('puts the odd pixel of SAME_UPPER padding at the end', () => {
    const w = tensor([1, 1, 2], [1, 10]);
    const attributes = { auto_pad: { text: 'SAME_UPPER' } };
    expectValues(run('Conv', [counting(1, 1, 3), w], attributes), [1, 1, 3], [21, 32, 3]);
  });
});

describe('ConvTranspose', () => {
  it('spreads each value over the kernel', () => {
    const x = tensor([1, 1, 2], [1, 2]);
    const w = tensor([1, 1, 3], [1, 10, 100]);
    const attributes = { strides: { ints: [2] }, output_padding: { ints: [1] } };
    expectValues(run('ConvTranspose', [x, w], attributes), [1, 1, 6], [1, 10, 102, 20, 200, 0]);
  });

  it('is the adjoint of Conv with the same kernel', () => {
    const random = new Random(7);
    const draw = (...dims: number[]): Tensor => tensor(dims, random.normals(sizeOf(dims), 1));
    const dot = (a: Tensor, b: Tensor): number =>
      a.data.reduce((sum, value, i) => sum + value * b.data[i], 0);
    const attributes = { group: { int: 2 }, strides: { ints: [2, 1] }, pads: { ints: [1, 0, 0, 1] } };
    const x = draw(1, 4, 6, 5);
    const w = draw(6, 2, 3, 2);
    const y = run('Conv', [x, w], attributes);
    const other = draw(...y.dims);
    const back = run('ConvTranspose', [other, w], attributes);
    expect(back.dims).toEqual(x.dims);
    expect(dot(y, other)).toBeCloseTo(dot(x, back), 9);
  });
});

describe('products', () => {
  it('Gemm turns, scales and adds as asked', () => {
    const a = tensor([2, 1], [1, 2]);
    const b = tensor([3, 2], [1, 2, 3, 4, 5, 6]);
    const attributes = { transA: { int: 1 }, transB: { int: 1 }, alpha: { float: 2 }, beta: { float: 0.5 } };
    expectValues(run('Gemm', [a, b, tensor([3], [2, 4, 6])], attributes), [1, 3], [11, 24, 37]);
  });

  it('MatMul repeats a matrix over the other side’s blocks', () => {
    const found = run('MatMul', [counting(2, 1, 2), tensor([2, 1], [1, 10])]);
    expectValues(found, [2, 1, 1], [21, 43]);
  });
});

describe('elementwise operators', () => {
  it('broadcast from the right', () => {
    const found = run('Sub', [counting(2, 1, 2), tensor([3, 1], [0, 1, 2])]);
    expectValues(found, [2, 3, 2], [1, 2, 0, 1, -1, 0, 3, 4, 2, 3, 1, 2]);
    expect(() => run('Add', [counting(2), counting(3)])).toThrow('do not broadcast');
  });

  it('normalise by the stored mean and variance', () => {
    const [scale, bias, mean, variance] = [
      [2, 1],
      [1, 0],
      [3, 5],
      [4, 1],
    ].map((values) => tensor([2], values));
    const inputs = [tensor([1, 2, 1, 2], [3, 7, 5, 6]), scale, bias, mean, variance];
    expectValues(run('BatchNormalization', inputs, { epsilon: { float: 0 } }), [1, 2, 1, 2], [1, 5, 0, 1]);
  });

  it.each<[string, Readonly<Record<string, Attribute>>, number, number]>([
    ['Relu', {}, -2, 0],
    ['LeakyRelu', {}, -2, -0.02],
    ['Elu', {}, -2, -0.8646647167633873],
    ['Selu', {}, -2, -1.5201664685956948],
    ['Gelu', {}, -2, -0.04550026389635842],
    ['Gelu', { approximate: { text: 'tanh' } }, -2, -0.04540230591222494],
    ['Erf', {}, 1, 0.8427007929497149],
    ['Sigmoid', {}, -2, 0.11920292202211755],
    ['HardSigmoid', {}, -2, 0.1],
    ['HardSwish', {}, -2, -1 / 3],
    ['Tanh', {}, -2, -0.9640275800758169],
    ['Softplus', {}, -2, 0.1269280110429726],
  ])('%s %o of %d is %d', (operator, attributes, x, y) => {
    expectValues(run(operator, [tensor([1], [x])], attributes), [1], [y]);
  });

  it('know the error function at both ends', () => {
    expect(erf(0)).toBe(0);
    expect(erf(-0.5)).toBeCloseTo(-0.5204998778130465, 14);
    expect(erf(3.5)).toBeCloseTo(0.9999992569016276, 14);
    expect(erf(-9)).toBe(-1);
  });

  it('clip by attributes or by inputs', () => {
    const x = tensor([3], [-2, 0.5, 9]);
    expectValues(run('Clip', [x], { min: { float: -1 }, max: { float: 6 } }, 9), [3], [-1, 0.5, 6]);
    expectValues(run('Clip', [x, null, tensor([], [6])], {}, 13), [3], [-2, 0.5, 6]);
  });

  it('bend negative values by one slope a channel', () => {
    const found = run('PRelu', [tensor([1, 2, 2], [-1, 1, -1, 1]), tensor([2, 1], [0.5, 3])]);
    expectValues(found, [1, 2, 2], [-0.5, 1, -3, 1]);
  });
});

describe('pooling', () => {
  const x = counting(1, 1, 3, 3);

  it('takes the largest value, and with ceil_mode windows that hang over', () => {
    const window = { kernel_shape: { ints: [2, 2] }, strides: { ints: [2, 2] } };
    expectValues(run('MaxPool', [x], window), [1, 1, 1, 1], [5]);
    expectValues(run('MaxPool', [x], { ...window, ceil_mode: { int: 1 } }), [1, 1, 2, 2], [5, 6, 8, 9]);
  });

  it('averages over what lies on the image, or over the padding too', () => {
    const window = {
      kernel_shape: { ints: [2, 2] },
      strides: { ints: [3, 3] },
      pads: { ints: [1, 1, 0, 0] },
    };
    expectValues(run('AveragePool', [x], window), [1, 1, 1, 1], [1]);
    expectValues(run('AveragePool', [x], { ...window, count_include_pad: { int: 1 } }), [1, 1, 1, 1], [0.25]);
  });

  it('averages each channel over space', () => {
    expectValues(run('GlobalAveragePool', [counting(1, 2, 1, 3)]), [1, 2, 1, 1], [2, 5]);
  });
});

describe('operators that move values', () => {
  it('flatten and reshape', () => {
    expect(run('Flatten', [counting(2, 3, 2)]).dims).toEqual([2, 6]);
    expect(run('Reshape', [counting(2, 3, 2), tensor([3], [0, -1, 3])]).dims).toEqual([2, 2, 3]);
    expect(() => run('Reshape', [counting(2, 3), tensor([1], [5])])).toThrow("can't be reshaped");
  });

  it('transpose', () => {
    expectValues(run('Transpose', [counting(2, 3)]), [3, 2], [1, 4, 2, 5, 3, 6]);
    const found = run('Transpose', [counting(1, 2, 3)], { perm: { ints: [2, 0, 1] } });
    expectValues(found, [3, 1, 2], [1, 4, 2, 5, 3, 6]);
  });

  it('concatenate', () => {
    const found = run('Concat', [counting(2, 1), counting(2, 2)], { axis: { int: -1 } });
    expectValues(found, [2, 3], [1, 1, 2, 2, 3, 4]);
  });
});

describe('Softmax', () => {
  const x = tensor([1, 2, 2], [0, Math.log(3), 0, 0]);

  it('runs along its axis', () => {
    expectValues(run('Softmax', [x]), [1, 2, 2], [0.25, 0.75, 0.5, 0.5]);
    expectValues(run('Softmax', [x], { axis: { int: 1 } }), [1, 2, 2], [0.5, 0.75, 0.5, 0.25]);
  });

  it('takes all axes from its own on together before opset 13', () => {
    expectValues(run('Softmax', [x], {}, 11), [1, 2, 2], [1 / 6, 1 / 2, 1 / 6, 1 / 6]);
  });

  it('has a logarithm', () => {
    const found = run('LogSoftmax', [x]);
    expectValues(found, [1, 2, 2], [Math.log(0.25), Math.log(0.75), -Math.LN2, -Math.LN2]);
  });
});
