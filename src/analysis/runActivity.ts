import { ActivityTally } from './activityTally.js';
import { intactBlock } from './intactBlock.js';
import type { ShardContext } from './shardContext.js';
import type { ActivityResult, ActivityShard } from './shards.js';

/** Statistics of every unit's activity, and the intact network's answers. */
export async function runActivity(
  context: Pick<ShardContext, 'network' | 'reader' | 'step'>,
  shard: ActivityShard,
): Promise<ActivityResult> {
  const tally = new ActivityTally(context);
  for await (const batch of context.reader.batches(shard.samples)) {
    const block = await intactBlock(context, batch, tally.needs, true);
    tally.add(block, batch.samples);
    await context.step(block.samples);
  }
  return tally.result();
}
