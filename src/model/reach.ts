import { axesOf, constantDims } from './constants.js';
import { integer, integers, type Graph } from './graph.js';
import type { NodeProto } from './onnx_pb.js';
import { sizeOf } from './tensor.js';

/**
 * Where the outputs of single units go before they are mixed with others': through operators that work on
 * each unit by itself (pooling, batch norm, flattening, joining with other maps), up to those with weights.
 */
export interface Reach {
  /** Operators that mix units linearly: their sums change by a unit's own part alone. */
  readonly mixers: readonly Mixer[];
}

/** A linear operator that reads units, and how a unit's outputs get there. */
export interface Mixer {
  readonly node: NodeProto;
  /** The tensor of units that it reads. */
  readonly reads: string;
  /** Operators from the units to that tensor, each of which works on a unit by itself. */
  readonly path: readonly NodeProto[];
  /** How the units lie in the tensor that it reads. */
  readonly lies: UnitsLie;
}

/**
 * `maps`: along the axis after the samples', from `offset` on. `columns`: the tensor is [samples x columns]
 * and position p of unit u is column offset + u * unitStride + p * positionStride.
 */
export type UnitsLie =
  | { readonly kind: 'maps'; readonly offset: number }
  | {
      readonly kind: 'columns';
      readonly offset: number;
      readonly unitStride: number;
      readonly positionStride: number;
      readonly positions: number;
    };

/** Operators that work on every value by itself. */
const elementwise = new Set([
  ...[
    'Identity',
    'Dropout',
    'Relu',
    'LeakyRelu',
    'Elu',
    'Selu',
    'Celu',
    'Sigmoid',
    'HardSigmoid',
    'HardSwish',
  ],
  ...['Tanh', 'Softplus', 'Softsign', 'ThresholdedRelu', 'Abs', 'Sqrt', 'Exp', 'Erf', 'Gelu', 'Mish', 'Clip'],
]);
const pooling = new Set(['MaxPool', 'AveragePool', 'GlobalAveragePool', 'GlobalMaxPool']);

/** Where the walk stands: a tensor, and how units lie in it. */
interface Place {
  readonly tensor: string;
  readonly path: readonly NodeProto[];
  readonly lies: UnitsLie | { readonly kind: 'last'; readonly units: number };
}

/**
 * Follows the units of a tensor to the operators that mix them.
 * @param tensor [samples x units] or [samples x units x ...].
 * @param shapeOf the shape of a tensor of the model, its first dimension any number of samples.
 */
export function reachOf(
  graph: Graph,
  tensor: string,
  shapeOf: (tensor: string) => readonly number[] | null,
): Reach {
  const mixers: Mixer[] = [];
  const shape = shapeOf(tensor);
  if (!shape || shape.length < 2) return { mixers };
  const lies: UnitsLie =
    shape.length === 2
      ? { kind: 'columns', offset: 0, unitStride: 1, positionStride: 1, positions: 1 }
      : { kind: 'maps', offset: 0 };
  const changed = tensorsBehind(graph, tensor);
  const places: Place[] = [{ tensor, path: [], lies }];
  for (let place = places.pop(); place; place = places.pop()) {
    for (const node of graph.consumers(place.tensor)) {
      if (place.lies.kind !== 'last' && mixes(graph, node, place.tensor, place.lies)) {
        mixers.push({ node, reads: place.tensor, path: place.path, lies: place.lies });
      } else {
        const next = behind(graph, node, place, shapeOf, changed);
        if (next) places.push({ tensor: node.output[0] ?? '', path: [...place.path, node], lies: next });
      }
    }
  }
  return { mixers };
}

/** The tensor, and every other that is computed from it. */
function tensorsBehind(graph: Graph, tensor: string): Set<string> {
  const found = new Set([tensor]);
  for (const node of graph.nodes) {
    if (node.input.some((input) => found.has(input))) for (const output of node.output) found.add(output);
  }
  return found;
}

