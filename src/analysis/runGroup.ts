import { intactBlock } from './intactBlock.js';
import type { Clamp } from './network.js';
import { countAnswers, noAnswers, score, type ShardContext } from './shardContext.js';
import type { AnswersResult, GroupShard } from './shards.js';

/** Sets of units, each deleted together. */
export async function runGroup(context: ShardContext, shard: GroupShard): Promise<AnswersResult> {
  const { network, reader, step } = context;
  const { sets, values, loss } = shard;
  const byIncrements = sets.kind === 'prefixes' ? context.curves.for(sets.order) : null;
  if (sets.kind === 'prefixes' && byIncrements) return byIncrements.run(context, shard, sets);
  const clampsOf = (units: Int32Array): Clamp[] =>
    Array.from(units, (unit) => ({ unit, value: values[unit] }));
  const changes =
    sets.kind === 'listed'
      ? sets.groups.map(clampsOf)
      : Array.from(sets.lengths, (length) => clampsOf(sets.order.subarray(0, length)));
  const result = noAnswers(changes.length);
  const touched = new Set(changes.flatMap((clamps) => clamps.map(({ unit }) => network.place(unit).layer)));
  const part = await context.parts.behind([...touched].sort((a, b) => a - b));
  for await (const batch of reader.batches(shard.samples)) {
    const { labels, expected } = batch;
    const block = await intactBlock(context, batch, part.needs, loss);
    await step(labels.length);
    for (const [i, clamps] of changes.entries()) {
      const scores = clamps.length === 0 ? block.scores : await part.run(block, clamps);
      countAnswers(result, i, block.intact, score(context, scores, expected, loss));
      await step(labels.length);
    }
  }
  return result;
}
