import type { Attributes } from '../keras/graphBuilder.js';
import { rearranged } from '../keras/rearranged.js';
import { inOnnxOrder, slidingAttributes, slidSizes, type Sliding } from '../keras/windows.js';
import { knownNumbers, type Computed, type GraphValue, type Sizes, type Weight } from './graphValue.js';
import type { NodeContext, OperatorTranslator } from './nodeContext.js';

/** An image as ONNX's operators take it. */
export interface Image {
  readonly value: Computed;
  readonly channelsLast: boolean;
  readonly channels: number | null;
  readonly space: Sizes;
}

/** @param dimensions of space, that the operator takes. */
export function imageOf(at: NodeContext, given: GraphValue | undefined, dimensions: number): Image | null {
  if (given?.kind !== 'computed') return null;
  const channelsLast = at.attributes.text('data_format', 'NHWC').endsWith('C');
  // The operator tells the number of dimensions where the graph doesn't.
  const shape = given.shape ?? new Array<null>(dimensions + 2).fill(null);
  if (shape.length !== dimensions + 2) {
    at.refuse(`takes ${dimensions + 2} dimensions and is given ${shape.length}; convert the model again`);
  }
  const known = { ...given, shape };
  const value = channelsLast ? at.moved(known) : at.plain(known);
  const space = channelsLast ? shape.slice(1, -1) : shape.slice(2);
  return { value, channelsLast, channels: (channelsLast ? shape.at(-1) : shape[1]) ?? null, space };
}

/** The image that an operator made of another. */
export function madeImage(
  { value, channelsLast }: Image,
  tensor: string,
  channels: number | null,
  space: Sizes,
): Computed {
  const batch = value.shape?.[0] ?? null;
  const shape = channelsLast ? [batch, ...space, channels] : [batch, channels, ...space];
  return { ...value, tensor, shape };
}

/** A list of one number a dimension, without those of samples and channels. */
export function ofSpace(at: NodeContext, name: string, dimensions: number, channelsLast: boolean): number[] {
  const list = at.attributes.integers(name);
  if (list.length === dimensions) return list;
  if (list.length !== dimensions + 2) return new Array<number>(dimensions).fill(1);
  return channelsLast ? list.slice(1, -1) : list.slice(2);
}

/** How windows slide, as ONNX's attributes; and what comes out. */
export function slide(
  at: NodeContext,
  kernel: readonly number[],
  { space, channelsLast }: Image,
): { readonly attributes: Attributes; readonly space: Sizes; readonly sliding: Sliding } {
  const dimensions = kernel.length;
  const strides = ofSpace(at, 'strides', dimensions, channelsLast);
  const dilations = ofSpace(at, 'dilations', dimensions, channelsLast);
  const padding = at.attributes.text('padding', 'VALID').toLowerCase();
  if (padding !== 'explicit') {
    const sliding = { kernel, strides, dilations, padding };
    return {
      attributes: slidingAttributes(at, space, sliding),
      space: slidSizes(at, space, sliding),
      sliding,
    };
  }
  const all = at.attributes.integers('explicit_paddings');
  const from = channelsLast ? 2 : 4;
  const pairs = kernel.map((_, i): [number, number] => [all[from + 2 * i] ?? 0, all[from + 2 * i + 1] ?? 0]);
  const padded = space.map((size, i) => size && size + pairs[i][0] + pairs[i][1]);
  const sliding = { kernel, strides, dilations, padding: 'valid' };
  return {
    attributes: { ...slidingAttributes(at, padded, sliding), pads: inOnnxOrder(pairs) },
    space: slidSizes(at, padded, sliding),
    sliding,
  };
}

/** `[space..., inputs, outputs]` as ONNX's `[outputs, inputs, space...]`. */
function kernelConstant(at: NodeContext, kernel: Weight): string {
  const { dims } = kernel;
  const space = dims.length - 2;
  const axes = [space + 1, space, ...dims.slice(2).map((_, i) => i)];
  const sizes = axes.map((axis) => dims[axis]);
  return at.constant(kernel, 'kernel', sizes, () => rearranged(kernel.values(), dims, axes));
}

