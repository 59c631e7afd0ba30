import type { Change } from './forward.js';
import { sizeOf, type Tensor } from './tensor.js';

/** One unit held at a constant, at every position and on every sample. */
export interface Clamp {
  readonly tensor: string;
  readonly unitAxis: number;
  readonly unit: number;
  readonly value: number;
}

export function clamps(list: readonly Clamp[]): Change {
  return (tensor, value) => {
    const own = list.filter((clamp) => clamp.tensor === tensor);
    if (own.length === 0) return value;
    const held = new Map(own.map((clamp) => [clamp.unit, clamp.value]));
    return {
      dims: value.dims,
      data: value.data.map((v, i) => held.get(unitAt(value, own[0].unitAxis, i)) ?? v),
    };
  };
}

/**
 * One unit's whole output taken from other samples.
 * @param clean the layer's intact output on all samples
 * @param sources for each sample, whose output it is given
 */
export function outputOfOthers(
  { tensor, unitAxis, unit }: Omit<Clamp, 'value'>,
  clean: Tensor,
  sources: ArrayLike<number>,
): Change {
  return (name, value, first) => {
    if (name !== tensor) return value;
    const size = sizeOf(value.dims.slice(1));
    const data = value.data.map((v, i) => {
      if (unitAt(value, unitAxis, i) !== unit) return v;
      // A filled-up batch repeats the last sample; what is made of it is dropped.
      const sample = Math.min(first + Math.floor(i / size), sources.length - 1);
      return clean.data[sources[sample] * size + (i % size)];
    });
    return { dims: value.dims, data };
  };
}

/** @param additions by tensor, what is added to its values on all samples */
export function added(additions: ReadonlyMap<string, Tensor>): Change {
  return (name, value, first) => {
    const addition = additions.get(name);
    if (!addition) return value;
    const size = sizeOf(value.dims.slice(1));
    const data = value.data.map((v, i) => {
      const sample = Math.min(first + Math.floor(i / size), addition.dims[0] - 1);
      return v + addition.data[sample * size + (i % size)];
    });
    return { dims: value.dims, data };
  };
}

/** At each sample and position the vector of a layer's units without its parts along some axes of length one. */
export function withoutAxes(tensor: string, unitAxis: number, axes: readonly (readonly number[])[]): Change {
  return (name, value) => {
    if (name !== tensor) return value;
    const units = value.dims[unitAxis];
    const stride = sizeOf(value.dims.slice(unitAxis + 1));
    const data = value.data.slice();
    for (let i = 0; i < data.length; i++) {
      if (unitAt(value, unitAxis, i) !== 0) continue;
      const at = Array.from({ length: units }, (_, unit) => i + unit * stride);
      for (const axis of axes) {
        const part = at.reduce((sum, place, unit) => sum + axis[unit] * value.data[place], 0);
        at.forEach((place, unit) => (data[place] -= part * axis[unit]));
      }
    }
    return { dims: value.dims, data };
  };
}

/** The unit that an entry of a layer's tensor, in row-major order, belongs to. */
function unitAt({ dims }: Tensor, unitAxis: number, index: number): number {
  return Math.floor(index / sizeOf(dims.slice(unitAxis + 1))) % dims[unitAxis];
}
