import type { ScoredBatch } from '../scores.js';

/** How a network answers some of the samples without some of its units. */
export interface LiveAnswer {
  /** How many samples were answered. */
  readonly samples: number;
  readonly correct: number;
  readonly correctPerClass: readonly number[];
  /** Mean cross-entropy in nats; null where it is not finite. */
  readonly loss: number | null;
}

/** Counts answers. */
export class LiveCounts {
  readonly #correctPerClass: Float64Array;
  #samples = 0;
  #lossSum = 0;

  constructor(classes: number) {
    this.#correctPerClass = new Float64Array(classes);
  }

  /** @param labels class index of each sample, at least as many as are scored. */
  add({ correct, loss }: ScoredBatch, labels: ArrayLike<number>): void {
    for (let sample = 0; sample < correct.length; sample++) {
      this.#correctPerClass[labels[sample]] += correct[sample];
      this.#lossSum += loss[sample];
    }
    this.#samples += correct.length;
  }

  answer(): LiveAnswer {
    return liveAnswer(this.#samples, this.#correctPerClass, this.#lossSum);
  }
}

export function liveAnswer(samples: number, correctPerClass: Float64Array, lossSum: number): LiveAnswer {
  const loss = lossSum / samples;
  return {
    samples,
    correct: correctPerClass.reduce((sum, count) => sum + count, 0),
    correctPerClass: [...correctPerClass],
    loss: Number.isFinite(loss) ? loss : null,
  };
}
