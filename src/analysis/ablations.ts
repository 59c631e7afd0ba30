import { emptyAblation, type AblationTable } from './columns.js';
import { planAblation } from './plan.js';
import { runShards, type Sweep } from './sweep.js';
import type { AblationShard } from './shards.js';

/**
 * Deletes each unit of the sweep by itself.
 * @param values what the result names as the units' replacement values, by flat index.
 */
export async function* ablate(
  sweep: Sweep,
  replaceBy: (units: Int32Array) => AblationShard['replaceBy'],
  values: Float32Array,
): AsyncGenerator<number, AblationTable> {
  const { facts, units, classCount, loss, chosen } = sweep;
  const table = emptyAblation(units, classCount, values);
  const layers = sweep.deletions.map((part) => ({ ...part, effort: chosen.efforts[part.layer] }));
  const shards = planAblation(facts, layers, replaceBy, loss, chosen.ways);
  yield* runShards(sweep, shards, (result, shard) => {
    const add = (column: Float64Array, counted: Float64Array, width: number) => {
      // By index: iterating over a typed array is ten times slower.
      for (let i = 0; i < shard.units.length; i++) {
        const unit = shard.units[i] * width;
        for (let k = 0; k < width; k++) column[unit + k] += counted[i * width + k];
      }
    };
    add(table.correctPerClass, result.correctPerClass, classCount);
    add(table.correctHalf, result.correctHalf, 1);
    add(table.turnedWrong, result.turnedWrong, 1);
    add(table.turnedRight, result.turnedRight, 1);
    add(table.lossSum, result.lossSum, 1);
  });
  return table;
}
