import { intOf, intsOf, textOf } from './attributes.js';
import type { NetworkNode } from './network.js';

/** Depth, height and width; spaces of fewer dimensions stand in the last ones, the others being 1. */
export type Triple = readonly [number, number, number];

/** How a kernel walks over space, for one, two or three dimensions alike. */
export interface Window {
  readonly kernel: Triple;
  readonly stride: Triple;
  readonly dilation: Triple;
  /** Padding before the first and after the last position. */
  readonly begin: Triple;
  readonly end: Triple;
  readonly input: Triple;
}

/** A node's window over an input of shape [batch, channels, ...space]. */
export function windowOf(node: NetworkNode, dims: readonly number[], kernel: readonly number[]): Window {
  const rank = dims.length - 2;
  const space = dims.slice(2);
  const strides = intsOf(node, 'strides') ?? space.map(() => 1);
  const dilations = intsOf(node, 'dilations') ?? space.map(() => 1);
  const pads = intsOf(node, 'pads') ?? [...space, ...space].map(() => 0);
  let begin = pads.slice(0, rank);
  let end = pads.slice(rank);
  const auto = textOf(node, 'auto_pad', 'NOTSET');
  if (auto.startsWith('SAME')) {
    const total = space.map((size, axis) => {
      const reach = (kernel[axis] - 1) * dilations[axis] + 1;
      return Math.max(0, (Math.ceil(size / strides[axis]) - 1) * strides[axis] + reach - size);
    });
    const less = total.map((pad) => Math.floor(pad / 2));
    const more = total.map((pad) => Math.ceil(pad / 2));
    [begin, end] = auto === 'SAME_UPPER' ? [less, more] : [more, less];
  }
  return {
    kernel: triple(kernel, 1),
    stride: triple(strides, 1),
    dilation: triple(dilations, 1),
    begin: triple(begin, 0),
    end: triple(end, 0),
    input: triple(space, 1),
  };
}

/** The number of places a window takes along each axis. With `ceil_mode`, a last one may hang over the end. */
export function placesOf(node: NetworkNode, window: Window): Triple {
  const round = intOf(node, 'ceil_mode', 0) === 1 ? Math.ceil : Math.floor;
  const places = (axis: 0 | 1 | 2): number => {
    const reach = (window.kernel[axis] - 1) * window.dilation[axis] + 1;
    const room = window.input[axis] + window.begin[axis] + window.end[axis] - reach;
    const count = round(room / window.stride[axis]) + 1;
    // A window must begin on the input or the padding before it.
    const last = (count - 1) * window.stride[axis];
    return last >= window.input[axis] + window.begin[axis] ? count - 1 : count;
  };
  return [places(0), places(1), places(2)];
}

export function triple(values: readonly number[], fill: number): Triple {
  const [depth, height, width] = [fill, fill, fill, ...values].slice(-3);
  return [depth, height, width];
}
