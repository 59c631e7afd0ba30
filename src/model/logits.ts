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
/** Operators that tell of scores which is the largest, or which class each stands for. */
const choosing = new Set(['ArgMax', 'TopK', 'ZipMap']);
/** Operators that write the numbers of classes, their second input, as their labels. */
const labelling = new Set(['ArrayFeatureExtractor', 'Gather']);

/**
 * The logits behind an output: the input of the softmax or log-softmax that ends the network, also where it
 * is written out as Exp / ReduceSum; else what the output chooses the class from, or the output itself.
 */
export function scoresBehind(graph: Graph, output: string): Scores {
  const { tensor, scores } = chosenFrom(graph, output);
  const node = graph.producer(tensor);
  if (node?.opType === 'Softmax' || node?.opType === 'LogSoftmax') {
    return { tensor: node.input[0] ?? scores, kind: 'logits' };
  }
  const exponent = node && exponentOf(graph, node);
  return { tensor: exponent ?? scores, kind: 'logits' };
}

/** What an output is made from by operators that hand on or choose, and of that what holds the scores. */
function chosenFrom(graph: Graph, output: string): { readonly tensor: string; readonly scores: string } {
  let [tensor, scores] = [output, output];
  for (;;) {
    const node = graph.producer(tensor);
    const [first = '', second = ''] = node?.input ?? [];
    if (!node) return { tensor, scores };
    if (choosing.has(node.opType)) [tensor, scores] = [first, first];
    else if (passing.has(node.opType)) tensor = first;
    else if (labelling.has(node.opType) && graph.isConstant(first)) tensor = second;
    else return { tensor, scores };
  }
}

/** What a sigmoid at the end of a network is applied to; null where there is none. */
export function sigmoidInput(graph: Graph, output: string): string | null {
  const node = graph.producer(chosenFrom(graph, output).tensor);
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
