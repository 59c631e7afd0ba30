import type { Dataset } from '../dataset/dataset.js';
import { OpenCurves } from './chain/openCurves.js';
import type { Network } from './network.js';
import { runAblation } from './runAblation.js';
import { runActivity } from './runActivity.js';
import { runGroup } from './runGroup.js';
import { runInformation } from './runInformation.js';
import { runNoise } from './runNoise.js';
import { runRotation } from './runRotation.js';
import { SampleReader } from './sampleReader.js';
import type { Shard, ShardResult, Way } from './shards.js';
import { Deleters } from './ways/deleters.js';

/** Milliseconds of work after which others in this process get their turn: messages, cancellation. */
const turnAfter = 50;

/** Runs shards on a network and data that are open in this process. */
export class ShardExecutor {
  readonly #reader: SampleReader;
  readonly #deleters: Deleters;
  readonly #curves: OpenCurves;
  #lastTurn = performance.now();

  constructor(
    private readonly network: Network,
    dataset: Dataset,
  ) {
    this.#reader = new SampleReader(dataset, network.batchSize, network.classCount);
    this.#deleters = new Deleters(network);
    this.#curves = new OpenCurves(network);
  }

  /** Releases what was opened to run shards; the network stays open. */
  async release(): Promise<void> {
    await this.#deleters.release();
    await this.#curves.release();
  }

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
    const deleter = (layer: number, way: Way) => this.#deleters.get(layer, way);
    const chainCurves = (order: Int32Array) => this.#curves.for(order);
    const context = { network: this.network, reader: this.#reader, deleter, chainCurves, step };
    switch (shard.kind) {
      case 'activity':
        return runActivity(context, shard);
      case 'information':
        return runInformation(context, shard);
      case 'ablation':
        return runAblation(context, shard);
      case 'group':
        return runGroup(context, shard);
      case 'noise':
        return runNoise(context, shard);
      case 'rotation':
        return runRotation(context, shard);
    }
  }
}
