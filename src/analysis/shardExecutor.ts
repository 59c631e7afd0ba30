import type { Dataset } from '../dataset/dataset.js';
import { OpenCurves } from './chain/openCurves.js';
import type { Network } from './network.js';
import { Parts } from './parts.js';
import { runAblation } from './runAblation.js';
import { runActivity } from './runActivity.js';
import { runGroup } from './runGroup.js';
import { runInformation } from './runInformation.js';
import { runNoise } from './runNoise.js';
import { runRotation } from './runRotation.js';
import { runTiming } from './runTiming.js';
import { SampleReader } from './sampleReader.js';
import type { Shard, ShardResult } from './shards.js';
import { TensorRoom } from './tensorRoom.js';
import { Deleters } from './ways/deleters.js';

/** Milliseconds of work after which others in this process get their turn: messages, cancellation. */
const turnAfter = 50;

/** Runs shards on a network and data that are open in this process. */
export class ShardExecutor {
  readonly #reader: SampleReader;
  readonly #deleters: Deleters;
  readonly #parts: Parts;
  readonly #curves: OpenCurves;
  readonly #room = new TensorRoom();
  #lastTurn = performance.now();

  /** @param memoryBytes what may be kept in memory to save work, beside what running the network takes. */
  constructor(
    private readonly network: Network,
    dataset: Dataset,
    private readonly memoryBytes = Infinity,
  ) {
    this.#reader = new SampleReader(dataset, network.batchSize, network.classCount, memoryBytes / 2);
    this.#deleters = new Deleters(network, memoryBytes / 4);
    this.#parts = new Parts(network);
    this.#curves = new OpenCurves(network, memoryBytes / 8);
  }

  /** Releases what was opened to run shards; the network stays open. */
  async release(): Promise<void> {
    await this.#deleters.release();
    await this.#parts.release();
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
    const { network, memoryBytes } = this;
    const context = {
      network,
      reader: this.#reader,
      deleters: this.#deleters,
      parts: this.#parts,
      curves: this.#curves,
      room: this.#room,
      memoryBytes,
      step,
    };
    switch (shard.kind) {
      case 'activity':
        return runActivity(context, shard);
      case 'information':
        return runInformation(context, shard);
      case 'timing':
        return runTiming(context, shard);
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
