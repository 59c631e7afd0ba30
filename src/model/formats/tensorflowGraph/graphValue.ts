import type { ElementType } from './graphDef.js';

/** Sizes of all dimensions; null where one is open, as the samples' is. */
export type Sizes = readonly (number | null)[];

/** A tensor that the translated graph computes. */
export interface Computed {
  readonly kind: 'computed';
  readonly tensor: string;
  /** In TensorFlow's order; null where the number of dimensions isn't known. */
  readonly shape: Sizes | null;
  /** `moved`: the last dimension, the channels, stands second in the graph, as ONNX's operators take images. */
  readonly order: 'plain' | 'moved';
  readonly type: ElementType;
}

/** Constant numbers: a weight, or what is made of some. */
export interface Weight {
  readonly kind: 'weight';
  readonly name: string;
  readonly dims: readonly number[];
  /** Row by row. */
  values(): Float32Array;
}

/** Whole numbers that are known while the graph is translated: shapes, axes, bounds. */
export interface Whole {
  readonly kind: 'whole';
  /** Null where a number is the size of a dimension that is open. */
  readonly list: Sizes;
  readonly dims: readonly number[];
}

/** An image that was dealt out to smaller ones, until it is put together again. */
export interface Blocked {
  readonly kind: 'blocked';
  readonly image: Computed;
  /** Every how manieth row goes to the same small image, a number a dimension of space. */
  readonly block: readonly number[];
  /** Rows before and behind, a pair a dimension. */
  readonly pads: readonly number[];
  /** What is done with the small images, given the padding that stays; null as long as that is nothing. */
  readonly convolve: ((pads: readonly number[]) => GraphValue | null) | null;
}

/** What a node of a TensorFlow graph makes. */
export type GraphValue = Computed | Weight | Whole | Blocked;

export function whole(list: Sizes, dims: readonly number[] = [list.length]): Whole {
  return { kind: 'whole', list, dims };
}

/** Number of dimensions; null where it isn't known. */
export function rankOf(value: GraphValue): number | null {
  return sizesOf(value)?.length ?? null;
}

export function sizesOf(value: GraphValue): Sizes | null {
  if (value.kind === 'blocked') return null;
  return value.kind === 'computed' ? value.shape : value.dims;
}

/** Where one of TensorFlow's axes, not negative, stands in the graph. */
export function axisInGraph(axis: number, rank: number, order: Computed['order']): number {
  if (order === 'plain' || axis === 0) return axis;
  return axis === rank - 1 ? 1 : axis + 1;
}

/** Sizes of all dimensions as they lie in the graph; null where their number isn't known. */
export function sizesInGraph({ shape, order }: Computed): Sizes | null {
  return shape && order === 'moved' ? [shape[0], ...shape.slice(-1), ...shape.slice(1, -1)] : shape;
}

/** The numbers, where all are known. */
export function knownNumbers(value: GraphValue | undefined): number[] | null {
  if (value?.kind !== 'whole') return null;
  const known = value.list.filter((one) => one !== null);
  return known.length === value.list.length ? known : null;
}

/** A single known number, such as an axis. */
export function knownNumber(value: GraphValue | undefined): number | null {
  const numbers = knownNumbers(value);
  return numbers?.length === 1 ? numbers[0] : null;
}

/** A tensor in TensorFlow's order of dimensions. */
export function computed(tensor: string, shape: Sizes | null, type: ElementType = 'float'): Computed {
  return { kind: 'computed', tensor, shape, order: 'plain', type };
}
