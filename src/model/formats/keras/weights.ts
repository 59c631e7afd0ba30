import type { LayerConfig } from './layerConfig.js';

/** A weight as a file holds it. */
export interface StoredWeight {
  /** Its path in the file: `sequential/dense/kernel:0`. */
  readonly name: string;
  readonly dims: readonly number[];
  /** Row by row; fresh numbers that the caller may keep. */
  values(): Float32Array;
}

/** The weights of a Keras model, by layer. */
export interface KerasWeights {
  /**
   * A layer's weights, in the order in which Keras lists them.
   * @param part names a layer inside the layer: `forward` and `backward` of a Bidirectional.
   */
  of(layer: LayerConfig, part?: 'forward' | 'backward'): readonly StoredWeight[];
}

/** The role of a weight, as its name ends: `kernel` of `dense/kernel_1:0`. */
export function roleOf(name: string): string {
  const last = name.slice(name.lastIndexOf('/') + 1);
  return last.replace(/:\d+$/, '').replace(/_\d+$/, '');
}

/** Those weights whose path leads through a layer's name; of several such layers, those in the same models. */
export function weightsNamed(
  weights: readonly StoredWeight[],
  { path }: LayerConfig,
): readonly StoredWeight[] {
  const leads = (name: string, through: string) => `/${name}`.includes(`/${through}/`);
  const own = weights.filter(({ name }) => leads(name, path.at(-1) ?? ''));
  const nested = own.filter(({ name }) => path.slice(0, -1).every((outer) => leads(name, outer)));
  return nested.length > 0 ? nested : own;
}

/** The part of a Bidirectional's weights that belongs to one direction. */
export function weightsOfPart(
  weights: readonly StoredWeight[],
  part: 'forward' | 'backward' | undefined,
): readonly StoredWeight[] {
  if (part === undefined) return weights;
  const named = weights.filter(({ name }) => name.includes(`/${part}_`));
  const half = weights.length / 2;
  if (named.length > 0) return named;
  return part === 'forward' ? weights.slice(0, half) : weights.slice(half);
}
