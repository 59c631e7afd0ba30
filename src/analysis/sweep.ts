import { runInOrder } from './inOrder.js';
import type { PlanFacts } from './plan.js';
import type { ResultOf, Shard, ShardRunner } from './shards.js';
import type { ChosenWays } from './ways/chooseWays.js';

/** Units of one hidden layer. */
export interface LayerUnits {
  /** The layer's place among the hidden layers. */
  readonly layer: number;
  /** Flat indexes, ascending. */
  readonly units: Int32Array;
}

/** What every measurement of an analysis shares. */
export interface Sweep {
  readonly facts: PlanFacts;
  /** The units that are deleted by themselves, of each layer. */
  readonly deletions: readonly LayerUnits[];
  /** Units of all hidden layers. */
  readonly units: number;
  readonly classCount: number;
  readonly loss: boolean;
  /** How units are deleted. */
  readonly chosen: ChosenWays;
  readonly runner: ShardRunner;
  readonly signal: AbortSignal;
}

/** 1 for each unit that is deleted by itself, by flat index. */
export function deletedUnits({ units, deletions }: Pick<Sweep, 'units' | 'deletions'>): Uint8Array {
  const isDeleted = new Uint8Array(units);
  for (const part of deletions) for (const unit of part.units) isDeleted[unit] = 1;
  return isDeleted;
}

/** Runs the shards of a sweep in order, yielding passes of work. */
export function runShards<One extends Shard>(
  { runner, signal }: Sweep,
  shards: readonly One[],
  take: (result: ResultOf<One>, shard: One) => void,
): AsyncGenerator<number, void> {
  return runInOrder(shards, runner, signal, take);
}
