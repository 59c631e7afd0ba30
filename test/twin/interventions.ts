import { answersOf, type Answers } from './answers.js';
import type { Experiment } from './bruteForce.js';
import { clamps, outputOfOthers } from './changes.js';
import { forward, type Change } from './forward.js';
import type { KnownLayer } from './network.js';
import type { Tensor } from './tensor.js';

/** How the network did with something changed, against the intact network. */
export interface Outcome {
  readonly answers: Answers;
  readonly turnedWrong: number;
  readonly turnedRight: number;
}

/** A unit's place; flat indexes count through the layers in forward order. */
export interface UnitPlace {
  readonly layer: KnownLayer;
  readonly unit: number;
}

export function unitPlaces({ layers }: Pick<Experiment, 'layers'>): UnitPlace[] {
  return layers.flatMap((layer) => Array.from({ length: layer.unitCount }, (_, unit) => ({ layer, unit })));
}

/** Changes an experiment's network in the plainest way: each change costs one full pass of all samples. */
export class Interventions {
  readonly #places: readonly UnitPlace[];
  readonly #intact: ReadonlyMap<string, Tensor>;
  readonly baseline: Answers;

  constructor(readonly experiment: Experiment) {
    const { network, samples, logits, layers, labels } = experiment;
    this.#places = unitPlaces(experiment);
    this.#intact = forward(network, samples, [logits, ...layers.map((layer) => layer.tensor)]);
    this.baseline = answersOf(this.#intact.get(logits)!, labels);
  }

  get unitCount(): number {
    return this.#places.length;
  }

  /** A layer's intact outputs on all samples. */
  outputs(layer: KnownLayer): Tensor {
    return this.#intact.get(layer.tensor)!;
  }

  with(change: Change): Outcome {
    const { network, samples, logits, labels } = this.experiment;
    const answers = answersOf(forward(network, samples, [logits], change).get(logits)!, labels);
    const { right } = this.baseline;
    return {
      answers,
      turnedWrong: answers.right.filter((hit, i) => right[i] && !hit).length,
      turnedRight: answers.right.filter((hit, i) => !right[i] && hit).length,
    };
  }

  /** Units, by flat index, each held at a value of its own. */
  clamped(units: ArrayLike<number>, valueOf: (flat: number) => number): Outcome {
    return this.with(
      clamps(
        Array.from(units, (flat) => {
          const { layer, unit } = this.#places[flat];
          return { tensor: layer.tensor, unitAxis: layer.unitAxis, unit, value: valueOf(flat) };
        }),
      ),
    );
  }

  /** One unit's output taken from other samples. */
  resampled(flat: number, sources: ArrayLike<number>): Outcome {
    const { layer, unit } = this.#places[flat];
    return this.with(outputOfOthers({ ...layer, unit }, this.outputs(layer), sources));
  }
}
