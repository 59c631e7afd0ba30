import { activate } from './activationFunctions.js';
import type { LayerContext, LayerTranslator } from './layerContext.js';
import { rearranged } from './rearranged.js';
import { imageOf, inOnnxOrder, madeImage, slidingAttributes, slidSizes, type Sliding } from './windows.js';
import type { StoredWeight } from './weights.js';

function slidingOf({ settings }: LayerContext, dimensions: number): Sliding {
  return {
    kernel: settings.counts('kernel_size', dimensions),
    strides: settings.counts('strides', dimensions, 1),
    dilations: settings.counts('dilation_rate', dimensions, 1),
    padding: settings.text('padding', 'valid'),
  };
}

/** A kernel of Keras's, [space..., inputs, outputs], as ONNX's [outputs, inputs, space...]. */
function kernelConstant(at: LayerContext, role: string, kernel: StoredWeight): string {
  const { dims } = kernel;
  const space = dims.length - 2;
  const axes = [space + 1, space, ...dims.slice(2).map((_, i) => i)];
  return at.constant(
    role,
    axes.map((axis) => dims[axis]),
    () => rearranged(kernel.values(), dims, axes),
  );
}

function biasConstant(at: LayerContext, bias: StoredWeight | null): string[] {
  return bias ? [at.constant('bias', bias.dims, () => bias.values())] : [];
}

function convolution(dimensions: number): LayerTranslator {
  return (at, [input]) => {
    const { settings } = at;
    const { image, channels, space } = imageOf(at, input, dimensions);
    const sliding = slidingOf(at, dimensions);
    const filters = settings.count('filters');
    const group = settings.count('groups', 1);
    const hasBias = settings.flag('use_bias', true);
    const { kernel, bias } = at.weights({
      kernel: [...sliding.kernel, channels / group, filters],
      bias: hasBias ? [filters] : null,
    });
    const weights = [kernelConstant(at, 'kernel', kernel), ...biasConstant(at, bias)];
    const tensor = at.node('Conv', [image.tensor, ...weights], {
      ...slidingAttributes(at, space, sliding),
      ...(group !== 1 && { group }),
    });
    const made = madeImage(at, image, tensor, filters, slidSizes(at, space, sliding));
    return activate(at, made, settings.get('activation'));
  };
}

/**
 * A kernel [space..., channels, multiplier] as ONNX's for as many groups as channels: output c * multiplier + m
 * is what filter m makes of channel c.
 */
function depthwiseConstant(at: LayerContext, role: string, kernel: StoredWeight): string {
  const [channels, multiplier] = kernel.dims.slice(-2);
  const space = kernel.dims.slice(0, -2);
  const axes = [space.length, space.length + 1, ...space.keys()];
  return at.constant(role, [channels * multiplier, 1, ...space], () =>
    rearranged(kernel.values(), kernel.dims, axes),
  );
}

function depthwise(dimensions: number): LayerTranslator {
  return (at, [input]) => {
    const { settings } = at;
    const { image, channels, space } = imageOf(at, input, dimensions);
    const sliding = slidingOf(at, dimensions);
    const multiplier = settings.count('depth_multiplier', 1);
    const hasBias = settings.flag('use_bias', true);
    const { depthwise_kernel: kernel, bias } = at.weights({
      depthwise_kernel: [...sliding.kernel, channels, multiplier],
      bias: hasBias ? [channels * multiplier] : null,
    });
    const weights = [depthwiseConstant(at, 'depthwise_kernel', kernel), ...biasConstant(at, bias)];
    const attributes = { ...slidingAttributes(at, space, sliding), group: channels };
    const tensor = at.node('Conv', [image.tensor, ...weights], attributes);
    const sizes = slidSizes(at, space, sliding);
    const made = madeImage(at, image, tensor, channels * multiplier, sizes);
    return activate(at, made, settings.get('activation'));
  };
}

