import { InputError } from '../inputError.js';
import { addActivity, emptyActivity } from './activity.js';
import { intactBlock } from './intactBlock.js';
import type { Batch } from './sampleReader.js';
import type { ShardContext } from './shardContext.js';
import type { ActivityResult, ActivityShard } from './shards.js';

/** Statistics of every unit's activity, and the intact network's answers. */
export async function runActivity(
  context: Pick<ShardContext, 'network' | 'reader' | 'step'>,
  shard: ActivityShard,
): Promise<ActivityResult> {
  const { network, reader, step } = context;
  const { classCount: classes, layers } = network;
  const table = emptyActivity(network.unitCount, classes);
  const correctPerClass = new Float64Array(classes);
  let correctHalf = 0;
  let lossSum = 0;
  const wanted = layers.map(({ tensor }) => tensor);
  for await (const batch of reader.batches(shard.samples)) {
    const { scores, tensors, intact: scored } = await intactBlock(context, batch, wanted, true);
    refuseUndefined(context, scores, batch);
    for (let i = 0; i < scored.correct.length; i++) {
      correctPerClass[batch.labels[i]] += scored.correct[i];
      if (batch.ranking[i] === 1) correctHalf += scored.correct[i];
      lossSum += scored.loss[i];
    }
    for (const layer of layers) {
      addActivity(table, layer, tensors.get(layer.tensor) ?? new Float32Array(), batch.labels, classes);
    }
    await step(scored.correct.length);
  }
  return { kind: 'activity', correctPerClass, correctHalf, lossSum, ...table };
}

/** @throws InputError where the intact network's answer to a sample is not a number. */
function refuseUndefined(
  { network, reader }: Pick<ShardContext, 'network' | 'reader'>,
  scores: Float32Array,
  batch: Batch,
): void {
  const at = scores.findIndex(Number.isNaN);
  if (at === -1) return;
  const sample = batch.samples[Math.floor(at / network.classCount)];
  throw new InputError(
    `The network's answer to sample ${sample} of ${reader.dataset.name} is NaN (not a number); check the model's weights and the data's scaling.`,
  );
}
