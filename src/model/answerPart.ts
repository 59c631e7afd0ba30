import { copyOf } from './edit.js';
import { Graph, tensorsReadBy } from './graph.js';
import { nodesBefore } from './layers.js';

/**
 * The part of a network that makes one of its outputs, where inputs have nothing to do with that, as numbers that are only
 * handed through; the network itself where all its inputs have.
 */
export function answerPart(graph: Graph, output: string): Graph {
  const way = nodesBefore(graph, output);
  const read = new Set([output, ...[...way].flatMap(tensorsReadBy)]);
  if (graph.inputs.every(({ name }) => read.has(name))) return graph;
  const whole = graph.model.graph as NonNullable<(typeof graph.model)['graph']>;
  const node = whole.node.filter((one) => way.has(one));
  const made = new Set(node.flatMap((one) => one.output));
  const inner = Object.assign(copyOf(whole), {
    node,
    input: whole.input.filter(({ name }) => read.has(name) || graph.initializers.has(name)),
    output: whole.output.filter(({ name }) => made.has(name) || name === output),
  });
  return new Graph(Object.assign(copyOf(graph.model), { graph: inner }));
}
