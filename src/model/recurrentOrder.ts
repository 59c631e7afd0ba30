import { create } from '@bufbuild/protobuf';
import { copyOf } from './edit.js';
import { Graph } from './graph.js';
import {
  AttributeProto_AttributeType as AttributeType,
  NodeProtoSchema,
  TensorProto_DataType as DataType,
  TensorProtoSchema,
  type NodeProto,
} from './onnx_pb.js';
import { directionsOf, isRecurrent, readOutput, recurrentUnits } from './recurrentUnits.js';

/**
 * The network with the outputs of recurrent operators brought to samples first, and back, where the network itself never does
 * so, as between stacked ones: only then its units can be told apart. No value changes. The network itself where there is
 * nothing to do.
 */
export function withSamplesFirst(graph: Graph): Graph {
  const turned = graph.nodes.filter((node) => isRecurrent(node) && !recurrentUnits(graph, node));
  const detours = new Map<NodeProto, NodeProto[]>();
  const shapes = new Map<string, readonly number[]>();
  for (const node of turned) {
    const output = readOutput(graph, node);
    const directions = directionsOf(graph, node);
    if (output === null || directions === null || graph.isOutput(output.tensor)) continue;
    const { tensor, perm, inverse } = output;
    const [made, turnedName, units, split] = ['made', 'turned', 'units', 'split'].map(
      (part) => `unit-importance/recurrent/${tensor}/${part}`,
    );
    const kept = new Array<number>(perm.length - 2).fill(0);
    const joined = `${units}/shape`;
    const apart = `${split}/shape`;
    shapes.set(joined, [...kept, -1]).set(apart, [...kept, directions, -1]);
    detours.set(node, [
      Object.assign(copyOf(node), { output: node.output.map((name) => (name === tensor ? made : name)) }),
      transpose(made, turnedName, perm),
      create(NodeProtoSchema, { opType: 'Reshape', input: [turnedName, joined], output: [units] }),
      create(NodeProtoSchema, { opType: 'Reshape', input: [units, apart], output: [split] }),
      transpose(split, tensor, inverse),
    ]);
  }
  if (detours.size === 0) return graph;
  const whole = graph.model.graph as NonNullable<(typeof graph.model)['graph']>;
  const constants = [...shapes].map(([name, dims]) =>
    create(TensorProtoSchema, {
      name,
      dataType: DataType.INT64,
      dims: [BigInt(dims.length)],
      int64Data: dims.map(BigInt),
    }),
  );
  const inner = Object.assign(copyOf(whole), {
    node: whole.node.flatMap((node) => detours.get(node) ?? [node]),
    initializer: [...whole.initializer, ...constants],
  });
  return new Graph(Object.assign(copyOf(graph.model), { graph: inner }));
}

function transpose(from: string, to: string, perm: readonly number[]): NodeProto {
  return create(NodeProtoSchema, {
    opType: 'Transpose',
    input: [from],
    output: [to],
    attribute: [{ name: 'perm', type: AttributeType.INTS, ints: perm.map(BigInt) }],
  });
}
