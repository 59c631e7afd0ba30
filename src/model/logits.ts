import type { Graph } from './graph.js';
import type { NodeProto } from './onnx_pb.js';

/** What a network's answers are read from. */
export interface Scores {
  readonly tensor: string;
  /** `probabilities` where a softmax ends the network and its input can't be read. */
  readonly kind: 'logits' | 'probabilities';
}

/** Operators that hand scores on in another shape or type. */
const passing = new Set(['Identity', 'Cast', 'Reshape', 'Flatten', 'Squeeze', 'Unsqueeze', 'Dropout']);

/**
 * The logits behind an output: the input of the softmax or log-softmax that ends the network, also where it
 * is written out as Exp / ReduceSum; else the output itself.
 */
export function scoresBehind(graph: Graph, output: string): Scores {
  let node = graph.producer(output);
  while (node && passing.has(node.opType)) node = graph.producer(node.input[0] ?? '');
  if (node?.opType === 'Softmax' || node?.opType === 'LogSoftmax') {
    return { tensor: node.input[0] ?? output, kind: 'logits' };
  }
  const exponent = node && exponentOf(graph, node);
  return { tensor: exponent ?? output, kind: 'logits' };
}

/** What a sigmoid at the end of a network is applied to; null where there is none. */
export function sigmoidInput(graph: Graph, output: string): string | null {
  let node = graph.producer(output);
  while (node && passing.has(node.opType)) node = graph.producer(node.input[0] ?? '');
  return node?.opType === 'Sigmoid' ? (node.input[0] ?? null) : null;
}

/** The x of exp(x) / sum exp(x), whose logits may have been shifted by their maximum first. */
function exponentOf(graph: Graph, node: NodeProto): string | null {
  if (node.opType !== 'Div') return null;
  const top = graph.producer(node.input[0] ?? '');
  const bottom = graph.producer(node.input[1] ?? '');
  if (top?.opType !== 'Exp' || bottom?.opType !== 'ReduceSum' || bottom.input[0] !== top.output[0])
    return null;
  return top.input[0] ?? null;
}
