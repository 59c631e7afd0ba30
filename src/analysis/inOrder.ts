import type { ResultOf, Shard, ShardResult, ShardRunner } from './shards.js';

/**
 * Runs shards, as many at once as the runner takes, and hands their results on in the order of the shards,
 * whichever is done first: sums of floats depend on their order. Yields whenever work was done: passes of
 * one sample through the network since the last time.
 */
export async function* runInOrder<One extends Shard>(
  shards: readonly One[],
  runner: ShardRunner,
  signal: AbortSignal,
  take: (result: ResultOf<One>, shard: One) => void,
): AsyncGenerator<number, void> {
  const results = new Map<number, ShardResult>();
  let wake = () => {};
  const nextWake = () => new Promise<void>((resolve) => (wake = resolve));
  let woken = nextWake();
  let passes = 0;
  let started = 0;
  let taken = 0;
  let running = 0;
  let failure: { readonly error: unknown } | null = null;
  const start = (index: number) => {
    running++;
    const worked = (count: number) => {
      passes += count;
      wake();
    };
    runner
      .run(shards[index], worked, signal)
      .then((result) => results.set(index, result))
      .catch((error: unknown) => (failure ??= { error }))
      .finally(() => {
        running--;
        wake();
      });
  };
  while (taken < shards.length) {
    // Results that wait for an earlier shard are bounded, so that one slow shard can't fill the memory.
    while (
      running < runner.concurrency &&
      started < shards.length &&
      started - taken < 4 * runner.concurrency
    ) {
      start(started++);
    }
    await woken;
    // Before anything else: what happens while the caller is busy with what is yielded must not be missed.
    woken = nextWake();
    if (failure) throw (failure as { readonly error: unknown }).error;
    signal.throwIfAborted();
    for (let result = results.get(taken); result; result = results.get(taken)) {
      results.delete(taken);
      take(result as ResultOf<One>, shards[taken]);
      taken++;
    }
    const done = passes;
    passes = 0;
    if (done > 0) yield done;
  }
}
