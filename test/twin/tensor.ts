import type { Constant } from './network.js';

/** Values in row-major order, in float64. */
export interface Tensor {
  readonly dims: readonly number[];
  readonly data: Float64Array;
}

export function sizeOf(dims: readonly number[]): number {
  return dims.reduce((product, dim) => product * dim, 1);
}

/** How far apart neighbours along each axis stand in row-major order. */
export function stridesOf(dims: readonly number[]): number[] {
  const strides = new Array<number>(dims.length).fill(1);
  for (let axis = dims.length - 2; axis >= 0; axis--) strides[axis] = strides[axis + 1] * dims[axis + 1];
  return strides;
}

export function tensor(dims: readonly number[], values: Iterable<number>): Tensor {
  const data = Float64Array.from(values);
  if (data.length !== sizeOf(dims)) throw new Error(`${data.length} values do not fill [${dims.join(', ')}]`);
  return { dims, data };
}

/** The tensor that a constant stands for, its values rounded to the type in which they are stored. */
export function constantTensor(constant: Constant): Tensor {
  const round = {
    float32: Math.fround,
    float64: (value: number) => value,
    int32: Math.trunc,
    int64: Math.trunc,
  };
  return tensor(constant.dims, constant.values.map(round[constant.type]));
}

/** The shape that two shapes broadcast to, by numpy's rule. */
export function broadcastDims(a: readonly number[], b: readonly number[]): number[] {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, axis) => {
    const left = a[axis - rank + a.length] ?? 1;
    const right = b[axis - rank + b.length] ?? 1;
    if (left !== right && left !== 1 && right !== 1) {
      throw new Error(`[${a.join(', ')}] and [${b.join(', ')}] do not broadcast`);
    }
    return left === 1 ? right : left;
  });
}

/** For each entry of `dims` in row-major order, where it is read from in a tensor that broadcasts to `dims`. */
export function broadcastIndexes(from: readonly number[], dims: readonly number[]): Int32Array {
  const strides = stridesOf(from);
  const outStrides = stridesOf(dims);
  return new Int32Array(sizeOf(dims)).map((_, flat) => {
    let index = 0;
    for (let axis = 0; axis < dims.length; axis++) {
      const own = axis - dims.length + from.length;
      if (own < 0 || from[own] === 1) continue;
      index += (Math.floor(flat / outStrides[axis]) % dims[axis]) * strides[own];
    }
    return index;
  });
}

/** Samples `first`, `first + 1`, ... along the first axis; past the end the last sample is repeated. */
export function takeSamples(from: Tensor, first: number, count: number): Tensor {
  const size = sizeOf(from.dims.slice(1));
  const data = new Float64Array(count * size);
  for (let row = 0; row < count; row++) {
    const source = Math.min(first + row, from.dims[0] - 1);
    data.set(from.data.subarray(source * size, (source + 1) * size), row * size);
  }
  return { dims: [count, ...from.dims.slice(1)], data };
}
