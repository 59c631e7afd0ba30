import type { Experiment } from './bruteForce.js';
import { forward } from './forward.js';
import type { Constant, KnownLayer, Network } from './network.js';
import type { Random } from './random.js';
import { meanOf } from './statistics.js';
import { sizeOf, tensor, type Tensor } from './tensor.js';

/** How a network ends, and what data it is to have. */
export interface NetworkEnd {
  /** The tensor that counts as logits. */
  readonly logits: string;
  /** The constants of the linear operator that makes them. */
  readonly last: { readonly weight: string; readonly bias: string | null };
  readonly classCount: number;
  readonly samples: number;
  /** A class that no sample is given. */
  readonly emptyClass?: number;
  /** Leaves the logits as they are, as where they do not vary. */
  readonly spread?: boolean;
}

/**
 * Draws samples and labels for a network whose weights are random. Its last operator is scaled so that the logits are
 * centred and spread by 1.5: every class is answered, and no answer is a matter of course. Three of four labels are
 * the network's own answers, so that deletions turn samples both ways.
 */
export function drawExperiment(
  drawn: Network,
  layers: readonly KnownLayer[],
  end: NetworkEnd,
  random: Random,
): Experiment {
  const { classCount } = end;
  const dims = [end.samples, ...drawn.inputs[0].shape.slice(1).map(Number)];
  const samples = tensor(dims, random.normals(sizeOf(dims), 1));
  const network = end.spread === false ? drawn : withSpreadLogits(drawn, end, samples);
  const logits = logitsOf(network, end, samples);
  const labels = Array.from({ length: end.samples }, (_, i) => {
    const row = logits.slice(i * classCount, (i + 1) * classCount);
    const own = row.indexOf(Math.max(...row));
    const label = random.below(4) === 0 ? random.below(classCount) : own;
    return label === end.emptyClass ? (label + 1) % classCount : label;
  });
  return { network, layers, logits: end.logits, samples, labels, classCount };
}

function withSpreadLogits(network: Network, end: NetworkEnd, samples: Tensor): Network {
  const logits = logitsOf(network, end, samples);
  const means = Array.from({ length: end.classCount }, (_, c) =>
    meanOf(logits.filter((_, i) => i % end.classCount === c)),
  );
  const spread = Math.sqrt(meanOf(logits.map((logit, i) => (logit - means[i % end.classCount]) ** 2)));
  const scale = 1.5 / spread;
  const changed = (constant: Constant, change: (value: number, index: number) => number): Constant => ({
    ...constant,
    values: constant.values.map((value, index) => Math.fround(change(value, index))),
  });
  const constants = network.constants.map((constant) => {
    if (constant.name === end.last.weight) return changed(constant, (weight) => weight * scale);
    if (constant.name === end.last.bias) return changed(constant, (bias, c) => (bias - means[c]) * scale);
    return constant;
  });
  return { ...network, constants };
}

function logitsOf(network: Network, end: NetworkEnd, samples: Tensor): number[] {
  return Array.from(forward(network, samples, [end.logits]).get(end.logits)!.data);
}
