import { constantValue } from './constants.js';
import { integer, type Graph } from './graph.js';
import type { NodeProto } from './onnx_pb.js';

/** Attentions that are one operator: ONNX's own, and those of ONNX Runtime. */
export const fusedAttentions: ReadonlySet<string> = new Set([
  ...['Attention', 'MultiHeadAttention', 'GroupQueryAttention'],
]);

/** The heads of one attention: each answers every position with a mean of values, weighted by a softmax. */
export interface Attention {
  /** The product of the softmax with the values, or the one operator of it all. */
  readonly node: NodeProto;
  /** What makes the heads' outputs: [samples x heads x positions x depth], or its first two merged. */
  readonly product: NodeProto;
  /** The operators with weights that make queries, keys and values. */
  readonly sources: readonly NodeProto[];
  /** How many heads there are, as far as the graph tells. */
  readonly heads: number | null;
  /** The operator with weights that mixes the heads' outputs; null where none is found. */
  readonly projection: NodeProto | null;
}

/** Between a softmax and the product with the values: what exporters leave there, and guards against rows that see nothing. */
const behindSoftmax = new Set(['Dropout', 'Cast', 'Identity', 'Where', 'Mul']);
/** Between the product of queries and keys and the softmax: scale and mask. */
const beforeSoftmax = new Set([
  ...['Add', 'Sub', 'Mul', 'Div', 'Where', 'Cast', 'Identity', 'Reshape', 'Clip', 'Max', 'Dropout'],
]);
/** Operators that give values another layout: what else they read are shapes. */
const layout = new Set([
  'Transpose',
  'Reshape',
  'Split',
  'Slice',
  'Gather',
  'Squeeze',
  'Unsqueeze',
  'Expand',
]);
/** Between weights and a query, a key or a value: bias, scale, turning by position, norms. */
const beforeProduct = new Set([
  ...layout,
  ...[
    'Add',
    'Sub',
    'Mul',
    'Div',
    'Neg',
    'Cast',
    'Identity',
    'Concat',
    'Dropout',
    'Sqrt',
    'Pow',
    'ReduceMean',
  ],
  ...['LayerNormalization', 'SimplifiedLayerNormalization', 'RMSNormalization'],
]);

/**
 * Attentions in a graph, by their pattern: softmax(Q K^T, scaled and masked) V, whatever their names.
 * @param hasWeights whether an operator multiplies by constant weights.
 */
export function attentions(graph: Graph, hasWeights: (node: NodeProto) => boolean): Attention[] {
  return graph.nodes.flatMap((product): Attention[] => {
    if (fusedAttentions.has(product.opType)) return fusedAttention(graph, product, hasWeights);
    if (!multipliesData(graph, product)) return [];
    const [weights = '', values = ''] = product.input;
    const softmax = back(graph, weights, behindSoftmax, ({ opType }) => opType === 'Softmax')[0];
    if (!softmax) return [];
    const isScores = (node: NodeProto) => multipliesData(graph, node);
    const scores = back(graph, softmax.input[0] ?? '', beforeSoftmax, isScores)[0];
    if (!scores) return [];
    const sources = [...scores.input, values].flatMap((name) => back(graph, name, beforeProduct, hasWeights));
    if (sources.length === 0) return [];
    const projection = projectionOf(graph, product.output[0] ?? '', hasWeights);
    const node = product;
    return [{ node, product, sources: [...new Set(sources)], heads: headCount(graph, values), projection }];
  });
}

