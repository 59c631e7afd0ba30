import { constantValue } from '../../model/constants.js';
import type { DenseChain } from '../../model/denseChain.js';
import type { Graph } from '../../model/graph.js';
import type { ModelBuilder } from '../../model/modelBuilder.js';
import type { NodeProto } from '../../model/onnx_pb.js';

/** Applies the activation of one of a chain's steps to a tensor of its sums, in a model that is being built. */
export type ChainActivation = (model: ModelBuilder, sums: string) => string;

/**
 * The activations of a chain's steps, in order, as copies of the network's own operators; null where an operator
 * is written in a way that later versions of ONNX no longer have.
 */
export function chainActivations(graph: Graph, { steps }: DenseChain): ChainActivation[] | null {
  const nodes = steps.slice(0, -1).map(({ output }) => graph.producer(output));
  if (!nodes.every((node) => node !== undefined && !isOutdated(node))) return null;
  return (nodes as NodeProto[]).map((node) => {
    const constants = node.input
      .slice(1)
      .map((name) => (name === '' ? null : (constantValue(graph, name)?.values[0] ?? null)));
    return (model, sums) => model.copy(node, sums, constants);
  });
}

/** Bounds of Clip were attributes once; the other activations read today as they always did. */
function isOutdated({ opType, attribute }: NodeProto): boolean {
  return opType === 'Clip' && attribute.length > 0;
}
