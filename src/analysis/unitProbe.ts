import type { Dataset } from '../dataset/dataset.js';
import type { UnitDetail, UnitReplacement } from '../results/unitDetail.js';
import { activityOf } from './activity.js';
import { checkedUnits } from './curves.js';
import type { Answers, Network } from './network.js';
import { SampleReader, type Batch } from './sampleReader.js';
import { predictedClasses, scoreBatch } from './scores.js';
import type { UnitLayer } from './unitLayers.js';
import { outputsOfUnit } from './ways/masks.js';

/** What is kept of the samples and of a layer's outputs at a time. */
const blockBytes = 2 ** 24;

/** How a network answers every sample of the data. */
interface SampleAnswers {
  /** Class indexes. */
  readonly predicted: Int32Array;
  /** Probability of the label. */
  readonly confidence: Float32Array;
}

/**
 * Looks at single units sample by sample. The whole network runs with the unit clamped (`masks.ts`), which for one unit
 * costs no more than any other way. One call at a time; it may be interrupted by other uses of the network at each step.
 */
export class UnitProbe {
  readonly #reader: SampleReader;
  readonly #memoryBytes: number;
  /** The intact network's answers, once they are known. */
  #intact: SampleAnswers | null = null;

  /** @param memoryBytes what may be kept in memory to save work. */
  constructor(
    private readonly network: Network,
    dataset: Dataset,
    memoryBytes: number,
  ) {
    this.#memoryBytes = Math.min(blockBytes, memoryBytes);
    this.#reader = new SampleReader(dataset, network.batchSize, network.classCount, this.#memoryBytes);
  }

  /**
   * @param unit flat index.
   * @param step called behind each batch; whatever it throws ends the work.
   * @throws InputError where there is no such unit.
   */
  async look(unit: number, replaceBy: UnitReplacement, step: () => Promise<void>): Promise<UnitDetail> {
    const { network } = this;
    checkedUnits([unit], network.unitCount, 'The request');
    const { labels } = this.#reader.dataset;
    const intact = (this.#intact ??= await this.#answerIntact(step));
    const place = network.place(unit).layer;
    const layer = network.layers[place];
    const activity = new Float32Array(labels.length);
    const without = noAnswers(labels.length);
    const size = network.blockSize([layer.tensor], this.#memoryBytes);
    for await (const block of this.#reader.batches({ first: 0, count: labels.length }, size)) {
      const others =
        replaceBy.kind === 'otherSamples' ? await this.#others(block, layer, replaceBy.seed) : null;
      for (let at = 0; at < block.labels.length; at += network.batchSize) {
        const inputs = block.inputs.subarray(
          at * network.sampleSize,
          (at + network.batchSize) * network.sampleSize,
        );
        const count = inputs.length / network.sampleSize;
        const { scores, hidden } =
          replaceBy.kind === 'constant'
            ? await network.run(inputs, [{ unit, value: replaceBy.value }], [place])
            : await this.#runWith(
                outputsOfUnit(layer, unit, others ?? new Float32Array(), at, count),
                inputs,
                unit,
                place,
              );
        const first = block.samples[at];
        const valid = network.validPositions(inputs);
        for (let i = 0; i < count; i++)
          activity[first + i] = activityOf(layer, unit - layer.firstUnit, hidden[0], i, valid);
        this.#note(without, first, scores);
        await step();
      }
    }
    return {
      unit,
      samples: labels.length,
      labels: labels.slice(),
      activity,
      before: intact.predicted,
      after: without.predicted,
      confidenceBefore: intact.confidence,
      confidenceAfter: without.confidence,
    };
  }

  /** By the same graph as the counts of a result, so that near-ties fall alike. */
  async #answerIntact(step: () => Promise<void>): Promise<SampleAnswers> {
    const { labels } = this.#reader.dataset;
    const answers = noAnswers(labels.length);
    for await (const { inputs, samples } of this.#reader.batches({ first: 0, count: labels.length })) {
      this.#note(answers, samples[0], (await this.network.intact(inputs, [])).scores);
      await step();
    }
    return answers;
  }

  /** A layer's outputs on the other samples that stand in for those of a block. */
  async #others(block: Batch, { tensor }: UnitLayer, seed: number): Promise<Float32Array> {
    const inputs = await this.#reader.others(block, seed);
    return (await this.network.intact(inputs, [tensor])).tensors.get(tensor) ?? new Float32Array();
  }

  #runWith(addition: Float32Array, inputs: Float32Array, unit: number, place: number): Promise<Answers> {
    return this.network.run(inputs, [{ unit, value: 0 }], [place], new Map([[place, addition]]));
  }

  #note({ predicted, confidence }: SampleAnswers, first: number, scores: Float32Array): void {
    const { classCount, givesProbabilities } = this.network;
    const labels = this.#reader.dataset.labels.subarray(first);
    const { loss } = scoreBatch(scores, labels, classCount, {
      loss: true,
      probabilities: givesProbabilities,
    });
    predicted.set(predictedClasses(scores, classCount), first);
    // The loss is the negative logarithm of the probability of the label.
    confidence.set(
      Float32Array.from(loss, (nats) => Math.exp(-nats)),
      first,
    );
  }
}

function noAnswers(samples: number): SampleAnswers {
  return { predicted: new Int32Array(samples), confidence: new Float32Array(samples) };
}