const convolution =
  (dimensions: number): OperatorTranslator =>
  (at, [input, kernel]) => {
    const image = imageOf(at, input, dimensions);
    if (!image || kernel?.kind !== 'weight' || kernel.dims.length !== dimensions + 2) return null;
    const [inputs, outputs] = kernel.dims.slice(-2);
    const group = image.channels === null ? 1 : image.channels / inputs;
    if (!Number.isInteger(group)) {
      at.refuse(`takes ${inputs} channels and is given ${image.channels ?? '?'}; convert the model again`);
    }
    const { attributes, space } = slide(at, kernel.dims.slice(0, -2), image);
    const tensor = at.add('Conv', [image.value.tensor, kernelConstant(at, kernel)], {
      ...attributes,
      ...(group !== 1 && { group }),
    });
    return madeImage(image, tensor, outputs, space);
  };

/** `[height, width, channels, multiplier]`: output c * multiplier + m is what filter m makes of channel c. */
const depthwise: OperatorTranslator = (at, [input, kernel]) => {
  const image = imageOf(at, input, 2);
  if (!image || kernel?.kind !== 'weight' || kernel.dims.length !== 4) return null;
  const { dims } = kernel;
  const [height, width, channels, multiplier] = dims;
  const { attributes, space } = slide(at, [height, width], image);
  const filters = at.constant(kernel, 'depthwise_kernel', [channels * multiplier, 1, height, width], () =>
    rearranged(kernel.values(), dims, [2, 3, 0, 1]),
  );
  const tensor = at.add('Conv', [image.value.tensor, filters], { ...attributes, group: channels });
  return madeImage(image, tensor, channels * multiplier, space);
};

/** The convolution that a forward one's gradient takes: its kernel is `[height, width, outputs, inputs]`. */
const transposed: OperatorTranslator = (at, [sizes, kernel, input]) => {
  const image = imageOf(at, input, 2);
  if (!image || kernel?.kind !== 'weight' || kernel.dims.length !== 4) return null;
  const { channelsLast } = image;
  const { sliding } = slide(at, kernel.dims.slice(0, 2), image);
  const { strides, dilations, padding } = sliding;
  const listed = sizes?.kind === 'whole' ? sizes.list : [];
  const wanted = channelsLast ? listed.slice(1, 3) : listed.slice(2, 4);
  // By how much the full convolution, (size - 1) stride + extent, is larger than what is wanted.
  const surplus = sliding.kernel.map((size, i) => {
    const extent = (size - 1) * dilations[i] + 1;
    const given = image.space[i];
    const out = wanted[i] ?? null;
    if (given !== null && out !== null) return (given - 1) * strides[i] + extent - out;
    return padding === 'same' ? extent - strides[i] : 0;
  });
  if (surplus.some((rows, i) => -rows >= strides[i])) return null;
  const pairs = surplus.map((rows): [number, number] => {
    const cut = Math.max(0, rows);
    return [Math.floor(cut / 2), Math.ceil(cut / 2)];
  });
  const tensor = at.add('ConvTranspose', [image.value.tensor, kernelConstant(at, kernel)], {
    kernel_shape: sliding.kernel,
    strides,
    dilations,
    pads: inOnnxOrder(pairs),
    output_padding: surplus.map((rows) => Math.max(0, -rows)),
  });
  const space = image.space.map((size, i) =>
    size === null ? null : (size - 1) * strides[i] + (sliding.kernel[i] - 1) * dilations[i] + 1 - surplus[i],
  );
  return madeImage(image, tensor, kernel.dims[2], space);
};

