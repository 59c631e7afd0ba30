import type { Shard, ShardResult, ShardRunner } from '../analysis/shards.js';
import type { ShardHost } from './jobServices.js';

/** Runs shards in this process, one at a time. */
export class LocalRunner implements ShardRunner {
  readonly concurrency = 1;
  readonly #host: ShardHost;

  constructor(host: ShardHost) {
    this.#host = host;
  }

  async run(shard: Shard, onWork: (passes: number) => void, signal: AbortSignal): Promise<ShardResult> {
    // A turn of the event loop, or a cancellation that has arrived is never read.
    await new Promise(setImmediate);
    signal.throwIfAborted();
    const result = await this.#host.run(shard, onWork, signal);
    signal.throwIfAborted();
    return result;
  }
}
