import type { AttributeProto, ModelProto, NodeProto, TensorProto, ValueInfoProto } from './onnx_pb.js';

/** An input or output of a network; a dimension is null where the model leaves it open. */
export interface Port {
  readonly name: string;
  /** A number of ONNX's `TensorProto.DataType`. */
  readonly elementType: number;
  readonly shape: readonly (number | null)[] | null;
}

/**
 * A trained network as a graph of ONNX operators, indexed for walking: who makes a tensor, who consumes it,
 * which tensors are constant. Read-only; edits are made on copies of the message (`edit.ts`).
 */
export class Graph {
  readonly nodes: readonly NodeProto[];
  readonly initializers: ReadonlyMap<string, TensorProto>;
  /** Inputs that have to be fed: initializers that old files list among the inputs are left out. */
  readonly inputs: readonly Port[];
  readonly outputs: readonly Port[];
  readonly #producers = new Map<string, NodeProto>();
  readonly #consumers = new Map<string, NodeProto[]>();
  readonly #constants: Set<string>;

  constructor(readonly model: ModelProto) {
    const graph = model.graph;
    if (!graph) throw new TypeError('The model has no graph.');
    this.nodes = graph.node;
    this.initializers = new Map(graph.initializer.map((tensor) => [tensor.name, tensor]));
    this.inputs = graph.input.filter((input) => !this.initializers.has(input.name)).map(port);
    this.outputs = graph.output.map(port);
    this.#constants = new Set(['', ...this.initializers.keys()]);
    // Nodes stand in an order in which every tensor is made before it is read.
    for (const node of this.nodes) {
      if (!drawing.has(node.opType) && tensorsReadBy(node).every((input) => this.#constants.has(input))) {
        for (const output of node.output) this.#constants.add(output);
      }
      for (const output of node.output) if (output !== '') this.#producers.set(output, node);
      for (const input of tensorsReadBy(node)) {
        const consumers = this.#consumers.get(input);
        if (!consumers) this.#consumers.set(input, [node]);
        else if (consumers.at(-1) !== node) consumers.push(node);
      }
    }
  }

  /** The version of ONNX's own operators that the model was written for. */
  get opset(): number {
    const own = this.model.opsetImport.find(({ domain }) => domain === '' || domain === 'ai.onnx');
    return Number(own?.version ?? 1n);
  }

  producer(tensor: string): NodeProto | undefined {
    return this.#producers.get(tensor);
  }

  /** Nodes that read a tensor, each once, in the file's order. */
  consumers(tensor: string): readonly NodeProto[] {
    return this.#consumers.get(tensor) ?? [];
  }

  isOutput(tensor: string): boolean {
    return this.outputs.some(({ name }) => name === tensor);
  }

  /** Whether a tensor is the same for every sample: made of constants by operators that draw nothing. */
  isConstant(tensor: string): boolean {
    return this.#constants.has(tensor);
  }

  /** The operator's inputs that depend on the sample. */
  dataInputs(node: NodeProto): string[] {
    return node.input.filter((input) => !this.isConstant(input));
  }
}

const drawing = new Set([
  'RandomNormal',
  'RandomUniform',
  'RandomNormalLike',
  'RandomUniformLike',
  'Bernoulli',
  'Multinomial',
]);

/** Every tensor a node reads, those of its sub-graphs (`If`, `Loop`) included. */
export function tensorsReadBy(node: NodeProto): string[] {
  const read = node.input.filter((input) => input !== '');
  for (const attribute of node.attribute) {
    const subgraphs = attribute.g ? [attribute.g, ...attribute.graphs] : attribute.graphs;
    for (const graph of subgraphs) {
      for (const inner of graph.node) read.push(...tensorsReadBy(inner));
      read.push(...graph.output.map(({ name }) => name));
    }
  }
  return read;
}

function port(info: ValueInfoProto): Port {
  const type = info.type?.value;
  if (type?.case !== 'tensorType') return { name: info.name, elementType: 0, shape: null };
  const dims = type.value.shape?.dim;
  return {
    name: info.name,
    elementType: type.value.elemType,
    shape: dims
      ? dims.map(({ value }) => (value.case === 'dimValue' && value.value > 0n ? Number(value.value) : null))
      : null,
  };
}

export function attribute(node: NodeProto, name: string): AttributeProto | undefined {
  return node.attribute.find((candidate) => candidate.name === name);
}

export function integer(node: NodeProto, name: string, fallback: number): number {
  const found = attribute(node, name);
  return found ? Number(found.i) : fallback;
}

export function integers(node: NodeProto, name: string): number[] | undefined {
  return attribute(node, name)?.ints.map(Number);
}

export function float(node: NodeProto, name: string, fallback: number): number {
  return attribute(node, name)?.f ?? fallback;
}
