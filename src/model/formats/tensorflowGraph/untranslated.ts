import type { NodeDef } from './graphDef.js';
import { computed, type GraphValue } from './graphValue.js';
import type { NodeContext } from './nodeContext.js';

/** ONNX's name for where operators come from that TensorFlow.js runs. */
export const tensorflowDomain = 'org.tensorflow';

/** What steers the run of other operators, or keeps values between them: no cut can be made through it. */
const steering =
  /^(Switch|Merge|Enter|Exit|NextIteration|LoopCond|(Stateless)?(If|While|Case)|(Stateful)?PartitionedCall|Tensor(Array|List).*|.*HashTable.*|.*Variable.*|LookupTable.*)$/;

/** Operators of several outputs that are common in graphs; a node that reads a later one tells too. */
function outputsOf(node: NodeDef, nodes: readonly NodeDef[]): number {
  const read = nodes.flatMap(({ inputs }) => inputs.filter((input) => input.node === node.name));
  return 1 + Math.max(0, ...read.map(({ output }) => output));
}

/**
 * An operator without a translation, kept as it is for TensorFlow.js to run.
 * @throws InputError where it steers the run of others.
 */
export function keep(
  at: NodeContext,
  inputs: readonly GraphValue[],
  nodes: readonly NodeDef[],
): GraphValue[] {
  const { node, translation } = at;
  if (steering.test(node.op)) {
    at.refuse(
      'steers which operators run or keeps values between them, so units cannot be deleted behind it; convert the model again without control flow, or export it to ONNX with tf2onnx',
    );
  }
  const tensors = inputs.map((input) => at.tensor(input));
  if (tensors.includes(null)) {
    at.refuse('reads sizes that the model leaves open; convert the model again with a fixed input shape');
  }
  const description = JSON.stringify({ op: node.op, attr: node.attributes.values });
  const outputs = outputsOf(node, nodes);
  return translation.builder
    .nodes(node.name, node.op, tensors as string[], { node: description }, outputs, tensorflowDomain)
    .map((tensor) => computed(tensor, null, node.attributes.type('T') ?? 'float'));
}
