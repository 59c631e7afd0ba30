import { activityOf } from './activity.js';
import { activityBytes, activityColumn, type ActivityColumn } from './activityColumns.js';
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
  // One column more, for what finds its quantiles.
  const most = Math.floor(context.memoryBytes / 2 / (activityBytes(context.network.layers) * samples)) - 1;
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
): Promise<ActivityColumn[]> {
  const samples = reader.dataset.labels.length;
  const from = network.place(units.first);
  const to = network.place(units.first + units.count - 1);
  const parts = network.layers.slice(from.layer, to.layer + 1).map((layer) => {
    const first = Math.max(0, units.first - layer.firstUnit);
    const end = Math.min(layer.unitCount, units.first + units.count - layer.firstUnit);
    const columns = Array.from({ length: end - first }, () => activityColumn(layer, samples));
    return { layer, first, columns };
  });
  const tensors = parts.map(({ layer }) => layer.tensor);
  let seen = 0;
  for await (const batch of reader.batches({ first: 0, count: samples })) {
    const intact = await network.intact(batch.inputs, tensors);
    const valid = network.validPositions(batch.inputs);
    for (const { layer, first, columns } of parts) {
      const values = intact.tensors.get(layer.tensor) ?? new Float32Array();
      for (const [i, column] of columns.entries()) {
        for (let k = 0; k < batch.samples.length; k++) {
          column[batch.samples[k]] = activityOf(layer, first + i, values, k, valid);
        }
      }
    }
    seen += batch.labels.length;
    await step(seen);
  }
  return parts.flatMap(({ columns }) => columns);
}
