import type { Network } from './network.js';
import { evaluateNode } from './operators.js';
import { constantTensor, sizeOf, takeSamples, type Tensor } from './tensor.js';

/** What becomes of a tensor before anything reads it. `first` is the index of its batch's first sample. */
export type Change = (tensor: string, value: Tensor, first: number) => Tensor;

const unchanged: Change = (_, value) => value;

/**
 * One full pass of all samples through the network.
 * A graph of a fixed batch is given that many samples at a time, the last batch filled up with copies of the last
 * sample, whose results are dropped.
 * @param samples [samples, ...shape of one]
 * @param wanted names of the tensors to return, each with one row a sample
 */
export function forward(
  network: Network,
  samples: Tensor,
  wanted: readonly string[],
  change: Change = unchanged,
): Map<string, Tensor> {
  const count = samples.dims[0];
  const fixed = network.inputs[0].shape[0];
  const batch = typeof fixed === 'number' ? fixed : count;
  const parts: Map<string, Tensor>[] = [];
  for (let first = 0; first < count; first += batch) {
    parts.push(evaluate(network, takeSamples(samples, first, batch), first, change));
  }
  return new Map(wanted.map((name) => [name, rows(parts, name, count)]));
}

/** Every tensor of the graph, computed from one batch. */
function evaluate(network: Network, input: Tensor, first: number, change: Change): Map<string, Tensor> {
  const tensors = new Map(network.constants.map((constant) => [constant.name, constantTensor(constant)]));
  tensors.set(network.inputs[0].name, input);
  for (const node of network.nodes) {
    const inputs = node.inputs.map((name) => (name === '' ? null : found(tensors, name)));
    const [output] = node.outputs;
    tensors.set(output, change(output, evaluateNode(node, inputs, network.opset), first));
  }
  return tensors;
}

function rows(parts: readonly Map<string, Tensor>[], name: string, count: number): Tensor {
  const { dims } = found(parts[0], name);
  const size = sizeOf(dims.slice(1));
  const data = new Float64Array(parts.length * dims[0] * size);
  parts.forEach((part, index) => data.set(found(part, name).data, index * dims[0] * size));
  return { dims: [count, ...dims.slice(1)], data: data.slice(0, count * size) };
}

function found(tensors: ReadonlyMap<string, Tensor>, name: string): Tensor {
  const value = tensors.get(name);
  if (value === undefined) throw new Error(`the network has no tensor ${name}`);
  return value;
}
