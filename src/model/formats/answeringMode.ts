import { copyOf } from '../edit.js';
import { constantDims, constantValue } from '../constants.js';
import { Graph } from '../graph.js';
import type { ModelProto, NodeProto } from '../onnx_pb.js';

/**
 * The model as it answers, where it was exported as it learns: dropout leaves nothing out, and batch norm takes the means and
 * variances that were learned, not those of the samples that happen to be run together. The model itself where it is so anyway.
 */
export function withAnsweringMode(model: ModelProto): ModelProto {
  if (!model.graph?.node.some(mayLearn)) return model;
  const graph = new Graph(model);
  const node = model.graph.node.map((one) => (mayLearn(one) ? answering(graph, one) : one));
  return Object.assign(copyOf(model), { graph: Object.assign(copyOf(model.graph), { node }) });
}

function mayLearn({ opType, input, output }: NodeProto): boolean {
  return (opType === 'Dropout' && input.length > 2) || (opType === 'BatchNormalization' && output.length > 1);
}

function answering(graph: Graph, node: NodeProto): NodeProto {
  if (node.opType === 'Dropout') {
    const learns = constantValue(graph, node.input[2] ?? '')?.values[0] === 1;
    return learns ? Object.assign(copyOf(node), { input: node.input.slice(0, 2) }) : node;
  }
  const isOnlyLearned = node.output.slice(1).every((name) => name === '' || isUnread(graph, name));
  const isKnown = constantDims(graph, node.input[3] ?? '') !== null;
  if (!isOnlyLearned || !isKnown) return node;
  const attribute = node.attribute.filter(({ name }) => name !== 'training_mode');
  return Object.assign(copyOf(node), { output: node.output.slice(0, 1), attribute });
}

function isUnread(graph: Graph, tensor: string): boolean {
  return graph.consumers(tensor).length === 0 && !graph.isOutput(tensor);
}
