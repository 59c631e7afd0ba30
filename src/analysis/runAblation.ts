import type { Answers, Clamp, Network, UnitLayer } from './network.js';
import { score, type ShardContext } from './shardContext.js';
import type { AblationResult, AblationShard } from './shards.js';

/** Each of a range of units deleted by itself. */
export async function runAblation(context: ShardContext, shard: AblationShard): Promise<AblationResult> {
  const { network, reader, step } = context;
  const { units, loss } = shard;
  const classes = network.classCount;
  const correctPerClass = new Float64Array(units.count * classes);
  const correctHalf = new Float64Array(units.count);
  const turnedWrong = new Float64Array(units.count);
  const turnedRight = new Float64Array(units.count);
  const lossSum = new Float64Array(units.count);
  for await (const { inputs, labels, ranking, first } of reader.batches(shard.samples)) {
    const intact = score(context, (await network.run(inputs, [], [])).scores, labels, false);
    await step(labels.length);
    const replaced = await replacer(context, shard, inputs, first);
    for (let i = 0; i < units.count; i++) {
      const scored = score(context, (await replaced(units.first + i)).scores, labels, loss);
      for (let sample = 0; sample < labels.length; sample++) {
        const before = intact.correct[sample];
        const after = scored.correct[sample];
        correctPerClass[i * classes + labels[sample]] += after;
        if (ranking[sample] === 1) correctHalf[i] += after;
        if (before > after) turnedWrong[i]++;
        if (before < after) turnedRight[i]++;
        lossSum[i] += scored.loss[sample];
      }
      await step(labels.length);
    }
  }
  return { kind: 'ablation', correctPerClass, correctHalf, turnedWrong, turnedRight, lossSum };
}

/** How a batch is answered with one unit replaced. */
async function replacer(
  { network, reader }: ShardContext,
  { units, replaceBy, samples }: AblationShard,
  inputs: Float32Array,
  first: number,
): Promise<(unit: number) => Promise<Answers>> {
  if (replaceBy.kind === 'constants') {
    return (unit) => network.run(inputs, [{ unit, value: replaceBy.values[unit - units.first] }], []);
  }
  const count = inputs.length / network.sampleSize;
  const others = replaceBy.sources.subarray(first - samples.first, first - samples.first + count);
  const { layer: from } = network.place(units.first);
  const { layer: to } = network.place(units.first + units.count - 1);
  const layers = network.layers.map((_, i) => i).slice(from, to + 1);
  const { hidden } = await network.run(await reader.gather(others), [], layers);
  return (unit) => {
    const { layer } = network.place(unit);
    return runWithOutputs(network, inputs, unit, network.layers[layer], layer, hidden[layers.indexOf(layer)]);
  };
}

/** Answers a batch with a unit's whole output taken from other values of its layer. */
function runWithOutputs(
  network: Network,
  inputs: Float32Array,
  unit: number,
  layer: UnitLayer,
  index: number,
  values: Float32Array,
): Promise<Answers> {
  const { unitCount, inner, firstUnit } = layer;
  const addition = new Float32Array(values.length);
  const rows = values.length / (unitCount * inner);
  for (let row = 0; row < rows; row++) {
    const at = (row * unitCount + unit - firstUnit) * inner;
    for (let i = at; i < at + inner; i++) addition[i] = values[i];
  }
  const clamp: Clamp = { unit, value: 0 };
  return network.run(inputs, [clamp], [], new Map([[index, addition]]));
}
