import type { Dataset } from '../../dataset/dataset.js';
import { activityOf } from '../activity.js';
import { ChainRunner } from '../chain/chainRunner.js';
import { unitChain, type UnitChain } from '../chain/unitChain.js';
import { checkedUnits } from '../curves.js';
import type { Network } from '../network.js';
import type { ValidPositions } from '../tokenActivity.js';
import type { UnitLayer } from '../unitLayers.js';
import { Parts } from '../parts.js';
import { checkSample, SampleReader } from '../sampleReader.js';
import type { Range } from '../shards.js';
import type { LiveAnswer } from './liveAnswer.js';
import { LiveSamples, type LiveReplacement } from './liveSamples.js';
import { ChainWay, PartWay, type LiveContext } from './liveWays.js';

/** Which units of a network are deleted, and how. */
export interface LiveState {
  /** Flat unit indexes, each once, in any order. */
  readonly deleted: readonly number[];
  readonly replacement: LiveReplacement;
}

/** What a network does with one sample. */
export interface LiveSample {
  /** Logits, or probabilities where a softmax's input can't be read. */
  readonly scores: Float32Array;
  /** By flat index: a unit's mean output over its positions; of a deleted one, what it is held at. */
  readonly activity: Float32Array;
  /** By layer, [outer x units x inner]: the units' outputs as the network computes them, also of deleted ones. */
  readonly outputs: readonly Float32Array[];
}

/**
 * A network that stays open to be asked what deleting any units together does, at first on some samples, then on all.
 * One call at a time.
 */
export class LiveNetwork {
  readonly #context: Omit<LiveContext, 'step'>;
  readonly #parts: Parts;
  readonly #runner: ChainRunner | null;
  readonly #first: LiveSamples;
  readonly #all: LiveSamples;
  /** The sample that was looked at last. */
  #shown: { readonly sample: number; readonly input: Float32Array } | null = null;

  /** @param first how many samples are answered at first, at most. */
  static async open(
    network: Network,
    dataset: Dataset,
    first: number,
    memoryBytes: number,
  ): Promise<LiveNetwork> {
    const live = new LiveNetwork(network, dataset, Math.min(first, dataset.labels.length), memoryBytes);
    if (live.#runner) {
      // So that the first deletion is as quick as the others.
      const [last] = network.layers.slice(-1);
      await live.answer({ deleted: [last.firstUnit], replacement: 'zero' });
    }
    return live;
  }

  private constructor(
    private readonly network: Network,
    dataset: Dataset,
    first: number,
    memoryBytes: number,
  ) {
    const reader = new SampleReader(dataset, network.batchSize, network.classCount, memoryBytes / 4);
    this.#context = { network, reader };
    this.#parts = new Parts(network);
    const chain = longestChain(network, first, memoryBytes / 4);
    this.#runner = chain && new ChainRunner(network, chain);
    const samples = (range: Range): LiveSamples => {
      const part = new PartWay(this.#parts, range, memoryBytes / 4);
      if (!chain || !this.#runner) return new LiveSamples(range, () => part);
      const way = new ChainWay(chain, this.#runner, range, memoryBytes / 4);
      const inChain = (unit: number) =>
        isIn(chain.entryLayer, unit) || chain.made.some((layer) => isIn(layer, unit));
      return new LiveSamples(range, (deleted) => (deleted.every(inChain) ? way : part));
    };
    this.#first = samples({ first: 0, count: first });
    this.#all = samples({ first: 0, count: dataset.labels.length });
  }

  /**
   * Answers the first samples.
   * @throws InputError where a unit is not there, or is named twice.
   */
  answer({ deleted, replacement }: LiveState): Promise<LiveAnswer> {
    const units = checkedUnits(deleted, this.network.unitCount, 'The deletion');
    return this.#first.answer(this.#calm, units, replacement);
  }

  /**
   * Answers all samples; rejects with the signal's reason once it is aborted.
   * @param pause called between batches, for others to have their turn; while it waits, other units may be looked at.
   */
  answerAll(
    { deleted, replacement }: LiveState,
    signal: AbortSignal,
    pause: () => Promise<void> = turnOfTheLoop,
  ): Promise<LiveAnswer> {
    const units = checkedUnits(deleted, this.network.unitCount, 'The deletion');
    return this.#all.answer(this.#until(signal, pause), units, replacement);
  }

  /**
   * Looks at one sample. Deleted units are held at the values that the first samples are answered with.
   * @throws InputError where there is no such sample.
   */
  async look(sample: number, { deleted, replacement }: LiveState): Promise<LiveSample> {
    const { network } = this;
    const input = await this.#input(sample);
    const values = await this.#first.values(this.#calm, replacement);
    const units = checkedUnits(deleted, network.unitCount, 'The deletion');
    const clamps = Array.from(units, (unit) => ({ unit, value: values[unit] }));
    const { scores, hidden } = await network.run(input, clamps, [...network.layers.keys()]);
    const activity = new Float32Array(network.unitCount);
    const valid = network.validPositions(input);
    for (const [i, layer] of network.layers.entries()) putActivity(layer, hidden[i], valid, activity);
    for (const { unit, value } of clamps) activity[unit] = value;
    return { scores, activity, outputs: hidden };
  }

  async release(): Promise<void> {
    await this.#runner?.release();
    await this.#parts.release();
  }

  get #calm(): LiveContext {
    return { ...this.#context, step: () => Promise.resolve() };
  }

  #until(signal: AbortSignal, pause: () => Promise<void>): LiveContext {
    signal.throwIfAborted();
    const step = async () => {
      await pause();
      signal.throwIfAborted();
    };
    return { ...this.#context, step };
  }

  async #input(sample: number): Promise<Float32Array> {
    const { reader } = this.#context;
    checkSample(sample, reader.dataset.labels.length);
    if (this.#shown?.sample !== sample) {
      const input = new Float32Array(this.network.sampleSize);
      await reader.dataset.read(sample, input);
      this.#shown = { sample, input };
    }
    return this.#shown.input;
  }
}

/** A turn of the event loop, so that news of an abort can arrive. */
function turnOfTheLoop(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

/** The dense chain of most layers, of those whose intact values can be kept. */
function longestChain(network: Network, samples: number, memoryBytes: number): UnitChain | null {
  for (const layer of network.layers.keys()) {
    const chain = unitChain(network, layer);
    const floats = chain ? samples * (chain.entryRows + chain.steps[0].outputs) : 0;
    if (chain && Float32Array.BYTES_PER_ELEMENT * floats <= memoryBytes) return chain;
  }
  return null;
}

function isIn(layer: UnitLayer | null, unit: number): boolean {
  return layer !== null && unit >= layer.firstUnit && unit < layer.firstUnit + layer.unitCount;
}

/** Puts each unit's activity on a sample in a table by flat index. */
function putActivity(
  layer: UnitLayer,
  values: Float32Array,
  valid: ValidPositions | null,
  activity: Float32Array,
): void {
  const { firstUnit, unitCount } = layer;
  for (let unit = 0; unit < unitCount; unit++)
    activity[firstUnit + unit] = activityOf(layer, unit, values, 0, valid);
}
