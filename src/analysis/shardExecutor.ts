import type { Dataset } from '../dataset/dataset.js';
import { InputError } from '../inputError.js';
import { addActivity, emptyActivity } from './activity.js';
import { mutualInformation } from './information.js';
import type { Network } from './network.js';
import { fitsInMemory } from './plan.js';
import { scoreBatch } from './scores.js';
import type {
  AblationResult,
  AblationShard,
  ActivityResult,
  ActivityShard,
  InformationResult,
  InformationShard,
  Range,
  Shard,
  ShardResult,
} from './shards.js';

/** Milliseconds of work after which others in this process get their turn: messages, cancellation. */
const turnAfter = 50;

/** A batch of samples of a shard. */
interface Batch {
  readonly inputs: Float32Array;
  readonly labels: Int32Array;
  /** Index of its first sample in the data. */
  readonly first: number;
}

/** Runs shards on a network and data that are open in this process. */
export class ShardExecutor {
  #kept: { readonly range: Range; readonly values: Float32Array } | null = null;
  #lastTurn = performance.now();

  constructor(
    private readonly network: Network,
    private readonly dataset: Dataset,
  ) {}

  /** @see ShardRunner.run */
  async run(shard: Shard, onWork: (passes: number) => void, signal: AbortSignal): Promise<ShardResult> {
    const step = async (passes: number) => {
      onWork(passes);
      if (performance.now() - this.#lastTurn > turnAfter) {
        await new Promise((resolve) => setTimeout(resolve, 0));
        this.#lastTurn = performance.now();
      }
      signal.throwIfAborted();
    };
    signal.throwIfAborted();
    switch (shard.kind) {
      case 'activity':
        return this.#activity(shard, step);
      case 'information':
        return this.#information(shard, step);
      case 'ablation':
        return this.#ablation(shard, step);
    }
  }

