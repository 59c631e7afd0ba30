import { constantDims } from '../../model/constants.js';
import type { Graph } from '../../model/graph.js';
import type { NodeProto } from '../../model/onnx_pb.js';
import { sizeOf } from '../../model/tensor.js';

/**
 * What writing one value costs, in multiply-adds: a core does about a hundred thousand million of those a
 * second in a matrix product, and writes about three thousand million values.
 */
export const workOfValue = 30;

/** Operators that only give their input another name or shape. */
const free = new Set(['Identity', 'Dropout', 'Flatten', 'Reshape', 'Squeeze', 'Unsqueeze', 'Cast', 'Shape']);

/**
 * Work of an operator on one sample, in multiply-adds.
 * @param shapeOf shape of a tensor, the samples' dimension left out; null where it is not known.
 */
export function workOfNode(
  graph: Graph,
  node: NodeProto,
  shapeOf: (tensor: string) => readonly number[] | null,
): number {
  const shape = shapeOf(node.output[0] ?? '');
  if (!shape || free.has(node.opType)) return 0;
  const values = sizeOf(shape);
  return values * (workOfValue + multiplyAdds(graph, node, shapeOf));
}

/**
 * Work of a network on one sample where no shapes are known, in multiply-adds: every weight once. That is too
 * little for convolutions, but no less than any closed form takes.
 */
export function workOfWeights(graph: Graph): number {
  const weights = graph.nodes
    .filter((node) => graph.dataInputs(node).length > 0)
    .flatMap(({ input }) => input.filter((name) => name !== '' && graph.isConstant(name)));
  return weights.reduce((sum, name) => sum + sizeOf(constantDims(graph, name) ?? []), 0);
}

/** Multiply-adds for each value that an operator gives. */
function multiplyAdds(
  graph: Graph,
  node: NodeProto,
  shapeOf: (tensor: string) => readonly number[] | null,
): number {
  const [first = '', second = ''] = node.input;
  switch (node.opType) {
    case 'Conv':
      return sizeOf(constantDims(graph, second)?.slice(1) ?? []);
    case 'ConvTranspose': {
      const [given, made] = [shapeOf(first), shapeOf(node.output[0] ?? '')];
      const weights = sizeOf(constantDims(graph, second)?.slice(1) ?? []);
      return given && made ? (weights * sizeOf(given)) / sizeOf(made) : weights;
    }
    case 'Gemm':
    case 'MatMul':
      return shapeOf(graph.isConstant(first) ? second : first)?.at(-1) ?? 0;
    default:
      return 0;
  }
}
