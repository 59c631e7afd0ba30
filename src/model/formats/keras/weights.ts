import type { LayerConfig } from './layerConfig.js';

/** A weight as a file holds it. */
export interface StoredWeight {
  /** Its path in the file: `sequential/dense/kernel:0`. */
  readonly name: string;
  readonly dims: readonly number[];
  /** Row by row; fresh numbers that the caller may keep. */
  values(): Float32Array;
}

/** A layer inside a layer, as files tell it from the others there. */
export interface Part {
  /** Keras 3 files its weights under one of these names. */
  readonly attributes: readonly string[];
  /** How a part of the weights' paths begins; '' for all of them. */
  readonly mark: string;
  /** Where no path tells, the weights are shared out evenly: which share is the layer's. */
  readonly place: number;
  readonly of: number;
}

/** The weights of a Keras model, by layer. */
export interface KerasWeights {
  /**
   * A layer's weights, in the order in which Keras lists them.
   * @param parts the ways to a layer inside the layer, the outermost first.
   */
  of(layer: LayerConfig, parts: readonly Part[]): readonly StoredWeight[];
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

/**
 * Weights of a layer inside the model that a group holds. TensorFlow 1 counted on where a name was taken by a model that was
 * made before: `conv1_2/kernel:0` of the layer `conv1`.
 */
export function weightsInGroup(
  weights: readonly StoredWeight[],
  layer: LayerConfig,
): readonly StoredWeight[] {
  const own = weightsNamed(weights, layer);
  if (own.length > 0) return own;
  const name = layer.path.at(-1) ?? '';
  return weights.filter(({ name: stored }) =>
    `/${stored}`
      .split('/')
      .slice(0, -1)
      .some((scope) => scope.startsWith(`${name}_`) && /^\d+$/.test(scope.slice(name.length + 1))),
  );
}

/** Of a layer's weights, those that belong to a layer inside it. */
export function weightsOfPart(
  weights: readonly StoredWeight[],
  parts: readonly Part[],
): readonly StoredWeight[] {
  return parts.reduce((rest, { mark, place, of }) => {
    const named = mark === '' ? [] : rest.filter(({ name }) => `/${name}`.includes(`/${mark}`));
    const share = rest.length / of;
    return named.length > 0 ? named : rest.slice(place * share, (place + 1) * share);
  }, weights);
}
