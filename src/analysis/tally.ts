import type { AblationResult } from './shards.js';
import type { IntactBlock } from './ways/layerDeleter.js';

/**
 * What deleting each of several units does to the answers. Kept as changes against the intact network, sample
 * by sample: where an answer stays as it was, nothing is added. Losses are summed in the order of the samples,
 * so that blocks of any size give the same sum.
 */
export class Tally {
  readonly correctPerClass: Float64Array;
  readonly correctHalf: Float64Array;
  readonly turnedWrong: Float64Array;
  readonly turnedRight: Float64Array;
  /** Changes of the loss, summed over samples; the intact network's sum is added at the end. */
  readonly lossChange: Float64Array;
  readonly #intactPerClass: Float64Array;
  #intactHalf = 0;
  #intactLoss = 0;

  /**
   * @param units number of units.
   * @param loss whether losses are kept.
   */
  constructor(
    readonly units: number,
    readonly classes: number,
    readonly loss: boolean,
  ) {
    this.correctPerClass = new Float64Array(units * classes);
    this.correctHalf = new Float64Array(units);
    this.turnedWrong = new Float64Array(units);
    this.turnedRight = new Float64Array(units);
    this.lossChange = new Float64Array(units);
    this.#intactPerClass = new Float64Array(classes);
  }

  /** Counts a block's samples for every unit, answered as by the intact network. To be called once a block. */
  addIntact({ samples, labels, ranking, intact }: IntactBlock): void {
    for (let sample = 0; sample < samples; sample++) {
      this.#intactPerClass[labels[sample]] += intact.correct[sample];
      if (ranking[sample] === 1) this.#intactHalf += intact.correct[sample];
      this.#intactLoss += intact.loss[sample];
    }
  }

  /**
   * Counts the answer to one sample without a unit, where it may differ from the intact network's.
   * @param unit place in the tally.
   * @param sample place in the block.
   * @param loss cross-entropy in nats; anything where no losses are kept.
   */
  change(block: IntactBlock, unit: number, sample: number, correct: number, loss: number): void {
    if (correct !== block.intact.correct[sample]) this.turn(block, unit, sample);
    if (this.loss) this.lossChange[unit] += loss - block.intact.loss[sample];
  }

  /**
   * Counts that the answer to one sample turns from right to wrong without a unit, or from wrong to right.
   * @param unit place in the tally.
   * @param sample place in the block.
   */
  turn(block: IntactBlock, unit: number, sample: number): void {
    const turn = 1 - 2 * block.intact.correct[sample];
    this.correctPerClass[unit * this.classes + block.labels[sample]] += turn;
    if (block.ranking[sample] === 1) this.correctHalf[unit] += turn;
    if (turn < 0) this.turnedWrong[unit]++;
    else this.turnedRight[unit]++;
  }

  result(): AblationResult {
    const { units, classes } = this;
    return {
      kind: 'ablation',
      correctPerClass: this.correctPerClass.map((count, i) => count + this.#intactPerClass[i % classes]),
      correctHalf: this.correctHalf.map((count) => count + this.#intactHalf),
      turnedWrong: this.turnedWrong,
      turnedRight: this.turnedRight,
      lossSum: this.loss
        ? this.lossChange.map((change) => change + this.#intactLoss)
        : new Float64Array(units),
      intactPerClass: this.#intactPerClass,
      intactHalf: this.#intactHalf,
      intactLossSum: this.#intactLoss,
    };
  }
}
