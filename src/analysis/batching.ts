import type { EngineTensor } from '../engine/engine.js';
import { sizeOf } from '../model/tensor.js';

/** How samples are fed to a network. */
export interface Batching {
  /** The most samples that one run takes. */
  readonly batchSize: number;
  /** Whether a run takes just so many. */
  readonly isFixed: boolean;
  /** Shape of one sample. */
  readonly sampleShape: readonly number[];
}

/** How many samples the values hold. */
export function samplesIn({ sampleShape }: Batching, inputs: Float32Array): number {
  return inputs.length / sizeOf(sampleShape);
}

/** How many samples a run on so many is given: those, or what the network takes. */
export function runSize({ isFixed, batchSize }: Batching, samples: number): number {
  return isFixed ? batchSize : samples;
}

/** The network's input for a run on samples, [samples x sample]. */
export function fed(batching: Batching, inputs: Float32Array): EngineTensor {
  const samples = samplesIn(batching, inputs);
  const size = runSize(batching, samples);
  return {
    type: 'float32',
    dims: [size, ...batching.sampleShape],
    data: filledUp(inputs, samples, size),
  };
}

/** Values of samples with zeros behind them, for a network that takes just so many samples. */
export function filledUp(values: Float32Array, samples: number, size: number): Float32Array {
  if (size <= samples) return values;
  const filled = new Float32Array((values.length / samples) * size);
  filled.set(values);
  return filled;
}

/** What a run gave for the samples that are meant, without what it was filled up with. */
export function ofSamples(batching: Batching, { data }: EngineTensor, samples: number): Float32Array {
  const all = data as Float32Array;
  const size = runSize(batching, samples);
  return size > samples ? all.subarray(0, (all.length / size) * samples) : all;
}
