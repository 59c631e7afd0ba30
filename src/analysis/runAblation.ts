import { ActivityTally } from './activityTally.js';
import { intactBlock } from './intactBlock.js';
import type { Batch } from './sampleReader.js';
import type { ShardContext } from './shardContext.js';
import type { AblationResult, AblationShard } from './shards.js';
import { Tally } from './tally.js';
import type { Replacements } from './ways/layerDeleter.js';

/** What is kept of the intact network's run on a block: more would save nothing. */
const blockBytes = 2 ** 27;
/** What a way of deleting notes down for a block: more would leave the processor's cache. */
const noteFloats = 2 ** 18;

/** Units of one layer, and their place in the shard. */
interface LayerUnits {
  readonly layer: number;
  readonly at: number;
  readonly units: Int32Array;
}

/** Each of several units deleted by itself. */
export async function runAblation(context: ShardContext, shard: AblationShard): Promise<AblationResult> {
  const { network, reader, step } = context;
  const parts = layersOf(context, shard.units);
  const deleters = await context.deleters.get(
    parts.map(({ layer }) => ({ layer, way: shard.ways[layer] ?? 'masks' })),
  );
  const activity = shard.activity ? new ActivityTally(context) : null;
  const needs = [...new Set([...deleters.flatMap((deleter) => deleter.needs), ...(activity?.needs ?? [])])];
  const tally = new Tally(shard.units.length, network.classCount, shard.loss);
  const kept = [...needs, ...parts.map(({ layer }) => network.layers[layer].tensor)];
  const mostSamples = network.blockSize(kept, Math.min(blockBytes, context.memoryBytes / 4));
  const notes = Math.max(1, ...deleters.map(({ notesPerSample = 0 }) => notesPerSample));
  const runs = Math.max(1, Math.floor(noteFloats / notes / network.batchSize));
  const size = Math.min(mostSamples, runs * network.batchSize);
  for await (const batch of reader.batches(shard.samples, size)) {
    const block = await intactBlock(context, batch, needs, shard.loss);
    tally.addIntact(block);
    await step(block.samples);
    if (activity) {
      activity.add(block, batch.samples);
      await step(block.samples);
    }
    const replacements = await replacementsOf(context, shard, parts, batch);
    for (const [i, { units, at }] of parts.entries()) {
      await deleters[i].delete(block, units, replacements[i], tally, at, step);
    }
  }
  return { ...tally.result(), ...(activity && { activity: activity.result() }) };
}

function layersOf({ network }: ShardContext, units: Int32Array): LayerUnits[] {
  return network.layers.flatMap(({ firstUnit, unitCount }, layer): LayerUnits[] => {
    const own = units.filter((unit) => unit >= firstUnit && unit < firstUnit + unitCount);
    return own.length === 0 ? [] : [{ layer, at: units.indexOf(own[0]), units: own }];
  });
}

/** What the units of each part are replaced by on a batch. */
async function replacementsOf(
  { network, reader }: ShardContext,
  { replaceBy }: AblationShard,
  parts: readonly LayerUnits[],
  batch: Batch,
): Promise<Replacements[]> {
  if (replaceBy.kind === 'constants') {
    return parts.map(({ at, units }) => {
      return { kind: 'constants', values: replaceBy.values.subarray(at, at + units.length) };
    });
  }
  const others = await reader.others(batch, replaceBy.seed);
  const tensors = parts.map(({ layer }) => network.layers[layer].tensor);
  const outputs = (await network.intact(others, tensors)).tensors;
  return tensors.map((tensor) => ({ kind: 'outputs', values: outputs.get(tensor) ?? new Float32Array() }));
}
