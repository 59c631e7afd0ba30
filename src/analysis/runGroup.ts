import type { Clamp } from './network.js';
import { countAnswers, noAnswers, score, type ShardContext } from './shardContext.js';
import type { AnswersResult, GroupShard } from './shards.js';

/** Sets of units, each deleted together. */
export async function runGroup(context: ShardContext, shard: GroupShard): Promise<AnswersResult> {
  const { network, reader, step } = context;
  const { sets, values, loss } = shard;
  const byIncrements = sets.kind === 'prefixes' ? context.chainCurves(sets.order) : null;
  if (sets.kind === 'prefixes' && byIncrements) return byIncrements.run(context, shard, sets);
  const clampsOf = (units: Int32Array): Clamp[] =>
    Array.from(units, (unit) => ({ unit, value: values[unit] }));
  const changes =
    sets.kind === 'listed'
      ? sets.groups.map(clampsOf)
      : Array.from(sets.lengths, (length) => clampsOf(sets.order.subarray(0, length)));
  const result = noAnswers(changes.length);
  for await (const { inputs, labels } of reader.batches(shard.samples)) {
    const intact = score(context, (await network.run(inputs, [], [])).scores, labels, false);
    await step(labels.length);
    for (const [i, clamps] of changes.entries()) {
      const { scores } = await network.run(inputs, clamps, []);
      countAnswers(result, i, intact, score(context, scores, labels, loss));
      await step(labels.length);
    }
  }
  return result;
}
