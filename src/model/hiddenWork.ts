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
 * Operators that hold layers which can't be seen: those that multiply whole numbers, and those whose own graphs (`If`,
 * `Loop`, `Scan`) hold weights, and those that ONNX Runtime made for itself. Graphs without weights, as those of preprocessing,
 * are none.
 */
export function hiddenWork(graph: Graph): HiddenWork | null {
  for (const node of graph.nodes) {
    if (integerOperators.has(node.opType)) return { kind: 'integers', operator: nameOf(node) };
    if (graphsOf(node).some(holdsWeights)) return { kind: 'subgraph', operator: nameOf(node) };
    if (storedOtherwise.has(node.domain)) return { kind: 'stored', operator: nameOf(node) };
    if (node.domain === 'com.microsoft' && joinedOperators.has(node.opType) && readsWeights(graph, node)) {
      return { kind: 'foreign', operator: nameOf(node) };
    }
  }
  return null;
}

/**
 * Why a network without layers has none: an operator of a function or of another domain than ONNX's own, or one that is a whole
 * model without hidden units, as trees are; null where there is neither.
 */
export function instead(graph: Graph): HiddenWork | null {
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
