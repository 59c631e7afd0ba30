import { intactBlock } from './intactBlock.js';
import type { ShardContext } from './shardContext.js';
import type { TimingResult, TimingShard } from './shards.js';
import { Tally } from './tally.js';

/** Units that are deleted to see how long it takes: some would not do, for dead ones take no time at all. */
const timedUnits = 4;
/** Of several timings the least is taken: what else the machine does only adds. */
const rounds = 2;

/** Times a way of deleting units of a layer. */
export async function runTiming(context: ShardContext, shard: TimingShard): Promise<TimingResult> {
  const { network, reader } = context;
  const { firstUnit, unitCount } = network.layers[shard.layer];
  const [deleter] = await context.deleters.get([shard]);
  const count = Math.min(timedUnits, unitCount);
  const units = Int32Array.from({ length: count }, (_, i) => firstUnit + Math.floor((i * unitCount) / count));
  const replacements = { kind: 'constants' as const, values: new Float32Array(count) };
  const tally = new Tally(count, network.classCount, true);
  let least = Infinity;
  for await (const batch of reader.batches(shard.samples, shard.samples.count)) {
    const block = await intactBlock(context, batch, deleter.needs, true);
    const step = () => context.step(0);
    // The first run of a session is slower than those that follow.
    await deleter.delete(block, units.subarray(0, 1), replacements, tally, 0, step);
    for (let round = 0; round < rounds; round++) {
      const started = performance.now();
      await deleter.delete(block, units, replacements, tally, 0, step);
      least = Math.min(least, performance.now() - started);
    }
  }
  return { kind: 'timing', milliseconds: least / count };
}
