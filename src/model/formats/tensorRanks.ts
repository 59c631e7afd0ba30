import { attribute, integer, integers } from '../graph.js';
import type { GraphProto, NodeProto, ValueInfoProto } from '../onnx_pb.js';
import { dimsOf, tensorOf } from '../tensor.js';

/**
 * How many dimensions the tensors of a graph have, as far as its inputs, weights and operators tell; by name. Of operators in
 * versions before 13, whose axes are attributes.
 */
export function tensorRanks(graph: GraphProto): ReadonlyMap<string, number> {
  const ranks = new Map<string, number>();
  for (const info of [...graph.input, ...graph.valueInfo]) {
    const rank = statedRank(info);
    if (rank !== undefined) ranks.set(info.name, rank);
  }
  for (const { name, dims } of graph.initializer) ranks.set(name, dims.length);
  const shapes = new Map(graph.initializer.map((tensor) => [tensor.name, tensor]));
  const shapeOf = (name: string) => {
    const tensor = shapes.get(name);
    return tensor && tensorOf(tensor).values.length;
  };
  for (const node of graph.node) {
    const rank = rankBehind(node, ranks, shapeOf);
    if (node.opType === 'Constant') {
      const value = attribute(node, 'value')?.t;
      if (value) shapes.set(node.output[0] ?? '', value);
    }
    for (const output of node.output) {
      if (rank !== undefined && !ranks.has(output)) ranks.set(output, rank);
    }
  }
  return ranks;
}

function statedRank({ type }: ValueInfoProto): number | undefined {
  return type?.value.case === 'tensorType' ? type.value.value.shape?.dim.length : undefined;
}

function rankBehind(
  node: NodeProto,
  ranks: ReadonlyMap<string, number>,
  shapeOf: (name: string) => number | undefined,
): number | undefined {
  const known = node.input.map((name) => ranks.get(name));
  const [first, second] = known;
  const count = (axes: readonly number[] | undefined) => axes?.length ?? 0;
  switch (node.opType) {
    case 'Constant': {
      const value = attribute(node, 'value')?.t;
      return value && dimsOf(value).length;
    }
    case 'Flatten':
    case 'Gemm':
      return 2;
    case 'Shape':
      return 1;
    case 'Reshape':
      return attribute(node, 'shape')?.ints.length ?? shapeOf(node.input[1] ?? '');
    case 'Squeeze':
      return first === undefined || !attribute(node, 'axes')
        ? undefined
        : first - count(integers(node, 'axes'));
    case 'Unsqueeze':
      return first === undefined ? undefined : first + count(integers(node, 'axes'));
    case 'Gather':
      return first === undefined || second === undefined ? undefined : first + second - 1;
    case 'LSTM':
    case 'GRU':
    case 'RNN':
    case 'If':
    case 'Loop':
    case 'Scan':
      return undefined;
    case 'ArgMax':
    case 'ArgMin':
      return first === undefined ? undefined : first - (integer(node, 'keepdims', 1) === 1 ? 0 : 1);
    default: {
      if (first === undefined || known.includes(undefined)) return first;
      if (!node.opType.startsWith('Reduce'))
        return binary.has(node.opType) ? Math.max(...(known as number[])) : first;
      const axes = integers(node, 'axes');
      return integer(node, 'keepdims', 1) === 1 ? first : first - (axes ? axes.length : first);
    }
  }
}

/** Operators of several tensors of which the largest tells the rank; of all others the first does. */
const binary = new Set(['Add', 'Sub', 'Mul', 'Div', 'Pow', 'Sum', 'Max', 'Min', 'Mean', 'MatMul']);
