import type { Replacement } from './settings.js';

/** A half-open range of samples or of flat unit indexes: `first`, `first + 1`, ... `first + count - 1`. */
export interface Range {
  readonly first: number;
  readonly count: number;
}

/**
 * A piece of an analysis with fixed bounds: the same shard gives the same result in any process, in any
 * order. It names no file and no machine. Everything that was drawn or measured before (replacement
 * values) is part of it.
 */
export type Shard = ActivityShard | InformationShard | AblationShard;

/** Statistics of every unit's activity, and the intact network's answers, on a range of samples. */
export interface ActivityShard {
  readonly kind: 'activity';
  readonly samples: Range;
}

/** Mutual information of a range of units with the class. Needs every sample, since bins follow quantiles. */
export interface InformationShard {
  readonly kind: 'information';
  readonly units: Range;
}

/** Each of a range of units deleted by itself, on a range of samples. */
export interface AblationShard {
  readonly kind: 'ablation';
  readonly replacement: Replacement;
  readonly units: Range;
  /** What each unit of the range is clamped to. */
  readonly values: Float32Array;
  readonly samples: Range;
  readonly loss: boolean;
}

/** What a shard leaves behind: plain values and typed arrays, so that it can cross to another process. */
export type ShardResult = ActivityResult | InformationResult | AblationResult;

/** Arrays have one entry a unit, in flat order, unless said otherwise. */
export interface ActivityResult {
  readonly kind: 'activity';
  readonly correctPerClass: Float64Array;
  /** Sum over the samples of the cross-entropy, in nats. */
  readonly lossSum: number;
  /** Values over samples and positions: count a unit, mean, and sum of squared deviations from the mean. */
  readonly count: Float64Array;
  readonly mean: Float64Array;
  readonly squaredDeviations: Float64Array;
  readonly zeros: Float64Array;
  readonly silentSamples: Float64Array;
  readonly outputMinimum: Float64Array;
  readonly outputMaximum: Float64Array;
  /** Of the activity: the mean over positions. */
  readonly minimum: Float64Array;
  readonly maximum: Float64Array;
  /** [units x classes], row by row: sums of the activity over the samples of each class. */
  readonly classSums: Float64Array;
}

export interface InformationResult {
  readonly kind: 'information';
  readonly mutualInformation: Float64Array;
  readonly bins: Float64Array;
}

export interface AblationResult {
  readonly kind: 'ablation';
  /** [units x classes], row by row. */
  readonly correctPerClass: Float64Array;
  readonly turnedWrong: Float64Array;
  readonly turnedRight: Float64Array;
  /** Sum over the samples of the cross-entropy, in nats; zeros where no loss was asked for. */
  readonly lossSum: Float64Array;
}

/** Runs shards somewhere: in this process, or in several others. */
export interface ShardRunner {
  /** How many shards may be under way at once. */
  readonly concurrency: number;
  /**
   * @param onWork told of work done since it was last told, in passes of one sample through the network.
   * Rejects with the signal's reason once it is aborted.
   */
  run(shard: Shard, onWork: (passes: number) => void, signal: AbortSignal): Promise<ShardResult>;
}