const pooling =
  (opType: string, dimensions: number): OperatorTranslator =>
  (at, [input]) => {
    const image = imageOf(at, input, dimensions);
    if (!image) return null;
    const { attributes, space } = slide(at, ofSpace(at, 'ksize', dimensions, image.channelsLast), image);
    return madeImage(image, at.add(opType, [image.value.tensor], attributes), image.channels, space);
  };

/** Whose moments were fixed in training: (x - mean) / sqrt(variance + epsilon) * scale + offset. */
const batchNormalization: OperatorTranslator = (at, [input, ...weights]) => {
  if (at.attributes.flag('is_training', true)) return null;
  const image = imageOf(at, input, (input?.kind === 'computed' ? input.shape?.length : null) === 5 ? 3 : 2);
  if (!image || weights.length < 4) return null;
  const roles = ['gamma', 'beta', 'moving_mean', 'moving_variance'];
  const constants: string[] = [];
  for (const [i, role] of roles.entries()) {
    const weight = weights[i];
    if (weight.kind !== 'weight') return null;
    constants.push(at.constant(weight, role));
  }
  const epsilon = { float: at.attributes.number('epsilon', 1e-4) };
  const tensor = at.add('BatchNormalization', [image.value.tensor, ...constants], { epsilon });
  return { ...image.value, tensor };
};

/** Enlarged or shrunk pictures: `(images, [height, width])`. */
const resizing =
  (mode: 'nearest' | 'linear'): OperatorTranslator =>
  (at, [input, sizes]) => {
    const image = imageOf(at, input, 2);
    const wanted = knownNumbers(sizes);
    if (!image || wanted?.length !== 2) return null;
    const from = image.space.filter((size) => size !== null);
    if (from.length < 2) return null;
    const aligned = at.attributes.flag('align_corners', false);
    const centred = at.attributes.flag('half_pixel_centers', false);
    const coordinates = aligned ? 'align_corners' : centred ? 'half_pixel' : 'asymmetric';
    const rounding = aligned || centred ? 'round_prefer_ceil' : 'floor';
    const factors = [1, 1, ...wanted.map((size, i) => size / from[i])];
    const scales = at.translation.builder.floats(`scales/${factors.join()}`, [4], () =>
      Float32Array.from(factors),
    );
    const tensor = at.add('Resize', [image.value.tensor, '', scales], {
      mode,
      coordinate_transformation_mode: coordinates,
      ...(mode === 'nearest' && { nearest_mode: rounding }),
    });
    return madeImage(image, tensor, image.channels, wanted);
  };

/** Krizhevsky et al. 2012: each channel over a power of its neighbours' sum of squares. */
const localNormalization: OperatorTranslator = (at, [input]) => {
  const image = imageOf(at, input, 2);
  if (!image) return null;
  const { attributes } = at;
  const size = 2 * attributes.number('depth_radius', 5) + 1;
  const tensor = at.add('LRN', [image.value.tensor], {
    size,
    // ONNX divides the sum by the number of neighbours, TensorFlow does not.
    alpha: { float: attributes.number('alpha', 1) * size },
    beta: { float: attributes.number('beta', 0.5) },
    bias: { float: attributes.number('bias', 1) },
  });
  return { ...image.value, tensor };
};

export const convolutionOperators: Readonly<Record<string, OperatorTranslator>> = {
  Conv2D: convolution(2),
  Conv3D: convolution(3),
  DepthwiseConv2dNative: depthwise,
  DepthwiseConv2d: depthwise,
  Conv2DBackpropInput: transposed,
  MaxPool: pooling('MaxPool', 2),
  MaxPool3D: pooling('MaxPool', 3),
  AvgPool: pooling('AveragePool', 2),
  AvgPool3D: pooling('AveragePool', 3),
  LRN: localNormalization,
  FusedBatchNorm: batchNormalization,
  FusedBatchNormV2: batchNormalization,
  FusedBatchNormV3: batchNormalization,
  ResizeNearestNeighbor: resizing('nearest'),
  ResizeBilinear: resizing('linear'),
};
