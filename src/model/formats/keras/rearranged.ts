import { sizeOf } from '../../tensor.js';

/**
 * Weights with their axes in another order.
 * @param axes which axis of the original stands at each place of the result.
 */
export function rearranged(
  values: Float32Array,
  dims: readonly number[],
  axes: readonly number[],
): Float32Array {
  const result = new Float32Array(values.length);
  const sizes = axes.map((axis) => dims[axis]);
  const steps = axes.map((axis) => sizeOf(dims.slice(axis + 1)));
  const index = new Array<number>(axes.length).fill(0);
  let from = 0;
  for (let to = 0; to < result.length; to++) {
    result[to] = values[from];
    for (let axis = axes.length - 1; axis >= 0; axis--) {
      from += steps[axis];
      if (++index[axis] < sizes[axis]) break;
      from -= steps[axis] * sizes[axis];
      index[axis] = 0;
    }
  }
  return result;
}

/** Weights with their last axis first. */
export function turnedLast(values: Float32Array, dims: readonly number[]): Float32Array {
  const last = dims.length - 1;
  return rearranged(values, dims, [last, ...dims.slice(1).map((_, i) => i)]);
}
