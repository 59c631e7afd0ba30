import { activationOf, isAffine } from './activations.js';
import { attentions, fusedAttentions, sumBehind, type Attention } from './attention.js';
import { axesOf, constantDims, constantValue } from './constants.js';
import { integer, integers, tensorsReadBy, type Graph } from './graph.js';
import { nameLayers } from './layerNames.js';
import type { NodeProto } from './onnx_pb.js';
import { isRecurrent, recurrentUnits } from './recurrentUnits.js';

export type LayerKind = 'dense' | 'conv' | 'residual' | 'recurrent' | 'head';

/** A hidden layer: where in the graph its units live, and what feeds them. */
export interface Layer {
  readonly id: string;
  readonly kind: LayerKind;
  /** The ONNX operator that makes the units. */
  readonly operator: string;
  /** ONNX's name of the activation function; null where there is none. */
  readonly activation: string | null;
  /** The tensor that is ablated: the units' outputs after the activation. */
  readonly tensor: string;
  /** The tensor's axis along which units stand, counted from the end when negative. */
  readonly axis: number;
  /** Number of dimensions of that tensor; null where the graph alone doesn't tell. */
  readonly rank: number | null;
  /** Null where the weights can't be read; then the tensor's own shape tells. */
  readonly unitCount: number | null;
  readonly node: NodeProto;
  /** The affine operators (bias, batch norm) between the operator and the activation. */
  readonly affine: readonly NodeProto[];
  /** The operators with weights that feed the units: the operator itself, or those that a sum adds up. */
  readonly sources: readonly NodeProto[];
}

/** Operators with weights, beside MatMul, which has them where one side is constant. */
const weighted = new Set(['Conv', 'ConvTranspose', 'Gemm', 'LSTM', 'GRU', 'RNN']);

const pooling = new Set([
  ...['MaxPool', 'AveragePool', 'LpPool', 'GlobalAveragePool', 'GlobalMaxPool', 'GlobalLpPool'],
]);

/**
 * The hidden layers of a network in forward order, by the rules of METHODS: each dense or convolution
 * operator is followed through bias, batch norm and pooling to its activation; one that reaches a sum first
 * makes the sum the layer. Operators after which no weights follow on the way to `logits` are the output
 * layer.
 */
export function hiddenLayers(graph: Graph, logits: string): Layer[] {
  const way = nodesBefore(graph, logits);
  const order = new Map(graph.nodes.map((node, i) => [node, i]));
  const found = new Map<string, Omit<Layer, 'id'>>();
  const heads = attentions(graph, (node) => hasWeights(graph, node)).filter(({ product }) =>
    way.has(product),
  );
  const projections = new Set(heads.map(({ projection }) => projection));
  const inner = nodesBeforeWeights(graph, way);
  for (const node of graph.nodes) {
    if (isRecurrent(node) && inner.has(node)) {
      const units = hasWeights(graph, node) ? recurrentUnits(graph, node) : null;
      // The activation is the cell's own: what follows is not the units' any more.
      if (units)
        found.set(units.tensor, { ...units, operator: node.opType, node, affine: [], sources: [node] });
      continue;
    }
    const units = way.has(node) && inner.has(node) ? unitsOf(graph, node) : null;
    if (!units) continue;
    let layer = follow(graph, { ...units, node });
    const sum = projections.has(node) && !layer.activation ? sumBehind(graph, units.tensor) : null;
    // In a sum units stand last, whatever the layout was within the attention.
    if (sum) layer = { ...layer, axis: -1, rank: null, sum };
    while (layer.sum) {
      layer = follow(graph, {
        ...layer,
        kind: 'residual',
        node: layer.sum,
        tensor: layer.sum.output[0] ?? '',
      });
    }
    const { tensor, kind, axis, rank, unitCount, activation, affine } = layer;
    const before = found.get(tensor);
    if (before) found.set(tensor, { ...before, sources: [...before.sources, node] });
    else if (inner.has(layer.node)) {
      const operator = layer.node.opType;
      found.set(tensor, {
        kind,
        operator,
        activation,
        tensor,
        axis,
        rank,
        unitCount,
        node: layer.node,
        affine,
        sources: [node],
      });
    }
  }
  addHeads(found, heads, inner);
  const at = (layer: Omit<Layer, 'id'>) => order.get(graph.producer(layer.tensor) ?? layer.node) ?? 0;
  const layers = [...found.values()].sort((a, b) => at(a) - at(b));
  return nameLayers(graph, layers);
}

