import { mutualInformation } from './information.js';
import type { ShardContext } from './shardContext.js';
import type { InformationResult, InformationShard } from './shards.js';

/** Mutual information of a range of units, from their activities on all samples. */
export async function runInformation(
  { network, reader, step }: ShardContext,
  { units }: InformationShard,
): Promise<InformationResult> {
  const { labels } = reader.dataset;
  const activities = Array.from({ length: units.count }, () => new Float64Array(labels.length));
  const from = network.place(units.first);
  const to = network.place(units.first + units.count - 1);
  const layers = network.layers.map((_, i) => i).slice(from.layer, to.layer + 1);
  for await (const batch of reader.batches({ first: 0, count: labels.length })) {
    const { hidden } = await network.run(batch.inputs, [], layers);
    for (const [i, index] of layers.entries()) {
      const layer = network.layers[index];
      const first = Math.max(0, units.first - layer.firstUnit);
      const end = Math.min(layer.unitCount, units.first + units.count - layer.firstUnit);
      for (let unit = first; unit < end; unit++) {
        const column = activities[layer.firstUnit + unit - units.first];
        fillActivity(column, batch.samples[0], hidden[i], layer, unit);
      }
    }
    await step(batch.labels.length);
  }
  const found = activities.map((column) => mutualInformation(column, labels, network.classCount));
  return {
    kind: 'information',
    mutualInformation: Float64Array.from(found, ({ bits }) => bits),
    bins: Float64Array.from(found, ({ bins }) => bins),
  };
}

/** One unit's activity, the mean over positions, on each sample of a batch. */
function fillActivity(
  column: Float64Array,
  at: number,
  values: Float32Array,
  { outer, inner, unitCount }: { readonly outer: number; readonly inner: number; readonly unitCount: number },
  unit: number,
): void {
  const stride = outer * unitCount * inner;
  const samples = values.length / stride;
  for (let sample = 0; sample < samples; sample++) {
    let sum = 0;
    for (let o = 0; o < outer; o++) {
      const from = sample * stride + (o * unitCount + unit) * inner;
      for (let i = from; i < from + inner; i++) sum += values[i];
    }
    column[at + sample] = sum / (outer * inner);
  }
}
