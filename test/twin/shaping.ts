import { intOf, intsOf } from './attributes.js';
import type { NetworkNode } from './network.js';
import { sizeOf, stridesOf, type Tensor } from './tensor.js';

/** `Flatten`: the axes before `axis` become one, those from it on another. */
export function flatten(node: NetworkNode, x: Tensor): Tensor {
  const axis = fromStart(intOf(node, 'axis', 1), x.dims.length);
  return { dims: [sizeOf(x.dims.slice(0, axis)), sizeOf(x.dims.slice(axis))], data: x.data };
}

/** `Reshape`: 0 keeps the dimension that stood there, -1 takes what is left. */
export function reshape(x: Tensor, shape: Tensor): Tensor {
  const asked = Array.from(shape.data, (dim, axis) => (dim === 0 ? x.dims[axis] : dim));
  const rest = x.data.length / sizeOf(asked.filter((dim) => dim !== -1));
  const dims = asked.map((dim) => (dim === -1 ? rest : dim));
  if (sizeOf(dims) !== x.data.length) {
    throw new Error(`[${x.dims.join(', ')}] can't be reshaped to [${dims.join(', ')}]`);
  }
  return { dims, data: x.data };
}

/** `Transpose`: axis i of the output is axis perm[i] of the input; all axes reversed without `perm`. */
export function transpose(node: NetworkNode, x: Tensor): Tensor {
  const perm = intsOf(node, 'perm') ?? x.dims.map((_, axis) => x.dims.length - 1 - axis);
  const dims = perm.map((axis) => x.dims[axis]);
  const from = stridesOf(x.dims);
  const to = stridesOf(dims);
  const data = x.data.map((_, flat) => {
    let source = 0;
    for (let axis = 0; axis < dims.length; axis++) {
      source += (Math.floor(flat / to[axis]) % dims[axis]) * from[perm[axis]];
    }
    return x.data[source];
  });
  return { dims, data };
}

/** `Concat` along one axis. */
export function concat(node: NetworkNode, parts: readonly Tensor[]): Tensor {
  const first = parts[0].dims;
  const axis = fromStart(intOf(node, 'axis', 0), first.length);
  const outer = sizeOf(first.slice(0, axis));
  const width = parts.reduce((sum, part) => sum + part.dims[axis], 0);
  const data: number[] = [];
  for (let row = 0; row < outer; row++) {
    for (const part of parts) {
      const size = sizeOf(part.dims.slice(axis));
      data.push(...part.data.subarray(row * size, (row + 1) * size));
    }
  }
  return { dims: first.map((dim, i) => (i === axis ? width : dim)), data: Float64Array.from(data) };
}

/** `Softmax` and `LogSoftmax` along `axis`; before opset 13 over all axes from `axis` on, together. */
export function softmax(node: NetworkNode, x: Tensor, opset: number, logarithm: boolean): Tensor {
  const together = opset < 13;
  const axis = fromStart(intOf(node, 'axis', together ? 1 : -1), x.dims.length);
  const length = together ? sizeOf(x.dims.slice(axis)) : x.dims[axis];
  const step = together ? 1 : sizeOf(x.dims.slice(axis + 1));
  const data = new Float64Array(x.data.length);
  for (let block = 0; block < x.data.length; block += length * step) {
    for (let lane = block; lane < block + step; lane++) {
      const at = Array.from({ length }, (_, i) => lane + i * step);
      const max = Math.max(...at.map((i) => x.data[i]));
      const sum = at.reduce((total, i) => total + Math.exp(x.data[i] - max), 0);
      for (const i of at) {
        data[i] = logarithm ? x.data[i] - max - Math.log(sum) : Math.exp(x.data[i] - max) / sum;
      }
    }
  }
  return { dims: x.dims, data };
}

function fromStart(axis: number, rank: number): number {
  return axis < 0 ? axis + rank : axis;
}
