import type { Graph } from './graph.js';
import type { GraphProto, NodeProto } from './onnx_pb.js';

/** Operators that multiply whole numbers, which no unit's value can be put into. */
const integerOperators = new Set([
  ...['QLinearConv', 'QLinearMatMul', 'ConvInteger', 'MatMulInteger', 'QGemm', 'DynamicQuantizeMatMul'],
  ...['MatMulIntegerToFloat', 'QLinearAdd', 'QLinearGlobalAveragePool', 'MatMulNBits'],
]);

const weighted = new Set(['Conv', 'ConvTranspose', 'Gemm', 'MatMul', 'LSTM', 'GRU', 'RNN']);

/** Domains of operators that are known to hold no operators of their own. */
const ownDomains = new Set(['', 'ai.onnx', 'ai.onnx.ml']);

/** An operator within which layers would not be found, and why. */
export interface HiddenWork {
  readonly kind: 'integers' | 'subgraph' | 'foreign';
  /** As the file has it: `If "/encoder/If_3"`. */
  readonly operator: string;
}

/**
 * Operators that hold layers which can't be seen: those that multiply whole numbers, and those whose own graphs (`If`,
 * `Loop`, `Scan`) hold weights. Graphs without weights, as those of preprocessing, are none.
 */
export function hiddenWork(graph: Graph): HiddenWork | null {
  for (const node of graph.nodes) {
    if (integerOperators.has(node.opType)) return { kind: 'integers', operator: nameOf(node) };
    if (graphsOf(node).some(holdsWeights)) return { kind: 'subgraph', operator: nameOf(node) };
  }
  return null;
}

/** The first operator of a function or of another domain than ONNX's own; null where there is none. */
export function foreignOperator(graph: Graph): HiddenWork | null {
  const found = graph.nodes.find(({ domain }) => !ownDomains.has(domain));
  return found ? { kind: 'foreign', operator: nameOf(found) } : null;
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
