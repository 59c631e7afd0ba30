import { addInto } from './activity.js';
import { emptyAblation, type AblationTable } from './columns.js';
import { planAblation } from './plan.js';
import { runShards, type Sweep } from './sweep.js';
import type { AblationShard, Range } from './shards.js';

/**
 * Deletes every unit of the sweep by itself.
 * @param values what the result names as the units' replacement values, by flat index.
 */
export async function* ablate(
  sweep: Sweep,
  replaceBy: (units: Range, samples: Range) => AblationShard['replaceBy'],
  values: Float32Array,
): AsyncGenerator<number, AblationTable> {
  const { facts, ranges, units, classCount, loss } = sweep;
  const table = emptyAblation(units, classCount, values);
  yield* runShards(sweep, planAblation(facts, ranges, replaceBy, loss), (result, shard) => {
    const { first, count } = shard.units;
    const part = (column: Float64Array, width: number) =>
      column.subarray(first * width, (first + count) * width);
    addInto(part(table.correctPerClass, classCount), result.correctPerClass);
    addInto(part(table.correctHalf, 1), result.correctHalf);
    addInto(part(table.turnedWrong, 1), result.turnedWrong);
    addInto(part(table.turnedRight, 1), result.turnedRight);
    addInto(part(table.lossSum, 1), result.lossSum);
  });
  return table;
}