/** Puts attention heads in place of the layers that make their queries, keys and values. */
function addHeads(
  found: Map<string, Omit<Layer, 'id'>>,
  heads: readonly Attention[],
  inner: ReadonlySet<NodeProto>,
): void {
  const within = new Set(heads.flatMap(({ sources }) => sources));
  for (const [tensor, { activation, sources }] of found) {
    if (activation === null && sources.every((source) => within.has(source))) found.delete(tensor);
  }
  for (const { node, product, sources, heads: unitCount } of heads) {
    if (!inner.has(product)) continue;
    const tensor = product.output[0] ?? '';
    const place = { tensor, axis: 1, rank: 4, unitCount };
    const made = { kind: 'head' as const, operator: node.opType, activation: null, node };
    found.set(tensor, { ...made, ...place, affine: [], sources });
  }
}

/** Every node that the tensor is computed from. */
export function nodesBefore(graph: Graph, tensor: string): Set<NodeProto> {
  const needed = new Set([tensor]);
  const nodes = new Set<NodeProto>();
  for (const node of [...graph.nodes].reverse()) {
    if (!node.output.some((output) => needed.has(output))) continue;
    nodes.add(node);
    for (const input of tensorsReadBy(node)) needed.add(input);
  }
  return nodes;
}

/** Whether weights stand between two tensors of a graph: the first is then of a hidden layer of the second's. */
export function weightsBetween(graph: Graph, from: string, to: string): boolean {
  const way = nodesBefore(graph, to);
  const reached = new Set([from]);
  return graph.nodes.some((node) => {
    if (!way.has(node) || !node.input.some((input) => reached.has(input))) return false;
    for (const output of node.output) reached.add(output);
    return hasWeights(graph, node);
  });
}

/** The nodes on the way after which an operator with weights still comes. */
function nodesBeforeWeights(graph: Graph, way: ReadonlySet<NodeProto>): Set<NodeProto> {
  const inner = new Set<NodeProto>();
  for (const node of [...graph.nodes].reverse()) {
    const after = node.output.flatMap((output) => graph.consumers(output)).filter((next) => way.has(next));
    if (after.some((next) => inner.has(next) || hasWeights(graph, next))) inner.add(node);
  }
  return inner;
}

function hasWeights(graph: Graph, node: NodeProto): boolean {
  const [first = '', second = ''] = node.input;
  if (node.opType === 'MatMul') return graph.isConstant(first) !== graph.isConstant(second);
  if (fusedAttentions.has(node.opType))
    return !graph.isConstant(first) && (constantDims(graph, second)?.length ?? 0) > 1;
  return weighted.has(node.opType) && !graph.isConstant(first) && graph.isConstant(second);
}

interface Units {
  readonly kind: LayerKind;
  readonly tensor: string;
  readonly axis: number;
  readonly rank: number | null;
  readonly unitCount: number | null;
}

/** The units that a dense or convolution operator makes; null for any other operator. */
function unitsOf(graph: Graph, node: NodeProto): Units | null {
  if (!hasWeights(graph, node)) return null;
  const tensor = node.output[0] ?? '';
  const [first = '', second = ''] = node.input;
  const dims = constantDims(graph, graph.isConstant(second) ? second : first);
  switch (node.opType) {
    case 'Conv':
      return { kind: 'conv', tensor, axis: 1, rank: dims?.length ?? null, unitCount: dims?.[0] ?? null };
    case 'ConvTranspose': {
      const unitCount = dims?.[1] === undefined ? null : dims[1] * integer(node, 'group', 1);
      return { kind: 'conv', tensor, axis: 1, rank: dims?.length ?? null, unitCount };
    }
    case 'Gemm': {
      const unitCount = dims?.[integer(node, 'transB', 0) === 1 ? 0 : 1] ?? null;
      return { kind: 'dense', tensor, axis: 1, rank: 2, unitCount };
    }
    case 'MatMul': {
      // y = x W makes units along the last axis, y = W x along the one before it.
      const axis = graph.isConstant(second) ? -1 : -2;
      return { kind: 'dense', tensor, axis, rank: null, unitCount: dims?.at(axis) ?? null };
    }
    default:
      return null;
  }
}

interface Followed extends Units {
  readonly node: NodeProto;
  readonly activation: string | null;
  readonly affine: readonly NodeProto[];
  /** The sum that was reached before any activation. */
  readonly sum: NodeProto | null;
}

/**
 * Follows a tensor of units through bias, batch norm, pooling and changes of layout to its activation,
 * while each tensor has one consumer. Stops at a sum with another branch.
 */
