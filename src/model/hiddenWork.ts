import { constantDims } from './constants.js';
import type { Graph } from './graph.js';
import type { GraphProto, NodeProto } from './onnx_pb.js';

/** Operators that multiply whole numbers, which no unit's value can be put into. */
const integerOperators = new Set([
  ...['QLinearConv', 'QLinearMatMul', 'ConvInteger', 'MatMulInteger', 'QGemm', 'DynamicQuantizeMatMul'],
  ...['MatMulIntegerToFloat', 'QLinearAdd', 'QLinearGlobalAveragePool', 'MatMulNBits', 'MatMulBnb4'],
  ...['QAttention', 'QLinearConvTranspose', 'DynamicQuantizeLSTM', 'QMoE', 'QOrderedMatMul'],
]);

/** ONNX Runtime's operators with weights that are found in no other way: those of many layers, and those that stay joined. */
const joinedOperators = new Set([
  ...[
    'FusedConv',
    'FusedGemm',
    'FusedMatMul',
    'TransposeMatMul',
    'NhwcFusedConv',
    'GemmFastGelu',
    'GemmFloat8',
  ],
  ...['MoE', 'DecoderAttention', 'LongformerAttention', 'PackedAttention', 'BeamSearch', 'GreedySearch'],
]);
/** Where ONNX Runtime puts operators on maps that are stored in the order that one machine likes best. */
const storedOtherwise = new Set(['com.microsoft.nchwc', 'com.ms.internal.nhwc']);

const weighted = new Set(['Conv', 'ConvTranspose', 'Gemm', 'MatMul', 'LSTM', 'GRU', 'RNN']);

/** Domains of operators that are known to hold no operators of their own. */
const ownDomains = new Set(['', 'ai.onnx', 'ai.onnx.ml']);

/** An operator within which layers would not be found, and why. */
export interface HiddenWork {
  readonly kind: 'integers' | 'subgraph' | 'stored' | 'foreign' | 'flat';
  /** As the file has it: `If "/encoder/If_3"`. */
  readonly operator: string;
}

/**
 * An operator that hides layers where none could be cut off: one that multiplies whole numbers, that ONNX Runtime made for
 * itself, or whose own graphs (`If`, `Loop`, `Scan`) hold the layer that answers. null where there is none.
 */
export function hiddenWork(graph: Graph): HiddenWork | null {
  for (const node of graph.nodes) {
    if (integerOperators.has(node.opType)) return { kind: 'integers', operator: nameOf(node) };
    if (holdsLayers(node) && !weightsBehind(graph, node)) return { kind: 'subgraph', operator: nameOf(node) };
    if (storedOtherwise.has(node.domain)) return { kind: 'stored', operator: nameOf(node) };
    if (node.domain === 'com.microsoft' && joinedOperators.has(node.opType) && readsWeights(graph, node)) {
      return { kind: 'foreign', operator: nameOf(node) };
    }
  }
  return null;
}

/** Operators with layers in graphs of their own, which are not among the network's: `If "/encoder/If_3"`. */
export function layersWithin(graph: Graph): string[] {
  return graph.nodes.filter(holdsLayers).map(nameOf);
}

function holdsLayers(node: NodeProto): boolean {
  return graphsOf(node).some(holdsWeights);
}

/** Whether a layer that can be seen reads what an operator gives, at whatever distance. */
function weightsBehind(graph: Graph, node: NodeProto): boolean {
  const reached = new Set([node]);
  for (const each of reached) {
    for (const consumer of each.output.flatMap((name) => graph.consumers(name))) {
      if (weighted.has(consumer.opType)) return true;
      reached.add(consumer);
    }
  }
  return false;
}

/**
 * Why a network without layers has none: an operator that has them in a graph of its own, one of a function or of another domain
 * than ONNX's own, or one that is a whole model without hidden units, as trees are; null where there is none of these.
 */
export function instead(graph: Graph): HiddenWork | null {
  const holder = graph.nodes.find(holdsLayers);
  if (holder) return { kind: 'subgraph', operator: nameOf(holder) };
  const foreign = graph.nodes.find(({ domain }) => !ownDomains.has(domain));
  if (foreign) return { kind: 'foreign', operator: nameOf(foreign) };
  const flat = graph.nodes.find(({ opType }) => /^(TreeEnsemble|Linear(Class|Regr)|SVM)/.test(opType));
  return flat ? { kind: 'flat', operator: nameOf(flat) } : null;
}

function readsWeights(graph: Graph, { input }: NodeProto): boolean {
  return input.some((name) => name !== '' && (constantDims(graph, name)?.length ?? 0) > 1);
}

function graphsOf({ attribute }: NodeProto): GraphProto[] {
  return attribute.flatMap(({ g, graphs }) => [...(g ? [g] : []), ...graphs]);
}

function holdsWeights({ node }: GraphProto): boolean {
  return node.some((inner) => weighted.has(inner.opType) || graphsOf(inner).some(holdsWeights));
}

function nameOf({ opType, name, output }: NodeProto): string {
  return `${opType} "${name === '' ? (output[0] ?? '') : name}"`;
}
