import type { ResultFile } from '../results/schema.js';
import { ablate } from './ablations.js';
import type { AblationSoFar } from './ablationSoFar.js';
import { addInto, emptyActivity, mergeActivity, type ActivityTable } from './activity.js';
import { finite, sum, type AblationTable } from './columns.js';
import { byConstants } from './planAblation.js';
import type { ActivityResult, ActivityShard } from './shards.js';
import { runShards, type Sweep } from './sweep.js';

/** What the intact network did on some samples. */
export interface IntactActivity {
  readonly activity: ActivityTable;
  readonly baseline: ResultFile['baseline'];
}

/** Statistics of every unit's activity, and the intact network's answers. */
export async function* measureIntact(
  sweep: Sweep,
  shards: readonly ActivityShard[],
): AsyncGenerator<number, IntactActivity> {
  const sums = new IntactSums(sweep);
  yield* runShards(sweep, shards, (result, { samples }) => sums.add(result, samples.count));
  return sums.activity();
}

/**
 * The same, from the runs of the intact network that deleting each unit by itself starts from.
 * @param values replace the units' outputs, by flat index.
 * @param onStart is given what follows the counts while they come in.
 */
export async function* measureIntactAndAblate(
  sweep: Sweep,
  values: Float32Array,
  onStart: (soFar: AblationSoFar) => void,
): AsyncGenerator<number, { readonly intact: IntactActivity; readonly table: AblationTable }> {
  const sums = new IntactSums(sweep);
  const onIntact = (result: ActivityResult, samples: number) => sums.add(result, samples);
  const table = yield* ablate(sweep, byConstants(values), values, onStart, undefined, onIntact);
  return { intact: sums.activity(), table };
}

/** Sums over the shards' samples, in their order. */
class IntactSums {
  readonly #activity: ActivityTable;
  readonly #correctPerClass: Float64Array;
  #correctHalf = 0;
  #lossSum = 0;
  #samples = 0;

  constructor(private readonly sweep: Sweep) {
    this.#activity = emptyActivity(sweep.units, sweep.classCount);
    this.#correctPerClass = new Float64Array(sweep.classCount);
  }

  add(result: ActivityResult, samples: number): void {
    mergeActivity(this.#activity, result);
    addInto(this.#correctPerClass, result.correctPerClass);
    this.#correctHalf += result.correctHalf;
    this.#lossSum += result.lossSum;
    this.#samples += samples;
  }

  activity(): IntactActivity {
    const baseline = {
      correct: sum(this.#correctPerClass),
      ...(this.sweep.loss ? { loss: finite(this.#lossSum / this.#samples) } : {}),
      correctPerClass: [...this.#correctPerClass],
      correctHalf: this.#correctHalf,
    };
    return { activity: this.#activity, baseline };
  }
}