function follow(graph: Graph, start: Units & { readonly node: NodeProto }): Followed {
  const { kind, node, unitCount } = start;
  const result = (at: Place, activation: string | null, sum: NodeProto | null): Followed => {
    return { ...at, kind, activation, unitCount, node, sum };
  };
  let here: Place = { tensor: start.tensor, axis: start.axis, rank: start.rank, affine: [] };
  // Where the units are taken when no activation follows: before a pooling or a change of layout.
  let before = here;
  let pooled = false;
  for (;;) {
    const [next, ...others] = graph.isOutput(here.tensor) ? [] : graph.consumers(here.tensor);
    const single = others.length === 0 ? next : undefined;
    const tensor = single?.output[0] ?? '';
    if (single && isAffine(graph, single)) {
      here = { ...here, tensor, affine: [...here.affine, single] };
      if (!pooled) before = here;
      continue;
    }
    const activation = activationOf(graph, here.tensor);
    if (activation) {
      const tensor = pastQuantization(graph, activation.output);
      return result({ ...here, tensor }, activation.name, null);
    }
    if (!single) return result(before, null, null);
    if (isSum(single) && graph.dataInputs(single).length > 1) return result(here, null, single);
    if (pooling.has(single.opType)) {
      here = { ...here, tensor };
      pooled = true;
    } else {
      const moved = moveAxis(graph, single, here, unitCount);
      if (!moved) return result(before, null, null);
      here = { ...here, ...moved, tensor };
    }
  }
}

/** Behind the rounding of a quantised network, where there is one: what other operators read. */
function pastQuantization(graph: Graph, tensor: string): string {
  const next = (name: string, opType: string) => {
    const [node, ...others] = graph.isOutput(name) ? [] : graph.consumers(name);
    return node?.opType === opType && others.length === 0 ? node.output[0] : undefined;
  };
  const steps = next(tensor, 'QuantizeLinear');
  return (steps === undefined ? undefined : next(steps, 'DequantizeLinear')) ?? tensor;
}

function isSum(node: NodeProto): boolean {
  return node.opType === 'Add' || node.opType === 'Sum';
}

interface Place {
  readonly tensor: string;
  readonly axis: number;
  readonly rank: number | null;
  readonly affine: readonly NodeProto[];
}

/**
 * Where an axis stands after an operator that only changes the layout; null for any other operator.
 * @param size of the axis, as far as it is known.
 */
function moveAxis(
  graph: Graph,
  node: NodeProto,
  at: Place,
  size: number | null,
): { axis: number; rank: number | null } | null {
  if (node.opType === 'Transpose') {
    const perm = integers(node, 'perm');
    if (!perm) return null;
    const axis = perm.indexOf(at.axis < 0 ? at.axis + perm.length : at.axis);
    return { axis, rank: perm.length };
  }
  if (node.opType === 'Reshape') {
    // Rows may be grouped in another way, as before and behind a product of matrices; what stands last stays so.
    const isLast = at.axis === -1 || (at.rank !== null && at.axis === at.rank - 1);
    return isLast && size !== null && lastSize(graph, node.input[1] ?? '') === size
      ? { axis: -1, rank: null }
      : null;
  }
  if ((node.opType !== 'Squeeze' && node.opType !== 'Unsqueeze') || at.rank === null) return null;
  const axes = axesOf(graph, node);
  if (!axes || axes.length === 0) return null;
  const axis = at.axis < 0 ? at.axis + at.rank : at.axis;
  if (node.opType === 'Squeeze') {
    const rank = at.rank;
    const dropped = axes.map((one) => (one < 0 ? one + rank : one));
    if (dropped.includes(axis) || dropped.includes(0)) return null;
    return { axis: axis - dropped.filter((one) => one < axis).length, rank: rank - axes.length };
  }
  const rank = at.rank + axes.length;
  const added = new Set(axes.map((one) => (one < 0 ? one + rank : one)));
  const kept = Array.from({ length: rank }, (_, i) => i).filter((i) => !added.has(i));
  return added.has(0) ? null : { axis: kept[axis] ?? axis, rank };
}

/** The last dimension that a shape states, also where others are computed. */
function lastSize(graph: Graph, shape: string): number | undefined {
  const known =
    constantValue(graph, shape) ?? constantValue(graph, graph.producer(shape)?.input.at(-1) ?? '');
  const isWhole = graph.isConstant(shape) || graph.producer(shape)?.opType === 'Concat';
  return isWhole ? known?.values.at(-1) : undefined;
}

/** Width of a network's answers as its last weights tell it; null where they can't be read. */
export function answerWidth(graph: Graph, scores: string): number | null {
  const way = nodesBefore(graph, scores);
  const last = graph.nodes.findLast((node) => way.has(node) && hasWeights(graph, node));
  return (last && unitsOf(graph, last)?.unitCount) ?? null;
}
