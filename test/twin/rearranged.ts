import type { Experiment } from './bruteForce.js';
import type { Constant, Network } from './network.js';
import { sizeOf, tensor, type Tensor } from './tensor.js';

/** The same experiment on other samples, by index; one may be taken several times. */
export function chosenSamples(experiment: Experiment, indexes: readonly number[]): Experiment {
  const { samples, labels } = experiment;
  return { ...experiment, samples: rowsOf(samples, indexes), labels: indexes.map((i) => labels[i]) };
}

export function firstSamples(experiment: Experiment, count: number): Experiment {
  return chosenSamples(
    experiment,
    Array.from({ length: count }, (_, i) => i),
  );
}

export function withLabels(experiment: Experiment, labelOf: (sample: number) => number): Experiment {
  return { ...experiment, labels: experiment.labels.map((_, sample) => labelOf(sample)) };
}

/**
 * The same network, which now takes just so many samples a run: it adds zeros of that many rows to its input, and no
 * reader can open that.
 */
export function withFixedBatch(experiment: Experiment, batch: number): Experiment {
  const { network } = experiment;
  const [input] = network.inputs;
  const shape = [batch, ...input.shape.slice(1).map(Number)];
  const zeros: Constant = {
    name: 'nothing',
    type: 'float32',
    dims: shape,
    values: new Array<number>(sizeOf(shape)).fill(0),
  };
  const inner = 'batched';
  const nodes = network.nodes.map((node) => ({
    ...node,
    inputs: node.inputs.map((name) => (name === input.name ? inner : name)),
  }));
  const fixed: Network = {
    ...network,
    nodes: [{ operator: 'Add', inputs: [input.name, zeros.name], outputs: [inner] }, ...nodes],
    constants: [...network.constants, zeros],
    inputs: [{ ...input, shape }],
    outputs: network.outputs.map((port) => ({ ...port, shape: [batch, ...port.shape.slice(1)] })),
  };
  return { ...experiment, network: fixed };
}

/**
 * A network of dense layers whose units of one layer stand in another order; it computes the same.
 * @param weights names of the constants, [units, inputs] and [units], that make the layer, and of the matrix
 * [units behind, units] that reads it
 * @param order for each new place, the unit that comes to stand there
 */
export function withUnitsReordered(
  experiment: Experiment,
  layerId: string,
  weights: { readonly own: string; readonly bias: string; readonly next: string },
  order: readonly number[],
): Experiment {
  const reorder = (constant: Constant): Constant => {
    const { dims, values } = constant;
    if (constant.name === weights.own || constant.name === weights.bias) {
      const size = sizeOf(dims.slice(1));
      return { ...constant, values: order.flatMap((unit) => values.slice(unit * size, (unit + 1) * size)) };
    }
    if (constant.name !== weights.next) return constant;
    return { ...constant, values: values.map((_, i) => values[i - (i % dims[1]) + order[i % dims[1]]]) };
  };
  const { network, layers } = experiment;
  return {
    ...experiment,
    network: { ...network, constants: network.constants.map(reorder) },
    layers: layers.map((layer) => {
      const rows = layer.incomingWeights;
      return layer.id === layerId && rows
        ? { ...layer, incomingWeights: order.map((unit) => rows[unit]) }
        : layer;
    }),
  };
}

function rowsOf(from: Tensor, indexes: readonly number[]): Tensor {
  const shape = from.dims.slice(1);
  const size = sizeOf(shape);
  const values = indexes.flatMap((i) => Array.from(from.data.subarray(i * size, (i + 1) * size)));
  return tensor([indexes.length, ...shape], values);
}