/** An attention in one operator: with its output told apart by heads behind it, or already so. */
function fusedAttention(
  graph: Graph,
  node: NodeProto,
  hasWeights: (node: NodeProto) => boolean,
): Attention[] {
  const own = hasWeights(node) ? [node] : [];
  const sources = node.input
    .slice(0, 3)
    .flatMap((name) => (own.length > 0 ? own : back(graph, name, beforeProduct, hasWeights)));
  if (sources.length === 0) return [];
  const split = onlyReader(graph, node.output[0] ?? '');
  const swapped = split?.opType === 'Reshape' ? onlyReader(graph, split.output[0] ?? '') : null;
  const isSplit =
    swapped?.opType === 'Transpose' && constantValue(graph, split?.input[1] ?? '')?.values.length === 4;
  const listed = integer(node, 'num_heads', integer(node, 'q_num_heads', 0));
  const product = isSplit ? swapped : node;
  const projection = projectionOf(graph, product.output[0] ?? '', hasWeights);
  return [{ node, product, sources: [...new Set(sources)], heads: listed === 0 ? null : listed, projection }];
}

/** The third of the four dimensions that values are told apart in: samples, positions, heads, depth. */
function headCount(graph: Graph, values: string): number | null {
  for (const { input } of back(graph, values, layout, ({ opType }) => opType === 'Reshape')) {
    const shape = input[1] ?? '';
    const parts = graph.producer(shape);
    const dims =
      parts?.opType === 'Concat' && parts.input.length === 4
        ? parts.input.map((part) => constantValue(graph, part)?.values[0])
        : [...(constantValue(graph, shape)?.values ?? [])];
    if (dims.length === 4 && (dims[2] ?? 0) > 0) return dims[2] ?? null;
  }
  return null;
}

/** Whether an operator multiplies two matrices that both change with the sample. */
function multipliesData(graph: Graph, node: NodeProto): boolean {
  return (
    (node.opType === 'MatMul' || node.opType === 'FusedMatMul') &&
    node.input.every((input) => !graph.isConstant(input))
  );
}

/** The nearest operators of a kind that a tensor is computed from, through operators of a set. */
function back(
  graph: Graph,
  tensor: string,
  through: ReadonlySet<string>,
  isWanted: (node: NodeProto) => boolean,
): NodeProto[] {
  const found = new Set<NodeProto>();
  const seen = new Set<NodeProto>();
  const open = [tensor];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const node = graph.producer(name);
    if (!node || seen.has(node)) continue;
    seen.add(node);
    if (isWanted(node)) found.add(node);
    else if (through.has(node.opType)) {
      open.push(...(layout.has(node.opType) ? node.input.slice(0, 1) : graph.dataInputs(node)));
    }
  }
  return [...found];
}

/** Where the heads' outputs are mixed: behind changes of layout alone. */
function projectionOf(
  graph: Graph,
  from: string,
  hasWeights: (node: NodeProto) => boolean,
): NodeProto | null {
  for (let tensor = from; ;) {
    const node = onlyReader(graph, tensor);
    if (!node) return null;
    if (hasWeights(node)) return node;
    if (!layout.has(node.opType) && node.opType !== 'Cast' && node.opType !== 'Identity') return null;
    tensor = node.output[0] ?? '';
  }
}

/**
 * The sum with another branch that a projection's output reaches through its bias and changes of layout, as where positions
 * stand before samples within an attention; null where it reaches none.
 */
export function sumBehind(graph: Graph, from: string): NodeProto | null {
  const passing = new Set([...layout, 'Dropout', 'Identity', 'Cast']);
  for (let tensor = from; ;) {
    const node = onlyReader(graph, tensor);
    if (!node) return null;
    const isAdd = node.opType === 'Add' || node.opType === 'Sum';
    if (isAdd && graph.dataInputs(node).length > 1) return node;
    if (!isAdd && !passing.has(node.opType)) return null;
    tensor = node.output[0] ?? '';
  }
}

/** The one operator that reads a tensor's values, and not its shape alone. */
function onlyReader(graph: Graph, tensor: string): NodeProto | null {
  const readers = graph.consumers(tensor).filter(({ opType }) => opType !== 'Shape');
  return readers.length === 1 && !graph.isOutput(tensor) ? (readers[0] ?? null) : null;
}
