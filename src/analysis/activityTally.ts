import { InputError } from '../inputError.js';
import { addActivity, emptyActivity, type ActivityTable } from './activity.js';
import { openNeuronAdder } from './neuronSums.js';
import type { Batch } from './sampleReader.js';
import type { ShardContext } from './shardContext.js';
import type { ActivityResult } from './shards.js';
import type { IntactBlock } from './ways/layerDeleter.js';

/** What the intact network does on samples, block by block: its answers, and statistics of every unit's activity. */
export class ActivityTally {
  /** Names of the tensors that a block has to have. */
  readonly needs: readonly string[];
  readonly #context: Pick<ShardContext, 'network' | 'reader'>;
  readonly #table: ActivityTable;
  readonly #adder = openNeuronAdder();
  readonly #correctPerClass: Float64Array;
  #correctHalf = 0;
  #lossSum = 0;

  constructor(context: Pick<ShardContext, 'network' | 'reader'>) {
    const { layers, unitCount, classCount } = context.network;
    this.needs = layers.map(({ tensor }) => tensor);
    this.#context = context;
    this.#table = emptyActivity(unitCount, classCount);
    this.#correctPerClass = new Float64Array(classCount);
  }

  /**
   * Adds a block, in pieces of as many samples as one run takes: blocks of any number of runs give the same sums.
   * @param samples index of each sample of the block in the data.
   * @throws InputError where the network's answer to a sample is not a number.
   */
  add(
    { samples: count, inputs, labels, ranking, scores, tensors, intact }: IntactBlock,
    samples: Batch['samples'],
  ) {
    const { network } = this.#context;
    const { layers, classCount, batchSize, sampleSize } = network;
    this.#refuseUndefined(scores, samples);
    for (let i = 0; i < count; i++) {
      this.#correctPerClass[labels[i]] += intact.correct[i];
      if (ranking[i] === 1) this.#correctHalf += intact.correct[i];
      this.#lossSum += intact.loss[i];
    }
    for (let first = 0; first < count; first += batchSize) {
      const end = Math.min(first + batchSize, count);
      const valid = network.validPositions(inputs.subarray(first * sampleSize, end * sampleSize));
      for (const layer of layers) {
        const values = tensors.get(layer.tensor) ?? new Float32Array();
        const width = values.length / count;
        const piece = values.subarray(first * width, end * width);
        const own = labels.subarray(first, end);
        addActivity(this.#table, layer, piece, own, classCount, valid, this.#adder);
      }
    }
  }

  /** The sum of losses is of those that the blocks hold. */
  result(): ActivityResult {
    const answers = { correctPerClass: this.#correctPerClass, correctHalf: this.#correctHalf };
    return { kind: 'activity', ...answers, lossSum: this.#lossSum, ...this.#table };
  }

  #refuseUndefined(scores: Float32Array, samples: Batch['samples']): void {
    const at = scores.findIndex(Number.isNaN);
    if (at === -1) return;
    const { network, reader } = this.#context;
    const sample = samples[Math.floor(at / network.scoreWidth)];
    throw new InputError(
      `The network's answer to sample ${sample} of ${reader.dataset.name} is NaN (not a number); check the model's weights and the data's scaling.`,
    );
  }
}
