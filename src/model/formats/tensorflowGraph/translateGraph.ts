import { InputError } from '../../../inputError.js';
import { Graph } from '../../graph.js';
import { GraphBuilder } from '../keras/graphBuilder.js';
import type { StoredWeight } from '../keras/weights.js';
import { convolutionOperators } from './convolutionOperators.js';
import { elementwiseOperators } from './elementwiseOperators.js';
import { dilatedOperators } from './dilatedOperators.js';
import type { NodeDef, Source } from './graphDef.js';
import { computed, sizesInGraph, whole, type Computed, type GraphValue, type Sizes } from './graphValue.js';
import { joiningOperators } from './joiningOperators.js';
import { NodeContext, type GraphTranslation, type OperatorTranslator } from './nodeContext.js';
import { productOperators } from './productOperators.js';
import { reductionOperators } from './reductionOperators.js';
import { shapeOperators } from './shapeOperators.js';
import { slicingOperators } from './slicingOperators.js';
import { keep } from './untranslated.js';

const translators = new Map<string, OperatorTranslator>(
  Object.entries({
    ...convolutionOperators,
    ...dilatedOperators,
    ...elementwiseOperators,
    ...joiningOperators,
    ...productOperators,
    ...reductionOperators,
    ...shapeOperators,
    ...slicingOperators,
  }),
);

/** A graph of TensorFlow's operators as its container gives it. */
export interface TensorflowGraph {
  readonly nodes: readonly NodeDef[];
  /** Where samples are fed, with the shape where it is told beside the graph; null where every placeholder is meant. */
  readonly inputs: readonly { readonly source: Source; readonly shape: Sizes | null }[] | null;
  /** Null where what nobody reads is meant. */
  readonly outputs: readonly Source[] | null;
  /** The values of a constant, by the name of its node. */
  weight(name: string): StoredWeight | undefined;
  /** Whether large weights are not read before they are wanted. */
  readonly leavesWeights?: boolean;
}

/**
 * Translates a graph of TensorFlow's operators to ONNX's, under its nodes' names. Images keep TensorFlow's order of
 * dimensions at the input and have their channels second from the first operator on that works on images. Operators
 * without a translation stay what they are, in a domain of their own, for TensorFlow.js to run.
 * @throws InputError naming what is missing or can't be read.
 */
export function translateGraph(graph: TensorflowGraph, file: string): Graph {
  const byName = new Map(graph.nodes.map((node) => [node.name, node]));
  const builder = new GraphBuilder({ producer: 'tensorflow', file, leavesWeights: graph.leavesWeights });
  const shared: GraphTranslation = {
    file,
    builder,
    turned: new Map(),
    rowsOf: new Map(),
    constants: new Map(),
  };
  const outputs = graph.outputs ?? unread(graph.nodes);
  const order = inOrder(byName, outputs, file);
  const made = new Map<string, readonly GraphValue[]>();
  const inputs: { tensor: string; shape: Sizes }[] = [];
  for (const node of order) {
    const at = new NodeContext(shared, node);
    if (node.op === 'Placeholder') {
      const told = graph.inputs?.find(({ source }) => source.node === node.name)?.shape;
      const input = placeholder(at, told ?? node.attributes.shape('shape'));
      inputs.push({ tensor: node.name, shape: (input.shape ?? []).slice(1) });
      made.set(node.name, [input]);
      continue;
    }
    if (node.op === 'Const') {
      made.set(node.name, [constant(at, graph.weight(node.name))]);
      continue;
    }
    const read = node.inputs.map(
      (source) =>
        valueOf(made, source) ??
        at.refuse(`reads an output that "${source.node}" doesn't have; convert the model again`),
    );
    const value = translators.get(node.op)?.(at, read) ?? keep(at, read, graph.nodes);
    const values = Array.isArray(value) ? (value as GraphValue[]) : [value as GraphValue];
    for (const each of values) {
      const sizes = each.kind === 'computed' ? sizesInGraph(each) : null;
      if (each.kind === 'computed' && sizes) builder.shaped(each.tensor, sizes.slice(1));
    }
    made.set(node.name, values);
  }
  const ports = outputs.map((source) => {
    const value = valueOf(made, source);
    const node = byName.get(source.node);
    if (value?.kind !== 'computed' || !node) {
      throw new InputError(
        `The output "${source.node}" of ${file} doesn't depend on its input; convert the model again.`,
      );
    }
    const { tensor, shape } = new NodeContext(shared, node).plain(value);
    return { tensor, shape: shape?.slice(1) ?? null };
  });
  return new Graph(builder.model(inputs, ports));
}

function valueOf(made: ReadonlyMap<string, readonly GraphValue[]>, { node, output }: Source) {
  return made.get(node)?.[output];
}

/** The nodes that nobody reads. */
function unread(nodes: readonly NodeDef[]): Source[] {
  const read = new Set(nodes.flatMap(({ inputs }) => inputs.map(({ node }) => node)));
  const passive = new Set(['Const', 'NoOp', 'Placeholder', 'Assert']);
  return nodes
    .filter(({ name, op }) => !read.has(name) && !passive.has(op))
    .map(({ name }) => ({ node: name, output: 0 }));
}

/** What the outputs need, each node behind those that it reads; walked without recursion, since graphs are deep. */
function inOrder(byName: ReadonlyMap<string, NodeDef>, outputs: readonly Source[], file: string): NodeDef[] {
  const order: NodeDef[] = [];
  const state = new Map<string, 'open' | 'done'>();
  const waiting = outputs.map(({ node }) => node).reverse();
  for (let name = waiting.at(-1); name !== undefined; name = waiting.at(-1)) {
    const node = byName.get(name);
    if (!node) {
      throw new InputError(
        `${file} speaks of an operator "${name}" that it doesn't describe; convert the model again.`,
      );
    }
    const before = state.get(name);
    if (before === undefined) {
      state.set(name, 'open');
      for (const input of [...node.inputs].reverse()) {
        if (state.get(input.node) === 'open') {
          throw new InputError(
            `The operators of ${file} run in a loop at "${input.node}", as those of recurrent layers do, which can't be read; choose the Keras file that it was made from.`,
          );
        }
        if (state.get(input.node) === undefined) waiting.push(input.node);
      }
      continue;
    }
    waiting.pop();
    if (before === 'open') {
      state.set(name, 'done');
      order.push(node);
    }
  }
  return order;
}

/** What is fed is float32, so whole numbers are made of it first. */
function placeholder(at: NodeContext, given: Sizes | null): Computed {
  if (!given || given.length === 0) {
    at.refuse("doesn't say what shape the input has; convert the model again with a fixed input shape");
  }
  const type = at.attributes.type('dtype') ?? 'float';
  const input = computed(at.node.name, [null, ...given.slice(1)], 'float');
  if (type === 'float') return input;
  const int64 = 7;
  return { ...input, tensor: at.add('Cast', [input.tensor], { to: int64 }), type: 'int' };
}

function constant(at: NodeContext, weight: StoredWeight | undefined): GraphValue {
  if (!weight) at.refuse('has no values among the weights; copy or convert the whole model again');
  const { name, dims } = weight;
  if (at.attributes.type('dtype') === 'int') return whole([...weight.values()], dims);
  return { kind: 'weight', name, dims, values: () => weight.values() };
}
