import type { LayerContext } from './layerContext.js';
import type { Shape, Value } from './value.js';

/** How windows slide over an image: one entry a dimension of space. */
export interface Sliding {
  readonly kernel: readonly number[];
  readonly strides: readonly number[];
  readonly dilations: readonly number[];
  readonly padding: string;
}

/** What can tell where in a model something can't be read. */
export type Refuser = Pick<LayerContext, 'refuse' | 'unread'>;

/** Whether a layer takes its channels last; Keras's default. */
export function isChannelsLast(at: LayerContext): boolean {
  return at.settings.text('data_format', 'channels_last') === 'channels_last';
}

/** An image as ONNX's operators take it, and its sizes without the channels. */
export function imageOf(
  at: LayerContext,
  value: Value,
  dimensions: number,
): { readonly image: Value; readonly channels: number; readonly space: Shape } {
  if (value.shape.length !== dimensions + 1) {
    at.refuse(
      `(${at.layer.kind}) takes ${dimensions + 1} dimensions a sample and is given ${value.shape.length}`,
    );
  }
  const last = isChannelsLast(at);
  const image = last ? at.moved(value) : at.plain(value);
  const channels = last ? value.shape[dimensions] : value.shape[0];
  if (channels === null)
    at.refuse('is given a number of channels that the model leaves open; fix its input shape');
  return { image, channels, space: last ? value.shape.slice(0, -1) : value.shape.slice(1) };
}

/** The image that an operator made, in the order of the one that it was given. */
export function madeImage(
  at: LayerContext,
  image: Value,
  tensor: string,
  channels: number,
  space: Shape,
): Value {
  const shape = isChannelsLast(at) ? [...space, channels] : [channels, ...space];
  return { tensor, shape, order: image.order };
}

/** Rows of padding before and behind, one pair a dimension, as Keras pads; null where that needs an open size. */
export function paddingOf(at: Refuser, space: Shape, sliding: Sliding): readonly [number, number][] | null {
  const { kernel, strides, dilations, padding } = sliding;
  const pairs = kernel.map((size, i): [number, number] | null => {
    const extent = (size - 1) * dilations[i] + 1;
    switch (padding) {
      case 'valid':
        return [0, 0];
      case 'causal':
        return [extent - 1, 0];
      case 'same': {
        // As many windows as strides begin in the image; the odd row of padding goes behind.
        const length = space[i] ?? (strides[i] === 1 ? extent : null);
        if (length === null) return null;
        const total = Math.max(0, (Math.ceil(length / strides[i]) - 1) * strides[i] + extent - length);
        return [Math.floor(total / 2), Math.ceil(total / 2)];
      }
      default:
        return at.unread(`the padding "${padding}"`);
    }
  });
  return pairs.every((pair) => pair !== null) ? pairs : null;
}

/** Attributes of an operator whose windows slide so. */
export function slidingAttributes(at: Refuser, space: Shape, sliding: Sliding) {
  const pads = paddingOf(at, space, sliding);
  const { kernel, strides, dilations } = sliding;
  return {
    kernel_shape: kernel,
    strides,
    ...(dilations.some((one) => one !== 1) && { dilations }),
    ...(pads === null ? { auto_pad: 'SAME_UPPER' } : { pads: inOnnxOrder(pads) }),
  };
}

/** All that is put before, then all that is put behind. */
export function inOnnxOrder(pairs: readonly (readonly [number, number])[]): number[] {
  return [...pairs.map(([before]) => before), ...pairs.map(([, behind]) => behind)];
}

/** Sizes of what the windows give. */
export function slidSizes(at: Refuser, space: Shape, sliding: Sliding): Shape {
  const { kernel, strides, dilations, padding } = sliding;
  return space.map((size, i) => {
    if (size === null) return null;
    if (padding !== 'valid') return Math.ceil(size / strides[i]);
    const windows = Math.floor((size - (kernel[i] - 1) * dilations[i] - 1) / strides[i]) + 1;
    if (windows < 1)
      at.refuse(`slides a window of ${kernel[i]} over ${size} values, into which it doesn't fit`);
    return windows;
  });
}