/** Whether an operator adds up units, each times weights of its own. */
function mixes(graph: Graph, node: NodeProto, tensor: string, lies: UnitsLie): boolean {
  const [data, weights = '', ...rest] = node.input;
  if (data !== tensor || !graph.isConstant(weights) || rest.includes(tensor)) return false;
  switch (node.opType) {
    case 'Conv':
      return lies.kind === 'maps' && integer(node, 'group', 1) === 1;
    case 'Gemm':
      // Before version 11 a Gemm can't be without a bias.
      return lies.kind === 'columns' && integer(node, 'transA', 0) === 0 && graph.opset >= 11;
    case 'MatMul':
      return lies.kind === 'columns' && constantDims(graph, weights)?.length === 2;
    default:
      return false;
  }
}

/** How units lie behind an operator that works on each by itself; null for any other operator. */
function behind(
  graph: Graph,
  node: NodeProto,
  { tensor, lies }: Place,
  shapeOf: (tensor: string) => readonly number[] | null,
  changed: ReadonlySet<string>,
): Place['lies'] | null {
  if (node.output.filter((output) => graph.consumers(output).length > 0).length > 1) return null;
  if (elementwise.has(node.opType)) return node.input[0] === tensor ? lies : null;
  if (pooling.has(node.opType)) return lies.kind === 'maps' ? lies : null;
  const shape = shapeOf(tensor);
  const after = shapeOf(node.output[0] ?? '');
  if (!shape || !after) return null;
  if (shape[0] !== after[0]) return null;
  switch (node.opType) {
    case 'BatchNormalization':
      return lies.kind === 'maps' && lies.offset === 0 && integer(node, 'training_mode', 0) === 0
        ? lies
        : null;
    case 'Flatten':
    case 'Reshape':
    case 'Squeeze':
    case 'ReduceMean':
      return node.input[0] === tensor ? flattened(graph, node, lies, shape, after) : null;
    case 'Transpose': {
      const perm = integers(node, 'perm') ?? [];
      const moves = perm.length === shape.length && perm[0] === 0 && perm.at(-1) === 1;
      // The units' axis goes last, all others keep their order.
      const isInOrder = perm.slice(1, -1).every((axis, i) => axis === i + 2);
      return lies.kind === 'maps' && lies.offset === 0 && moves && isInOrder
        ? { kind: 'last', units: shape[1] }
        : null;
    }
    case 'Concat': {
      const axis = integer(node, 'axis', 1);
      // What else is joined must not change with the units, or their own part would not be all that changes.
      if (lies.kind === 'last' || node.input.filter((input) => changed.has(input)).length !== 1) return null;
      if ((axis < 0 ? axis + shape.length : axis) !== 1) return null;
      const before = node.input.slice(0, node.input.indexOf(tensor)).map((input) => shapeOf(input)?.[1]);
      if (before.includes(undefined)) return null;
      const offset = before.reduce<number>((sum, width) => sum + (width ?? 0), lies.offset);
      return { ...lies, offset };
    }
    default:
      return null;
  }
}

/** How units lie once maps have become columns. */
function flattened(
  graph: Graph,
  node: NodeProto,
  lies: Place['lies'],
  shape: readonly number[],
  after: readonly number[],
): UnitsLie | null {
  const columns = after.length === 2 ? after[1] : 0;
  if (lies.kind === 'columns') return node.opType !== 'ReduceMean' && columns === shape[1] ? lies : null;
  if (node.opType === 'ReduceMean') {
    const axes = axesOf(graph, node)?.map((axis) => (axis < 0 ? axis + shape.length : axis)) ?? [];
    const isSpatial = axes.length === shape.length - 2 && axes.every((axis) => axis >= 2);
    if (lies.kind !== 'maps' || !isSpatial) return null;
    if (integer(node, 'keepdims', 1) === 1) return lies;
    return { kind: 'columns', offset: lies.offset, unitStride: 1, positionStride: 1, positions: 1 };
  }
  if (columns !== sizeOf(shape.slice(1))) return null;
  if (lies.kind === 'last') {
    const positions = columns / lies.units;
    return { kind: 'columns', offset: 0, unitStride: 1, positionStride: lies.units, positions };
  }
  const positions = columns / shape[1];
  const offset = lies.offset * positions;
  return { kind: 'columns', offset, unitStride: positions, positionStride: 1, positions };
}
