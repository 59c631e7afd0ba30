import type { Dataset } from '../dataset/dataset.js';
import type { UnitDetail, UnitReplacement } from '../results/unitDetail.js';
import { activityOf } from './activity.js';
import { checkedUnits } from './curves.js';
import { LabelSets } from './labelSets.js';
import type { Answers, Network } from './network.js';
import { SampleReader, type Batch } from './sampleReader.js';
import { predictedClasses, scoreBatch } from './scores.js';
import type { UnitLayer } from './unitLayers.js';
import { outputsOfUnit } from './ways/masks.js';

/** What is kept of the samples and of a layer's outputs at a time. */
const blockBytes = 2 ** 24;

/** How a network answers every sample of the data. */
interface SampleAnswers {
  /** Class indexes, places of sets of labels, or zeros (`UnitDetail.before`). */
  readonly predicted: Int32Array;
  /** Probability of the label or labels. */
  readonly confidence: Float32Array;
  /** What a regression gives; empty elsewhere. */
  readonly numbers: Float32Array;
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
  readonly #labelSets = new LabelSets();
  /** What right answers are, by the numbers that answers have. */
  readonly #expected: Int32Array;

  /** @param memoryBytes what may be kept in memory to save work. */
  constructor(
    private readonly network: Network,
    dataset: Dataset,
    memoryBytes: number,
  ) {
    this.#memoryBytes = Math.min(blockBytes, memoryBytes);
    this.#reader = new SampleReader(dataset, network.batchSize, network.classCount, this.#memoryBytes);
    const { labels, targets } = dataset;
    this.#expected =
      network.task === 'multi-label' && targets
        ? this.#labelSets.of(targets.values, targets.width, 0.5)
        : labels.slice();
  }

  /**
   * @param unit flat index.
   * @param step called behind each batch; whatever it throws ends the work.
   * @throws InputError where there is no such unit.
   */
  async look(unit: number, replaceBy: UnitReplacement, step: () => Promise<void>): Promise<UnitDetail> {
    const { network } = this;
    checkedUnits([unit], network.unitCount, 'The request');
    const { labels, classes, targets } = this.#reader.dataset;
    const intact = (this.#intact ??= await this.#answerIntact(step));
    const place = network.place(unit).layer;
    const layer = network.layers[place];
    const activity = new Float32Array(labels.length);
    const without = this.#noAnswers();
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
      expected: this.#expected.slice(),
      before: intact.predicted,
      after: without.predicted,
      labelSets:
        network.task === 'multi-label'
          ? this.#labelSets.all.map((set) => set.map((label) => classes?.[label] ?? String(label)))
          : null,
      confidenceBefore: intact.confidence,
      confidenceAfter: without.confidence,
      numbers:
        network.task === 'regression' && targets
          ? { width: targets.width, targets: targets.values, before: intact.numbers, after: without.numbers }
          : null,
    };
  }

  /** By the same graph as the counts of a result, so that near-ties fall alike. */
  async #answerIntact(step: () => Promise<void>): Promise<SampleAnswers> {
    const { labels } = this.#reader.dataset;
    const answers = this.#noAnswers();
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

  #note({ predicted, confidence, numbers }: SampleAnswers, first: number, scores: Float32Array): void {
    const { task, scoreWidth, givesProbabilities: probabilities } = this.network;
    if (task === 'regression') {
      numbers.set(scores, first * scoreWidth);
      return;
    }
    const { labels, targets } = this.#reader.dataset;
    const expected = targets?.values.subarray(first * scoreWidth) ?? labels.subarray(first);
    const { loss } = scoreBatch(scores, expected, scoreWidth, { loss: true, probabilities, task });
    const answers =
      task === 'multi-label'
        ? this.#labelSets.of(scores, scoreWidth, probabilities ? 0.5 : 0)
        : predictedClasses(scores, scoreWidth);
    predicted.set(answers, first);
    // The loss is the negative logarithm of the probability of the label, of several labels their mean.
    confidence.set(
      Float32Array.from(loss, (nats) => Math.exp(-nats)),
      first,
    );
  }

  #noAnswers(): SampleAnswers {
    const samples = this.#expected.length;
    const { task, scoreWidth } = this.network;
    return {
      predicted: new Int32Array(samples),
      confidence: new Float32Array(samples),
      numbers: new Float32Array(task === 'regression' ? samples * scoreWidth : 0),
    };
  }
}
