import { rearranged } from './rearranged.js';
import type { Settings } from './layerConfig.js';
import type { StoredWeight } from './weights.js';

const convolutions = /^(Conv(olution)?[123]D(Transpose)?|Convolution2DTranspose)$/;

/**
 * A layer's weights with the kernel of a convolution laid out as today, [space..., inputs, outputs], or [space...,
 * outputs, inputs] of a transposed one. Keras 1 had other layouts (`preprocess_weights_for_loading` of Keras 2); Theano turned
 * its kernels by half a turn.
 * @param version Keras's major version.
 * @param backend what Keras computed with, where the file tells.
 */
export function todaysKernels(
  stored: readonly StoredWeight[],
  kind: string,
  settings: Settings,
  version: number,
  backend: string | undefined,
): readonly StoredWeight[] {
  const [kernel, ...rest] = stored;
  if (stored.length === 0 || !convolutions.test(kind)) return stored;
  const today = version === 1 ? fromKeras1(kernel, kind, settings) : kernel;
  return [backend === 'theano' ? turnedAround(today) : today, ...rest];
}

function fromKeras1(kernel: StoredWeight, kind: string, settings: Settings): StoredWeight {
  const { dims } = kernel;
  const filters = settings.get('filters');
  if (kind.includes('1D')) {
    if (dims.length !== 4) return kernel;
    // [length, 1, inputs, filters], or before that [filters, inputs, length, 1].
    const isOldest = dims[1] !== 1 || dims[3] !== filters;
    const [length, , inputs, outputs] = isOldest ? [dims[2], 1, dims[1], dims[0]] : dims;
    const turned = isOldest ? reordered(kernel, [2, 3, 1, 0]) : kernel;
    return { ...turned, dims: [length, inputs, outputs] };
  }
  const space = dims.slice(2).map((_, i) => i + 2);
  const isTransposed = kind.endsWith('Transpose');
  if (settings.text('data_format', 'channels_last') === 'channels_first') {
    // [filters, inputs, space...].
    return dims[0] === filters
      ? reordered(kernel, isTransposed ? [...space, 0, 1] : [...space, 1, 0])
      : kernel;
  }
  if (!isTransposed) return kernel;
  const last = dims.length - 1;
  return reordered(kernel, [...space.map((axis) => axis - 2), last, last - 1]);
}

function reordered(weight: StoredWeight, axes: readonly number[]): StoredWeight {
  const { name, dims } = weight;
  return {
    name,
    dims: axes.map((axis) => dims[axis]),
    values: () => rearranged(weight.values(), dims, axes),
  };
}

/** A kernel with each axis of space the other way round. */
function turnedAround(kernel: StoredWeight): StoredWeight {
  const { name, dims } = kernel;
  const size = dims.slice(-2).reduce((product, one) => product * one, 1);
  return {
    name,
    dims,
    values() {
      const values = kernel.values();
      const result = new Float32Array(values.length);
      for (let first = 0; first < values.length; first += size) {
        result.set(values.subarray(first, first + size), values.length - first - size);
      }
      return result;
    },
  };
}
