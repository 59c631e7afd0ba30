import { create } from '@bufbuild/protobuf';
import { copyOf } from './edit.js';
import type { Graph } from './graph.js';
import {
  TensorShapeProto_DimensionSchema,
  TensorShapeProtoSchema,
  TypeProto_TensorSchema,
  TypeProtoSchema,
  ValueInfoProtoSchema,
  type ModelProto,
  type NodeProto,
  type ValueInfoProto,
} from './onnx_pb.js';

/** What lies between some tensors and another that is computed from them. */
export interface Between {
  /** In the file's order. */
  readonly nodes: readonly NodeProto[];
  /** Tensors that these nodes read beside, which change with the sample but not with the tensors. */
  readonly beside: readonly string[];
}

/**
 * The nodes on the ways from some tensors to a target, and what else they read.
 * @returns null where a node on the way has a graph of its own (`If`, `Loop`), which reads what it likes.
 */
export function between(graph: Graph, from: readonly string[], target: string): Between | null {
  const reached = new Set(from);
  // Those that read a tensor in a graph of their own are among its consumers too.
  const readers = new Set(from.flatMap((tensor) => graph.consumers(tensor)));
  const after = graph.nodes.filter((node) => {
    if (!readers.has(node)) return false;
    for (const output of node.output) {
      reached.add(output);
      for (const reader of graph.consumers(output)) readers.add(reader);
    }
    return true;
  });
  const needed = new Set([target]);
  const nodes = after
    .reverse()
    .filter((node) => {
      if (!node.output.some((output) => needed.has(output))) return false;
      for (const input of node.input) needed.add(input);
      return true;
    })
    .reverse();
  if (nodes.some(({ attribute }) => attribute.some(({ g, graphs }) => g !== undefined || graphs.length > 0)))
    return null;
  const beside = new Set(
    nodes.flatMap((node) => graph.dataInputs(node).filter((input) => !reached.has(input))),
  );
  return { nodes, beside: [...beside] };
}

/** A tensor that a part of a network takes or gives. */
export interface CutPort {
  readonly name: string;
  /** A number of ONNX's `TensorProto.DataType`; 0 leaves it to the runtime to find out. */
  readonly elementType: number;
  /** Numbers, or names of dimensions that stay open; null where nothing is said of them. */
  readonly dims: readonly (number | string)[] | null;
}

/**
 * The part of a model that computes some outputs from given tensors: the nodes that it takes, the
 * initializers that those read, and of the given tensors those that are read at all.
 * @param nodes in an order in which every tensor is made before it is read.
 * @throws TypeError where an output can't be computed from what is given.
 */
export function cutOut(
  model: ModelProto,
  nodes: readonly NodeProto[],
  given: readonly CutPort[],
  outputs: readonly CutPort[],
): ModelProto {
  const whole = model.graph as NonNullable<ModelProto['graph']>;
  const isGiven = new Set(given.map(({ name }) => name));
  const needed = new Set(outputs.map(({ name }) => name));
  const taken = [...nodes]
    .reverse()
    .filter((node) => {
      if (!node.output.some((output) => needed.has(output) && !isGiven.has(output))) return false;
      for (const input of node.input) if (input !== '') needed.add(input);
      return true;
    })
    .reverse();
  const initializer = whole.initializer.filter(({ name }) => needed.has(name) && !isGiven.has(name));
  const made = new Set([
    ...isGiven,
    ...initializer.map(({ name }) => name),
    ...taken.flatMap(({ output }) => output),
  ]);
  for (const name of needed) if (!made.has(name)) throw new TypeError(`Nothing makes the tensor ${name}.`);
  const graph = copyOf(whole);
  graph.node = taken;
  graph.initializer = initializer;
  graph.input = given.filter(({ name }) => needed.has(name)).map(portInfo);
  graph.output = outputs.map(portInfo);
  graph.valueInfo = [];
  return Object.assign(copyOf(model), { graph });
}

function portInfo({ name, elementType, dims }: CutPort): ValueInfoProto {
  if (elementType === 0) return create(ValueInfoProtoSchema, { name });
  const dim = dims?.map((value) =>
    create(TensorShapeProto_DimensionSchema, {
      value:
        typeof value === 'number' ? { case: 'dimValue', value: BigInt(value) } : { case: 'dimParam', value },
    }),
  );
  const shape = dim && create(TensorShapeProtoSchema, { dim });
  const tensor = create(TypeProto_TensorSchema, { elemType: elementType, ...(shape && { shape }) });
  const type = create(TypeProtoSchema, { value: { case: 'tensorType', value: tensor } });
  return create(ValueInfoProtoSchema, { name, type });
}
