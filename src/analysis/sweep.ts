import { runInOrder } from './inOrder.js';
import type { PlanFacts } from './plan.js';
import type { Range, ResultOf, Shard, ShardRunner, Way } from './shards.js';

/** What every measurement of an analysis shares. */
export interface Sweep {
  readonly facts: PlanFacts;
  /** Flat ranges of the layers that are measured. */
  readonly ranges: readonly Range[];
  /** Units of all hidden layers. */
  readonly units: number;
  readonly classCount: number;
  readonly loss: boolean;
  /** How units are deleted, by layer. */
  readonly ways: readonly Way[];
  readonly runner: ShardRunner;
  readonly signal: AbortSignal;
}

/** Runs the shards of a sweep in order, yielding passes of work. */
export function runShards<One extends Shard>(
  { runner, signal }: Sweep,
  shards: readonly One[],
  take: (result: ResultOf<One>, shard: One) => void,
): AsyncGenerator<number, void> {
  return runInOrder(shards, runner, signal, take);
}
