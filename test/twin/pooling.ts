import { intOf, intsOf } from './attributes.js';
import { positions, reads } from './convolution.js';
import type { NetworkNode } from './network.js';
import { sizeOf, type Tensor } from './tensor.js';
import { placesOf, windowOf } from './windows.js';

/** `MaxPool`: the largest value that a window covers; padding counts as lowest. */
export function maxPool(node: NetworkNode, x: Tensor): Tensor {
  return pool(node, x, (values) => Math.max(...values));
}

/** `AveragePool`: the mean over the window, or over its part on the input where `count_include_pad` is not set. */
export function averagePool(node: NetworkNode, x: Tensor): Tensor {
  const whole = intOf(node, 'count_include_pad', 0) === 1;
  return pool(node, x, (values, size) => {
    const sum = values.reduce((total, value) => total + value, 0);
    return sum / (whole ? size : values.length);
  });
}

/** `GlobalAveragePool`: one mean a channel; space shrinks to 1. */
export function globalAveragePool(x: Tensor): Tensor {
  const size = sizeOf(x.dims.slice(2));
  const data = new Float64Array(x.data.length / size);
  x.data.forEach((value, index) => (data[Math.floor(index / size)] += value / size));
  return { dims: x.dims.map((dim, axis) => (axis < 2 ? dim : 1)), data };
}

function pool(
  node: NetworkNode,
  x: Tensor,
  summarise: (values: readonly number[], windowSize: number) => number,
): Tensor {
  const window = windowOf(node, x.dims, intsOf(node, 'kernel_shape') ?? []);
  const places = placesOf(node, window);
  const touched = positions(places).map((place) => reads(place, window));
  const inputSize = sizeOf(window.input);
  const windowSize = sizeOf(window.kernel);
  const data: number[] = [];
  for (let map = 0; map < x.dims[0] * x.dims[1]; map++) {
    for (const pairs of touched) {
      const values = pairs.map(([, from]) => x.data[map * inputSize + from]);
      data.push(summarise(values, windowSize));
    }
  }
  const space = places.slice(3 - (x.dims.length - 2));
  return { dims: [x.dims[0], x.dims[1], ...space], data: Float64Array.from(data) };
}
