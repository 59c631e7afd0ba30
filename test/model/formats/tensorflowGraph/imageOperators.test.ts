import { describe, it } from 'vitest';
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
  text,
  texts,
  whole,
  type MadeConstant,
  type MadeNode,
} from './graphModel.js';

const strides = (height: number, width: number) => ints(1, height, width, 1);
const image = [11, 9, 4];
const agrees = (constants: readonly MadeConstant[], nodes: readonly MadeNode[], shape = image) =>
  expectAgreement(graphModel(shape, constants, nodes), shape);

describe('operators on images do what TensorFlow.js does', () => {
  const kernel = drawn('w', 3, 2, 4, 5);
  it.each([
    ['SAME', 1, 1],
    ['SAME', 2, 3],
    ['VALID', 2, 1],
  ])('a convolution with the padding %s and strides of %d and %d', async (padding, down, right) => {
    const attr = { strides: strides(down, right), padding: text(padding), dilations: strides(1, 1) };
    await agrees([kernel], [node('y', 'Conv2D', ['x', 'w'], attr)]);
  });

  it('a dilated convolution, a padding of its own', async () => {
    const dilated = { strides: strides(1, 1), padding: text('VALID'), dilations: strides(2, 3) };
    await agrees([kernel], [node('y', 'Conv2D', ['x', 'w'], dilated)]);
    const padded = {
      ...{ strides: strides(2, 2), padding: text('EXPLICIT'), dilations: strides(1, 1) },
      explicit_paddings: ints(0, 0, 1, 2, 0, 1, 0, 0),
    };
    await agrees([kernel], [node('y', 'Conv2D', ['x', 'w'], padded)]);
  });

  it('a convolution that is dilated by dealing the image out', async () => {
    // 11 rows and 1 + 2 of padding make two images of 7 rows each; the last row of what comes out is cut off.
    const constants = [
      kernel,
      drawn('b', 5),
      whole('block', [2, 2]),
      whole('pads', [2, 3, 1, 2], [2, 2]),
      whole('crops', [0, 1, 0, 1], [2, 2]),
    ];
    const attr = { strides: strides(1, 1), padding: text('VALID'), dilations: strides(1, 1) };
    await agrees(constants, [
      node('dealt', 'SpaceToBatchND', ['x', 'block', 'pads']),
      node('conv', 'Conv2D', ['dealt', 'w'], attr),
      node('joined', 'BatchToSpaceND', ['conv', 'block', 'crops']),
      node('y', 'BiasAdd', ['joined', 'b']),
    ]);
  });

  it.each([1, 3])('each channel by itself, with %d filters a channel', async (multiplier) => {
    const attr = { strides: strides(2, 2), padding: text('SAME'), dilations: strides(1, 1) };
    const filters = drawn('w', 3, 3, 4, multiplier);
    await agrees([filters], [node('y', 'DepthwiseConv2dNative', ['x', 'w'], attr)]);
  });

  it.each([
    ['SAME', [21, 18], 2],
    ['SAME', [22, 17], 2],
    ['VALID', [23, 19], 2],
    ['VALID', [13, 10], 1],
  ])('a transposed convolution with the padding %s to %j', async (padding, [height, width], step) => {
    const constants = [drawn('w', 3, 2, 5, 4), whole('size', [3, height, width, 5])];
    const attr = { strides: strides(step, step), padding: text(padding), dilations: strides(1, 1) };
    await agrees(constants, [node('y', 'Conv2DBackpropInput', ['size', 'w', 'x'], attr)]);
  });

  it.each([
    ['MaxPool', 'SAME'],
    ['MaxPool', 'VALID'],
    ['AvgPool', 'SAME'],
    ['AvgPool', 'VALID'],
  ])('%s with the padding %s', async (op, padding) => {
    const attr = { ksize: strides(3, 2), strides: strides(2, 2), padding: text(padding) };
    await agrees([], [node('y', op, ['x'], attr)]);
  });

  it('normalization by fixed moments', async () => {
    const positive = { ...drawn('v', 4), values: [0.3, 1.1, 2.5, 0.01] };
    const attr = { epsilon: float(0.02), is_training: flag(false), data_format: text('NHWC') };
    const weights = [drawn('g', 4), drawn('b', 4), drawn('m', 4), positive];
    await agrees(weights, [node('y', 'FusedBatchNormV3', ['x', 'g', 'b', 'm', 'v'], attr)]);
  });

  it('normalization over neighbouring channels', async () => {
    const attr = { depth_radius: int(1), bias: float(2), alpha: float(0.3), beta: float(0.6) };
    await agrees([], [node('y', 'LRN', ['x'], attr)]);
  });

  it.each([
    ['ResizeNearestNeighbor', false, false],
    ['ResizeNearestNeighbor', false, true],
    ['ResizeBilinear', false, false],
    ['ResizeBilinear', false, true],
    ['ResizeBilinear', true, false],
  ])('%s (corners aligned: %s, half pixels: %s)', async (op, aligned, centred) => {
    const attr = { align_corners: flag(aligned), half_pixel_centers: flag(centred) };
    for (const size of [
      [22, 18],
      [5, 4],
    ])
      await agrees([whole('size', size)], [node('y', op, ['x', 'size'], attr)]);
  });

  it('padding with zeros, with a number, and by reflection', async () => {
    const pads = whole('pads', [0, 0, 2, 1, 0, 3, 0, 0], [4, 2]);
    await agrees([pads], [node('y', 'Pad', ['x', 'pads'])]);
    await agrees([pads, floats('n', [], [-7])], [node('y', 'PadV2', ['x', 'pads', 'n'])]);
    await agrees([pads], [node('y', 'MirrorPad', ['x', 'pads'], { mode: text('REFLECT') })]);
  });

  it.each([
    ['BiasAdd', [], []],
    ['BiasAdd', ['Relu6'], []],
    ['BiasAdd', ['Elu'], []],
    ['BiasAdd', ['Prelu'], [drawn('slopes', 5)]],
  ])('a convolution with %s, %j fused into it', async (bias, activations, more) => {
    const attr = {
      ...{ strides: strides(1, 2), padding: text('SAME'), dilations: strides(1, 1) },
      ...{ fused_ops: texts(bias, ...activations), num_args: int(1 + more.length) },
    };
    const read = ['x', 'w', 'b', ...more.map(({ name }) => name)];
    await agrees([kernel, drawn('b', 5), ...more], [node('y', '_FusedConv2D', read, attr)]);
    const filters = drawn('w', 3, 3, 4, 1);
    const alone = [filters, drawn('b', 4), ...more.map(() => drawn('slopes', 4))];
    const both = { ...attr, strides: strides(1, 1) };
    await agrees(alone, [node('y', 'FusedDepthwiseConv2dNative', read, both)]);
  });
});
