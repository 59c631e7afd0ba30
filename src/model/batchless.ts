import { create } from '@bufbuild/protobuf';
import { isElementwise } from './activations.js';
import { axesOf } from './constants.js';
import { copyOf } from './edit.js';
import { Graph } from './graph.js';
import {
  TensorShapeProto_DimensionSchema,
  type NodeProto,
  type TensorShapeProto_Dimension,
  type ValueInfoProto,
} from './onnx_pb.js';

/**
 * A network that takes one sample, without a dimension that counts them, as one that takes any number: where it adds that
 * dimension itself, it is left to the input; where its operators all work on rows as on one, rows are given. Any other network
 * as it is.
 */
export function withBatchDimension(graph: Graph): Graph {
  const [input, ...others] = graph.inputs;
  const shape = input?.shape;
  if (!shape || others.length > 0 || shape.includes(null) || shape[0] === 1) return graph;
  const readers = graph.consumers(input.name);
  const addsOne = readers.length > 0 && readers.every((node) => isOnFirst(graph, node, 'Unsqueeze'));
  const takesRows = shape.length === 1 && graph.nodes.every((node) => worksOnRows(graph, node));
  if (!addsOne && !takesRows) return graph;
  const whole = graph.model.graph as NonNullable<(typeof graph.model)['graph']>;
  const dropsOne = (node: NodeProto) =>
    isOnFirst(graph, node, 'Squeeze') && node.output.some((output) => graph.isOutput(output));
  const node = addsOne
    ? whole.node.map((one) => (readers.includes(one) || dropsOne(one) ? asIdentity(one) : one))
    : whole.node;
  const inner = Object.assign(copyOf(whole), {
    node,
    input: whole.input.map((info) => (info.name === input.name ? withBatch(info) : info)),
    // Their stated shapes lack the dimension, too.
    output: whole.output.map((info) => (graph.isConstant(info.name) ? info : withBatch(info))),
    valueInfo: [],
  });
  return new Graph(Object.assign(copyOf(graph.model), { graph: inner }));
}

/** Whether an operator adds or drops the first dimension, and no other. */
function isOnFirst(graph: Graph, node: NodeProto, opType: string): boolean {
  return node.opType === opType && axesOf(graph, node)?.join() === '0';
}

/** Operators on vectors that do the same to each row of a matrix. */
function worksOnRows(graph: Graph, node: NodeProto): boolean {
  if (node.output.every((output) => graph.isConstant(output))) return true;
  if (node.opType === 'MatMul') return graph.isConstant(node.input[1] ?? '');
  if (node.opType === 'Softmax' || node.opType === 'LogSoftmax') {
    return node.output.every((output) => graph.isOutput(output));
  }
  return isElementwise(node);
}

function asIdentity(node: NodeProto): NodeProto {
  return Object.assign(copyOf(node), { opType: 'Identity', input: node.input.slice(0, 1), attribute: [] });
}

function withBatch(info: ValueInfoProto): ValueInfoProto {
  const type = info.type;
  if (type?.value.case !== 'tensorType' || !type.value.value.shape) return info;
  const { shape } = type.value.value;
  const open: TensorShapeProto_Dimension = create(TensorShapeProto_DimensionSchema, {
    value: { case: 'dimParam', value: 'batch' },
  });
  const tensor = Object.assign(copyOf(type.value.value), {
    shape: Object.assign(copyOf(shape), { dim: [open, ...shape.dim] }),
  });
  const value = { case: 'tensorType' as const, value: tensor };
  return Object.assign(copyOf(info), { type: Object.assign(copyOf(type), { value }) });
}
