import type { ModelInput } from './dataset.js';
import type { Layout } from './descriptor.js';

/** The image that a model takes; null where it leaves a size open. */
export interface ModelImage {
  readonly height: number | null;
  readonly width: number | null;
  readonly channels: number | null;
}

const colours = [1, 3, 4];

/**
 * The image that a model takes, as far as its input's shape and the order of its channels tell; null where the shape is none
 * of an image, or leaves open where channels are.
 * @param modelLayout the descriptor's word on the order, which goes first
 */
export function modelImage({ shape, layout }: ModelInput, modelLayout: Layout | null): ModelImage | null {
  if (shape.length === 2) return { height: shape[0], width: shape[1], channels: 1 };
  if (shape.length !== 3) return null;
  const [first, , last] = shape;
  const order = modelLayout ?? layout ?? orderOf(first, last);
  if (order === 'NCHW') return { channels: first, height: shape[1], width: shape[2] };
  return order === 'NHWC' ? { height: shape[0], width: shape[1], channels: last } : null;
}

/** Where one end of the shape is a usual number of channels and the other is none, that settles it. */
function orderOf(first: number | null, last: number | null): 'NCHW' | 'NHWC' | null {
  const isFirst = first !== null && colours.includes(first);
  const isLast = last !== null && colours.includes(last);
  if (isFirst === isLast) return null;
  return isFirst ? 'NCHW' : 'NHWC';
}
