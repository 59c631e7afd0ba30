import { cutOut } from '../../model/cut.js';
import { tensorflowDomain } from '../../model/formats/tensorflowGraph/untranslated.js';
import type { ModelProto, NodeProto, TensorProto } from '../../model/onnx_pb.js';

/** Operators that one runtime runs in one go. */
export interface ModelPart {
  readonly runtime: 'onnx' | 'tensorflow';
  readonly nodes: readonly NodeProto[];
  /** Tensors that it reads and that earlier parts make, or that are fed. */
  readonly inputs: readonly string[];
  /** Constants that it reads. */
  readonly constants: readonly TensorProto[];
  /** Tensors that later parts read or that are outputs of the model. */
  readonly outputs: readonly string[];
}

const runtimeOf = ({ domain }: NodeProto): ModelPart['runtime'] =>
  domain === tensorflowDomain ? 'tensorflow' : 'onnx';

/**
 * Cuts a model where its operators pass from one runtime to the other. A part reads from earlier ones alone: a node is of
 * the first part of its runtime that stands behind all that it reads.
 */
export function partsOf(model: ModelProto): ModelPart[] {
  const graph = model.graph;
  if (!graph) throw new TypeError('The model has no graph.');
  const madeIn = new Map<string, number>();
  const parts: NodeProto[][] = [];
  for (const node of graph.node) {
    const parity = runtimeOf(node) === 'onnx' ? 0 : 1;
    let at = Math.max(parity, ...node.input.map((tensor) => madeIn.get(tensor) ?? 0));
    if (at % 2 !== parity) at++;
    while (parts.length <= at) parts.push([]);
    parts[at].push(node);
    for (const tensor of node.output) madeIn.set(tensor, at);
  }
  const constants = new Map(graph.initializer.map((tensor) => [tensor.name, tensor]));
  const readIn = parts.map((nodes) => new Set(nodes.flatMap(({ input }) => input)));
  const wanted = new Set(graph.output.map(({ name }) => name));
  return parts.flatMap((nodes, i): ModelPart[] => {
    const [first] = nodes;
    if (!first) return [];
    const made = new Set(nodes.flatMap(({ output }) => output));
    const read = [...readIn[i]].filter((tensor) => tensor !== '' && !made.has(tensor));
    const isOutput = (tensor: string) =>
      wanted.has(tensor) || readIn.some((others, j) => j > i && others.has(tensor));
    return [
      {
        runtime: runtimeOf(first),
        nodes,
        inputs: read.filter((tensor) => !constants.has(tensor)),
        constants: read.flatMap((tensor) => constants.get(tensor) ?? []),
        outputs: [...made].filter(isOutput),
      },
    ];
  });
}

/**
 * A part of ONNX's operators as a model.
 * @param types of its inputs: numbers of ONNX's `TensorProto.DataType`.
 */
export function modelOf(model: ModelProto, part: ModelPart, types: ReadonlyMap<string, number>): ModelProto {
  const inputs = part.inputs.map((name) => ({ name, elementType: types.get(name) ?? 0, dims: null }));
  // What the outputs are, the runtime finds out.
  const outputs = part.outputs.map((name) => ({ name, elementType: 0, dims: null }));
  return cutOut(model, part.nodes, inputs, outputs);
}
