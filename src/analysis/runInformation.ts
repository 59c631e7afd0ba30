import { activityOf } from './activity.js';
import { mutualInformation } from './information.js';
import type { ShardContext } from './shardContext.js';
import type { InformationResult, InformationShard, Range } from './shards.js';

/**
 * Mutual information of a range of units, from their activities on all samples. Passes over the data for as many
 * units at once as fit into half of the memory.
 */
export async function runInformation(
  context: ShardContext,
  { units }: InformationShard,
): Promise<InformationResult> {
  const samples = context.reader.dataset.labels.length;
  // One column more, since quantiles want a sorted copy.
  const most = Math.floor(context.memoryBytes / 2 / (Float64Array.BYTES_PER_ELEMENT * samples)) - 1;
  const pieces = Math.max(1, Math.ceil(units.count / Math.max(1, most)));
  const bits = new Float64Array(units.count);
  const bins = new Float64Array(units.count);
  for (let piece = 0; piece < pieces; piece++) {
    const first = Math.floor((units.count * piece) / pieces);
    const count = Math.floor((units.count * (piece + 1)) / pieces) - first;
    // All pieces together are told as one pass over the samples.
    let told = Math.floor((samples * piece) / pieces);
    const step = (seen: number): Promise<void> => {
      const passes = Math.floor((samples * piece + seen) / pieces) - told;
      told += passes;
      return context.step(passes);
    };
    const activities = await activitiesOf(context, { first: units.first + first, count }, step);
    for (const [i, column] of activities.entries()) {
      const found = mutualInformation(column, context.reader.dataset.labels, context.network.classCount);
      bits[first + i] = found.bits;
      bins[first + i] = found.bins;
    }
  }
  return { kind: 'information', mutualInformation: bits, bins };
}

/**
 * The activities of a range of units, a column of all samples for each.
 * @param step told of the samples seen so far.
 */
async function activitiesOf(
  { network, reader }: ShardContext,
  units: Range,
  step: (seen: number) => Promise<void>,
): Promise<Float64Array[]> {
  const samples = reader.dataset.labels.length;
  const activities = Array.from({ length: units.count }, () => new Float64Array(samples));
  const from = network.place(units.first);
  const to = network.place(units.first + units.count - 1);
  const layers = network.layers.map((_, i) => i).slice(from.layer, to.layer + 1);
  let seen = 0;
  for await (const batch of reader.batches({ first: 0, count: samples })) {
    const { hidden } = await network.run(batch.inputs, [], layers);
    const valid = network.validPositions(batch.inputs);
    for (const [i, index] of layers.entries()) {
      const layer = network.layers[index];
      const first = Math.max(0, units.first - layer.firstUnit);
      const end = Math.min(layer.unitCount, units.first + units.count - layer.firstUnit);
      for (let unit = first; unit < end; unit++) {
        const column = activities[layer.firstUnit + unit - units.first];
        for (const [k, sample] of batch.samples.entries()) {
          column[sample] = activityOf(layer, unit, hidden[i], k, valid);
        }
      }
    }
    seen += batch.labels.length;
    await step(seen);
  }
  return activities;
}