/** Each channel by itself, then all of them point by point. */
function separable(dimensions: number): LayerTranslator {
  return (at, [input]) => {
    const { settings } = at;
    const { image, channels, space } = imageOf(at, input, dimensions);
    const sliding = slidingOf(at, dimensions);
    // TensorFlow.js doesn't write it down.
    const given = settings.get('depth_multiplier') === undefined ? null : settings.count('depth_multiplier');
    const filters = settings.count('filters');
    const hasBias = settings.flag('use_bias', true);
    const found = at.weights({
      depthwise_kernel: [...sliding.kernel, channels, given],
      pointwise_kernel: [...sliding.kernel.map(() => 1), given && channels * given, filters],
      bias: hasBias ? [filters] : null,
    });
    const attributes = { ...slidingAttributes(at, space, sliding), group: channels };
    const first = depthwiseConstant(at, 'depthwise/kernel', found.depthwise_kernel);
    const apart = at.node('Conv', [image.tensor, first], attributes);
    const second = kernelConstant(at, 'kernel', found.pointwise_kernel);
    const tensor = at.node('Conv', [apart, second, ...biasConstant(at, found.bias)], {
      kernel_shape: sliding.kernel.map(() => 1),
    });
    const made = madeImage(at, image, tensor, filters, slidSizes(at, space, sliding));
    return activate(at, made, settings.get('activation'));
  };
}

/** The convolution that a forward one's gradient takes: its kernel is [space..., outputs, inputs]. */
function transposedConvolution(dimensions: number): LayerTranslator {
  return (at, [input]) => {
    const { settings } = at;
    const { image, channels, space } = imageOf(at, input, dimensions);
    const sliding = slidingOf(at, dimensions);
    const filters = settings.count('filters');
    const hasBias = settings.flag('use_bias', true);
    const { kernel, bias } = at.weights({
      kernel: [...sliding.kernel, filters, channels],
      bias: hasBias ? [filters] : null,
    });
    const { strides, dilations, padding } = sliding;
    if (padding !== 'same' && padding !== 'valid') at.unread(`the padding "${padding}"`);
    const extra =
      settings.get('output_padding') === undefined
        ? null
        : settings.counts('output_padding', dimensions, 0, 0);
    // By how much the full convolution, (size - 1) stride + extent, is larger than what Keras gives.
    const surplus = sliding.kernel.map((size, i) => {
      const extent = (size - 1) * dilations[i] + 1;
      if (extra) return (padding === 'same' ? 2 * Math.floor(extent / 2) : 0) - extra[i];
      return padding === 'same' ? extent - strides[i] : Math.min(0, extent - strides[i]);
    });
    const pairs = surplus.map((rows): [number, number] => {
      const cut = Math.max(0, rows);
      return [Math.floor(cut / 2), Math.ceil(cut / 2)];
    });
    const weights = [kernelConstant(at, 'kernel', kernel), ...biasConstant(at, bias)];
    const tensor = at.node('ConvTranspose', [image.tensor, ...weights], {
      kernel_shape: sliding.kernel,
      strides,
      dilations,
      pads: inOnnxOrder(pairs),
      output_padding: surplus.map((rows) => Math.max(0, -rows)),
    });
    const sizes = space.map((size, i) =>
      size === null
        ? null
        : (size - 1) * strides[i] + (sliding.kernel[i] - 1) * dilations[i] + 1 - surplus[i],
    );
    return activate(at, madeImage(at, image, tensor, filters, sizes), settings.get('activation'));
  };
}

export const convolutionLayers: Readonly<Record<string, LayerTranslator>> = {
  Conv1D: convolution(1),
  Conv2D: convolution(2),
  Conv3D: convolution(3),
  Convolution1D: convolution(1),
  Convolution2D: convolution(2),
  Convolution3D: convolution(3),
  DepthwiseConv1D: depthwise(1),
  DepthwiseConv2D: depthwise(2),
  SeparableConv1D: separable(1),
  SeparableConv2D: separable(2),
  SeparableConvolution1D: separable(1),
  SeparableConvolution2D: separable(2),
  Conv1DTranspose: transposedConvolution(1),
  Conv2DTranspose: transposedConvolution(2),
  Conv3DTranspose: transposedConvolution(3),
  Convolution2DTranspose: transposedConvolution(2),
};
