/**
 * To be raised whenever a shard comes to have another result than before, were it in the last digit of a sum:
 * results that were kept by the program before are then run anew.
 */
export const computationVersion = 3;

/** A half-open range of samples or of flat unit indexes: `first`, `first + 1`, ... `first + count - 1`. */
export interface Range {
  readonly first: number;
  readonly count: number;
}

/**
 * A piece of an analysis with fixed bounds: the same shard gives the same result in any process, in any
 * order. It names no file and no machine. Everything that was drawn or measured before (replacement
 * values, permutations, orders) is part of it.
 */
export type Shard =
  ActivityShard | InformationShard | TimingShard | AblationShard | GroupShard | NoiseShard | RotationShard;

/**
 * Some of the samples. A plain range is of the data's own order. With `draw` it counts through a random
 * permutation of all samples, made from that seed; with `without` the first so many samples of such a
 * permutation are left out of the range.
 */
export interface SampleSelection extends Range {
  readonly draw?: number;
  readonly without?: { readonly draw: number; readonly count: number };
}

/** Statistics of every unit's activity, and the intact network's answers, on a selection of samples. */
export interface ActivityShard {
  readonly kind: 'activity';
  readonly samples: SampleSelection;
}

/** Mutual information of a range of units with the class. Needs every sample, since bins follow quantiles. */
export interface InformationShard {
  readonly kind: 'information';
  readonly units: Range;
}

/** How long a way of deleting units takes, where estimates are too close to tell. */
export interface TimingShard {
  readonly kind: 'timing';
  /** The layer's place among the hidden layers. */
  readonly layer: number;
  readonly way: Way;
  readonly samples: Range;
}

/** Each of several units deleted by itself, on a selection of samples. */
export interface AblationShard {
  readonly kind: 'ablation';
  /** Flat indexes, ascending. */
  readonly units: Int32Array;
  readonly replaceBy: UnitConstants | OtherSamples;
  readonly samples: SampleSelection;
  readonly loss: boolean;
  /** How units are deleted, for each hidden layer of the network. */
  readonly ways: readonly Way[];
  /** Set where what an activity shard of these samples gives is wanted as well: the intact network runs once for both. */
  readonly activity?: true;
}

/**
 * Exact ways of deleting a unit. `masks` run the whole network with the unit clamped; `suffix` only what
 * comes after its layer; `delta` starts behind the next operators with weights, whose outputs change by the
 * unit's part alone; `tail` works the last dense layers out in closed form, without an engine.
 */
export const ways = ['masks', 'suffix', 'delta', 'tail'] as const;
export type Way = (typeof ways)[number];

/** One constant for each unit of the shard, in their order. */
export interface UnitConstants {
  readonly kind: 'constants';
  readonly values: Float32Array;
}

/** A unit's output on another sample, by the derangement of all samples that this seed gives (`orders.ts`). */
export interface OtherSamples {
  readonly kind: 'otherSamples';
  readonly seed: number;
}

/** Sets of units, each deleted together, on a range of samples. */
export interface GroupShard {
  readonly kind: 'group';
  readonly sets: ListedSets | Prefixes;
  /** What each unit of the network is clamped to, by flat index. */
  readonly values: Float32Array;
  readonly samples: Range;
  readonly loss: boolean;
}

export interface ListedSets {
  readonly kind: 'listed';
  readonly groups: readonly Int32Array[];
}

/** The first so many units of an order, for several lengths. */
export interface Prefixes {
  readonly kind: 'prefixes';
  readonly order: Int32Array;
  readonly lengths: Int32Array;
}

/** Gaussian noise added to every unit of a scope, independently per sample and position. */
export interface NoiseShard {
  readonly kind: 'noise';
  /** Standard deviation of each unit's noise, by flat index; 0 outside the scope. */
  readonly deviations: Float32Array;
  /** Names the draw: equal for no two of an analysis. */
  readonly seed: number;
  readonly samples: Range;
  readonly loss: boolean;
}

/** Axes of a layer's space, turned by a random rotation, removed in their order. */
export interface RotationShard {
  readonly kind: 'rotation';
  /** The layer's place among the hidden layers. */
  readonly layer: number;
  /** Of the random orthogonal matrix. */
  readonly seed: number;
  /** Numbers of axes removed. */
  readonly lengths: Int32Array;
  readonly samples: Range;
  readonly loss: boolean;
}

/** What a shard leaves behind: plain values and typed arrays, so that it can cross to another process. */
export type ShardResult = ActivityResult | InformationResult | TimingResult | AblationResult | AnswersResult;

/** Arrays have one entry a unit, in flat order, unless said otherwise. */
export interface ActivityResult {
  readonly kind: 'activity';
  readonly correctPerClass: Float64Array;
  /** Samples answered correctly in the half of the data that ranks (`halves.ts`). */
  readonly correctHalf: number;
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

export interface TimingResult {
  readonly kind: 'timing';
  /** Of deleting one unit on the samples. */
  readonly milliseconds: number;
}

export interface AblationResult {
  readonly kind: 'ablation';
  /** [units x classes], row by row. */
  readonly correctPerClass: Float64Array;
  /** On the half of the data that ranks alone (`halves.ts`). */
  readonly correctHalf: Float64Array;
  readonly turnedWrong: Float64Array;
  readonly turnedRight: Float64Array;
  /** Sum over the samples of the cross-entropy, in nats; zeros where no loss was asked for. */
  readonly lossSum: Float64Array;
  /** Of the intact network, on the same samples; its loss is zero where none was asked for. */
  readonly intactPerClass: Float64Array;
  readonly intactHalf: number;
  readonly intactLossSum: number;
  /** Where the shard asks for it; its loss is zero where none was asked for. */
  readonly activity?: ActivityResult;
}

/** How the network answered, changed in several ways; one entry for each. */
export interface AnswersResult {
  readonly kind: 'answers';
  readonly correct: Float64Array;
  /** Against the intact network, sample by sample. */
  readonly turnedWrong: Float64Array;
  readonly turnedRight: Float64Array;
  /** Sum over the samples of the cross-entropy, in nats; zeros where no loss was asked for. */
  readonly lossSum: Float64Array;
}

/** The result that a shard has. */
export type ResultOf<One extends Shard> = One extends GroupShard | NoiseShard | RotationShard
  ? AnswersResult
  : Extract<ShardResult, { kind: One['kind'] }>;

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
