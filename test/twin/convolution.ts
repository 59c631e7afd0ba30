import { intOf, intsOf } from './attributes.js';
import type { NetworkNode } from './network.js';
import { sizeOf, type Tensor } from './tensor.js';
import { placesOf, triple, windowOf, type Triple } from './windows.js';

/**
 * `Conv` in one to three dimensions: y[n, o, p] = bias[o] + the sum over c, k of x[n, c, p * stride + k * dilation - pad]
 * times w[o, c, k], c running over the channels of o's group.
 * @param w [out channels, in channels / groups, ...kernel]
 */
export function conv(node: NetworkNode, x: Tensor, w: Tensor, bias: Tensor | null): Tensor {
  const [batch, channels] = x.dims;
  const [outs, groupChannels] = w.dims;
  const outsPerGroup = outs / intOf(node, 'group', 1);
  const window = windowOf(node, x.dims, w.dims.slice(2));
  const places = placesOf(node, window);
  const inputSize = sizeOf(window.input);
  const kernelSize = sizeOf(window.kernel);
  const touched = positions(places).map((place) => reads(place, window));
  const data = new Float64Array(batch * outs * sizeOf(places));
  let at = 0;
  for (let n = 0; n < batch; n++) {
    for (let o = 0; o < outs; o++) {
      const firstChannel = Math.floor(o / outsPerGroup) * groupChannels;
      for (const pairs of touched) {
        let sum = bias === null ? 0 : bias.data[o];
        for (const [k, from] of pairs) {
          for (let c = 0; c < groupChannels; c++) {
            const value = x.data[(n * channels + firstChannel + c) * inputSize + from];
            sum += value * w.data[(o * groupChannels + c) * kernelSize + k];
          }
        }
        data[at++] = sum;
      }
    }
  }
  return { dims: [batch, outs, ...places.slice(3 - (x.dims.length - 2))], data };
}

/**
 * `ConvTranspose` in one to three dimensions: every input value is spread over the output, weighted by the kernel.
 * @param w [in channels, out channels / groups, ...kernel]
 */
export function convTranspose(node: NetworkNode, x: Tensor, w: Tensor, bias: Tensor | null): Tensor {
  const [batch, channels] = x.dims;
  const groups = intOf(node, 'group', 1);
  const outsPerGroup = w.dims[1];
  const outs = outsPerGroup * groups;
  const window = windowOf(node, x.dims, w.dims.slice(2));
  const extra = triple(intsOf(node, 'output_padding') ?? [], 0);
  const reach = (axis: 0 | 1 | 2): number =>
    (window.input[axis] - 1) * window.stride[axis] +
    (window.kernel[axis] - 1) * window.dilation[axis] +
    1 +
    extra[axis] -
    window.begin[axis] -
    window.end[axis];
  const space: Triple = [reach(0), reach(1), reach(2)];
  const outputSize = sizeOf(space);
  const inputSize = sizeOf(window.input);
  const kernelSize = sizeOf(window.kernel);
  const touched = positions(window.input).map((place) => reads(place, { ...window, input: space }));
  const data = new Float64Array(batch * outs * outputSize);
  if (bias !== null) data.forEach((_, i) => (data[i] = bias.data[Math.floor(i / outputSize) % outs]));
  for (let n = 0; n < batch; n++) {
    for (let c = 0; c < channels; c++) {
      const firstOut = Math.floor(c / (channels / groups)) * outsPerGroup;
      let from = (n * channels + c) * inputSize;
      for (const pairs of touched) {
        const value = x.data[from++];
        for (const [k, to] of pairs) {
          for (let o = 0; o < outsPerGroup; o++) {
            data[(n * outs + firstOut + o) * outputSize + to] +=
              value * w.data[(c * outsPerGroup + o) * kernelSize + k];
          }
        }
      }
    }
  }
  return { dims: [batch, outs, ...space.slice(3 - (x.dims.length - 2))], data };
}

/** Every position of a space, in row-major order. */
export function positions(space: Triple): Triple[] {
  const all: Triple[] = [];
  for (let d = 0; d < space[0]; d++) {
    for (let h = 0; h < space[1]; h++) for (let w = 0; w < space[2]; w++) all.push([d, h, w]);
  }
  return all;
}

/**
 * What a window at a place touches: pairs of an index in the kernel and one in the space it walks over, both flat.
 * Positions in the padding are left out.
 */
export function reads(
  place: Triple,
  window: { kernel: Triple; stride: Triple; dilation: Triple; begin: Triple; input: Triple },
): [kernel: number, input: number][] {
  const found: [number, number][] = [];
  positions(window.kernel).forEach((offset, k) => {
    const [d, h, w] = offset.map(
      (step, axis) => place[axis] * window.stride[axis] + step * window.dilation[axis] - window.begin[axis],
    );
    const [depth, height, width] = window.input;
    if (d < 0 || h < 0 || w < 0 || d >= depth || h >= height || w >= width) return;
    found.push([k, (d * height + h) * width + w]);
  });
  return found;
}