  async #activity(shard: ActivityShard, step: (passes: number) => Promise<void>): Promise<ActivityResult> {
    const { network } = this;
    const { classCount: classes, layers } = network;
    const table = emptyActivity(network.unitCount, classes);
    const correctPerClass = new Float64Array(classes);
    let lossSum = 0;
    const wanted = layers.map((_, i) => i);
    for await (const batch of this.#batches(shard.samples)) {
      const { scores, hidden } = await network.run(batch.inputs, [], wanted);
      this.#refuseUndefined(scores, batch);
      const scored = this.#score(scores, batch.labels, true);
      for (let i = 0; i < scored.correct.length; i++) {
        const label = batch.labels[i];
        correctPerClass[label] = correctPerClass[label] + scored.correct[i];
        lossSum += scored.loss[i];
      }
      for (const [i, layer] of layers.entries()) {
        addActivity(table, layer, hidden[i], batch.labels, classes);
      }
      await step(scored.correct.length);
    }
    return { kind: 'activity', correctPerClass, lossSum, ...table };
  }

  async #information(
    shard: InformationShard,
    step: (passes: number) => Promise<void>,
  ): Promise<InformationResult> {
    const { network, dataset } = this;
    const { units } = shard;
    const samples = dataset.labels.length;
    const activities = Array.from({ length: units.count }, () => new Float64Array(samples));
    const from = network.place(units.first);
    const to = network.place(units.first + units.count - 1);
    const layers = network.layers.map((_, i) => i).slice(from.layer, to.layer + 1);
    for await (const batch of this.#batches({ first: 0, count: samples })) {
      const { hidden } = await network.run(batch.inputs, [], layers);
      for (const [i, index] of layers.entries()) {
        const layer = network.layers[index];
        const first = Math.max(0, units.first - layer.firstUnit);
        const end = Math.min(layer.unitCount, units.first + units.count - layer.firstUnit);
        for (let unit = first; unit < end; unit++) {
          const column = activities[layer.firstUnit + unit - units.first] as Float64Array;
          fillActivity(column, batch.first, hidden[i], layer, unit);
        }
      }
      await step(batch.labels.length);
    }
    const found = activities.map((column) => mutualInformation(column, dataset.labels, network.classCount));
    return {
      kind: 'information',
      mutualInformation: Float64Array.from(found, ({ bits }) => bits),
      bins: Float64Array.from(found, ({ bins }) => bins),
    };
  }

  async #ablation(shard: AblationShard, step: (passes: number) => Promise<void>): Promise<AblationResult> {
    const { network } = this;
    const { units, values, loss } = shard;
    const classes = network.classCount;
    const correctPerClass = new Float64Array(units.count * classes);
    const turnedWrong = new Float64Array(units.count);
    const turnedRight = new Float64Array(units.count);
    const lossSum = new Float64Array(units.count);
    for await (const { inputs, labels } of this.#batches(shard.samples)) {
      const intact = this.#score((await network.run(inputs, [], [])).scores, labels, false);
      await step(labels.length);
      for (let i = 0; i < units.count; i++) {
        const clamp = { unit: units.first + i, value: values[i] };
        const scored = this.#score((await network.run(inputs, [clamp], [])).scores, labels, loss);
        for (let sample = 0; sample < labels.length; sample++) {
          const before = intact.correct[sample];
          const after = scored.correct[sample];
          const cell = i * classes + labels[sample];
          correctPerClass[cell] = correctPerClass[cell] + after;
          if (before > after) turnedWrong[i] = turnedWrong[i] + 1;
          if (before < after) turnedRight[i] = turnedRight[i] + 1;
          lossSum[i] = lossSum[i] + scored.loss[sample];
        }
        await step(labels.length);
      }
    }
    return { kind: 'ablation', correctPerClass, turnedWrong, turnedRight, lossSum };
  }

  #score(scores: Float32Array, labels: Int32Array, loss: boolean) {
    const { classCount, givesProbabilities } = this.network;
    return scoreBatch(scores, labels, classCount, { loss, probabilities: givesProbabilities });
  }

  /** @throws InputError where the intact network's answer to a sample is not a number. */
  #refuseUndefined(scores: Float32Array, batch: Batch): void {
    const at = scores.findIndex(Number.isNaN);
    if (at === -1) return;
    const sample = batch.first + Math.floor(at / this.network.classCount);
    throw new InputError(
      `The network's answer to sample ${sample} of ${this.dataset.name} is NaN (not a number); check the model's weights and the data's scaling.`,
    );
  }

  /** The samples of a range, a batch at a time; shards of the same range find them read already. */
  async *#batches(range: Range): AsyncGenerator<Batch> {
    const { batchSize, sampleShape } = this.network;
    const length = sampleShape.reduce((product, dim) => product * dim, 1);
    const whole = fitsInMemory(range, length) ? await this.#samples(range, length) : null;
    for (let done = 0; done < range.count; done += batchSize) {
      const count = Math.min(batchSize, range.count - done);
      const first = range.first + done;
      let inputs = whole?.subarray(done * length, (done + count) * length);
      if (!inputs) {
        inputs = new Float32Array(count * length);
        await this.dataset.read(first, inputs);
      }
      yield { inputs, labels: this.dataset.labels.subarray(first, first + count), first };
    }
  }

  async #samples(range: Range, length: number): Promise<Float32Array> {
    if (this.#kept?.range.first !== range.first || this.#kept.range.count !== range.count) {
      this.#kept = null;
      const values = new Float32Array(range.count * length);
      await this.dataset.read(range.first, values);
      this.#kept = { range, values };
    }
    return this.#kept.values;
  }
}

/** One unit's activity, the mean over positions, on each sample of a batch. */
function fillActivity(
  column: Float64Array,
  at: number,
  values: Float32Array,
  { outer, inner, unitCount }: { readonly outer: number; readonly inner: number; readonly unitCount: number },
  unit: number,
): void {
  const stride = outer * unitCount * inner;
  const samples = values.length / stride;
  for (let sample = 0; sample < samples; sample++) {
    let sum = 0;
    for (let o = 0; o < outer; o++) {
      const from = sample * stride + (o * unitCount + unit) * inner;
      for (let i = from; i < from + inner; i++) sum += values[i];
    }
    column[at + sample] = sum / (outer * inner);
  }
}
