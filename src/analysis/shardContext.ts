import type { OpenCurves } from './chain/openCurves.js';
import type { Network } from './network.js';
import type { Parts } from './parts.js';
import type { SampleReader } from './sampleReader.js';
import { scoreBatch, type Expected, type ScoredBatch } from './scores.js';
import type { AnswersResult } from './shards.js';
import type { TensorRoom } from './tensorRoom.js';
import type { Deleters } from './ways/deleters.js';

/** What running a shard takes. */
export interface ShardContext {
  readonly network: Network;
  readonly reader: SampleReader;
  /** Ways of deleting units. */
  readonly deleters: Deleters;
  /** Parts of the network that run again when several units change. */
  readonly parts: Parts;
  /** For what the intact network gives on a block of samples: one block at a time. */
  readonly room: TensorRoom;
  /** What may be kept in memory to save work; half of it is the reader's. No result depends on it. */
  readonly memoryBytes: number;
  /** Ways of removing the units of an order by increments. */
  readonly curves: OpenCurves;
  /** Tells of passes done, lets others have their turn, and throws once the work is called off. */
  readonly step: (passes: number) => Promise<void>;
}

/** Scores the network's answers to samples. */
export function score(
  { network }: Pick<ShardContext, 'network'>,
  scores: Float32Array,
  expected: Expected,
  loss: boolean,
): ScoredBatch {
  const { scoreWidth, task, givesProbabilities: probabilities } = network;
  return scoreBatch(scores, expected, scoreWidth, { loss, probabilities, task });
}

/** An answer for each of several changes to the network, none counted yet. */
export function noAnswers(changes: number): AnswersResult {
  return {
    kind: 'answers',
    correct: new Float64Array(changes),
    turnedWrong: new Float64Array(changes),
    turnedRight: new Float64Array(changes),
    lossSum: new Float64Array(changes),
  };
}

/** Counts how a change turned the answers to a batch. */
export function countAnswers(
  result: AnswersResult,
  change: number,
  intact: ScoredBatch,
  changed: ScoredBatch,
): void {
  for (let sample = 0; sample < changed.correct.length; sample++) {
    const before = intact.correct[sample];
    const after = changed.correct[sample];
    result.correct[change] += after;
    if (before > after) result.turnedWrong[change]++;
    if (before < after) result.turnedRight[change]++;
    result.lossSum[change] += changed.loss[sample];
  }
}
