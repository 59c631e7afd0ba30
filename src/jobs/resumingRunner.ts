import type { Shard, ShardResult, ShardRunner } from '../analysis/shards.js';
import { shardName } from './shardNames.js';
import type { ShardStore } from './shardStore.js';

/** Runs shards by another runner, but for those whose results were kept; keeps the others'. */
export class ResumingRunner implements ShardRunner {
  readonly concurrency: number;
  readonly #inner: ShardRunner;
  readonly #store: Pick<ShardStore, 'find' | 'keep'>;
  #keptPasses = 0;

  constructor(inner: ShardRunner, store: Pick<ShardStore, 'find' | 'keep'>) {
    this.concurrency = inner.concurrency;
    this.#inner = inner;
    this.#store = store;
  }

  /** The work so far that was not done again, in passes of one sample through the network. */
  get keptPasses(): number {
    return this.#keptPasses;
  }

  async run(shard: Shard, onWork: (passes: number) => void, signal: AbortSignal): Promise<ShardResult> {
    signal.throwIfAborted();
    const name = shardName(shard);
    const kept = await this.#store.find(name);
    signal.throwIfAborted();
    if (kept) {
      this.#keptPasses += kept.passes;
      onWork(kept.passes);
      return kept.result;
    }
    let passes = 0;
    const count = (more: number): void => {
      passes += more;
      onWork(more);
    };
    const result = await this.#inner.run(shard, count, signal);
    this.#store.keep(name, { result, passes });
    return result;
  }
}
