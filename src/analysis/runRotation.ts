import { intactBlock } from './intactBlock.js';
import { randomRotation, removalOfAxes } from './rotation.js';
import { countAnswers, noAnswers, score, type ShardContext } from './shardContext.js';
import type { AnswersResult, RotationShard } from './shards.js';

/** The first axes of a randomly turned basis of a layer's space removed: the control of Zhou et al. (2018). */
export async function runRotation(context: ShardContext, shard: RotationShard): Promise<AnswersResult> {
  const { network, reader, step } = context;
  const { layer, seed, lengths, loss } = shard;
  const { unitCount } = network.layers[layer];
  const rotation = randomRotation(unitCount, seed);
  const part = await context.parts.mixed(layer);
  const result = noAnswers(lengths.length);
  const matrices = Array.from(lengths, (length) => removalOfAxes(rotation, unitCount, length));
  for await (const batch of reader.batches(shard.samples)) {
    const { labels, expected } = batch;
    const { intact, ...block } = await intactBlock(context, batch, part.needs, false);
    await step(labels.length);
    for (const [i, matrix] of matrices.entries()) {
      countAnswers(result, i, intact, score(context, await part.run(block, matrix), expected, loss));
      await step(labels.length);
    }
  }
  return result;
}
