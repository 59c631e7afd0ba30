import type { Answers } from './answers.js';
import { Interventions, type Outcome } from './interventions.js';
import type { KnownLayer, Network } from './network.js';
import { outputsOf, statisticsOf, type UnitStatistics } from './statistics.js';
import type { Tensor } from './tensor.js';

/** Everything that the measures need to be known of a network and its data. */
export interface Experiment {
  readonly network: Network;
  /** In forward order. */
  readonly layers: readonly KnownLayer[];
  /** The tensor that counts as logits: a final softmax's input. */
  readonly logits: string;
  /** [samples, ...shape of one]; values that single precision holds. */
  readonly samples: Tensor;
  readonly labels: readonly number[];
  readonly classCount: number;
}

/** One unit deleted, against the intact network. */
export interface UnitAblation extends Outcome {
  /** What the unit was clamped to. */
  readonly value: number;
}

export interface UnitTruth extends UnitStatistics {
  readonly l1Norm: number | null;
  readonly ablation: { readonly zero: UnitAblation; readonly mean: UnitAblation };
}

export interface Truth {
  readonly baseline: Answers;
  /** One row a layer, one entry a unit. */
  readonly units: readonly (readonly UnitTruth[])[];
}

/**
 * Every measure by its definition, in the plainest way: each deleted unit costs one full pass of all samples.
 * The network is computed in float64 from its single-precision weights and inputs.
 */
export function bruteForce(experiment: Experiment): Truth {
  const { layers, labels, classCount } = experiment;
  const interventions = new Interventions(experiment);
  let flat = 0;
  const ablate = (own: number, value: number): UnitAblation => ({
    value,
    ...interventions.clamped([own], () => value),
  });

  const units = layers.map((layer) =>
    Array.from({ length: layer.unitCount }, (_, unit): UnitTruth => {
      const own = flat++;
      const output = outputsOf(interventions.outputs(layer), layer.unitAxis, unit);
      const statistics = statisticsOf(output, labels, classCount);
      const weights = layer.incomingWeights?.[unit];
      return {
        ...statistics,
        l1Norm: weights === undefined ? null : weights.reduce((sum, weight) => sum + Math.abs(weight), 0),
        ablation: { zero: ablate(own, 0), mean: ablate(own, Math.fround(statistics.mean)) },
      };
    }),
  );
  return { baseline: interventions.baseline, units };
}
