import type { ResultFile } from '../results/schema.js';
import { addInto, emptyActivity, mergeActivity, type ActivityTable } from './activity.js';
import { finite, sum } from './columns.js';
import type { ActivityShard } from './shards.js';
import { runShards, type Sweep } from './sweep.js';

/** What the intact network did on some samples. */
export interface IntactActivity {
  readonly activity: ActivityTable;
  readonly baseline: ResultFile['baseline'];
}

/** Statistics of every unit's activity, and the intact network's answers. */
export async function* measureIntact(
  sweep: Sweep,
  shards: readonly ActivityShard[],
): AsyncGenerator<number, IntactActivity> {
  const activity = emptyActivity(sweep.units, sweep.classCount);
  const correctPerClass = new Float64Array(sweep.classCount);
  let correctHalf = 0;
  let lossSum = 0;
  let samplesRead = 0;
  yield* runShards(sweep, shards, (result, { samples }) => {
    mergeActivity(activity, result);
    addInto(correctPerClass, result.correctPerClass);
    correctHalf += result.correctHalf;
    lossSum += result.lossSum;
    samplesRead += samples.count;
  });
  const baseline = {
    correct: sum(correctPerClass),
    ...(sweep.loss ? { loss: finite(lossSum / samplesRead) } : {}),
    correctPerClass: [...correctPerClass],
    correctHalf,
  };
  return { activity, baseline };
}
