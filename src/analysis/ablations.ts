import { AblationSoFar } from './ablationSoFar.js';
import { emptyAblation, type AblationTable } from './columns.js';
import { deletionRanges, drawnRanges } from './plan.js';
import { planAblation, type LayerDeletion } from './planAblation.js';
import { runShards, type Sweep } from './sweep.js';
import type { AblationResult, AblationShard, ActivityResult } from './shards.js';

/** What an estimate has counted already, for the units that it deleted, on the first samples of a random order. */
export interface EarlierCounts {
  readonly draw: number;
  /** With `samples`: none of a unit that it did not delete. */
  readonly table: AblationTable;
}

/**
 * Deletes each unit of the sweep by itself.
 * @param values what the result names as the units' replacement values, by flat index.
 * @param onStart is given what follows the counts while they come in.
 * @param earlier what need not be done again: the same replacement values on a part of the same samples.
 * @param onIntact is given what the intact network did on each range of samples, where nothing is `earlier`.
 */
export async function* ablate(
  sweep: Sweep,
  replaceBy: (units: Int32Array) => AblationShard['replaceBy'],
  values: Float32Array,
  onStart: (soFar: AblationSoFar) => void = () => {},
  earlier?: EarlierCounts,
  onIntact?: (result: ActivityResult, samples: number) => void,
): AsyncGenerator<number, AblationTable> {
  const { facts, units, classCount, loss, chosen } = sweep;
  const table = emptyAblation(units, classCount, values);
  const layers = sweep.deletions.map((part) => ({ ...part, effort: chosen.efforts[part.layer] }));
  const deleted = layers.flatMap((layer) => [...layer.units]);
  const soFar = new AblationSoFar(table, classCount, deleted.length);
  onStart(soFar);
  const plan = (some: readonly LayerDeletion[], ranges: Parameters<typeof planAblation>[5]) =>
    planAblation(facts, some, replaceBy, loss, chosen.ways, ranges);
  if (!earlier) {
    const seen = new Set<number>();
    // Each range of samples comes with several lists of units: the first of them looks at the intact network.
    const shards = plan(layers, deletionRanges(facts)).map((shard): AblationShard => {
      const { first } = shard.samples;
      if (!onIntact || seen.has(first)) return shard;
      seen.add(first);
      return { ...shard, activity: true };
    });
    yield* runShards(sweep, shards, (result, shard) => {
      addCounts(table, result, shard.units);
      soFar.added(shard.units, shard.samples.count, result.intactLossSum);
      if (result.activity) onIntact?.(result.activity, shard.samples.count);
    });
    return table;
  }
  const { draw } = earlier;
  const samplesOf = (unit: number) => earlier.table.samples?.[unit] ?? 0;
  copyCounts(earlier.table, table);
  yield deleted.reduce((passes, unit) => passes + samplesOf(unit), 0);
  // First all units come to be counted on as many drawn samples as the one that has most, then on the others.
  const ends = [...new Set(deleted.map(samplesOf))].sort((a, b) => a - b);
  const catchingUp = ends.slice(1).flatMap((end, i) => {
    const behind = layers.map((layer) => {
      return { ...layer, units: layer.units.filter((unit) => samplesOf(unit) <= ends[i]) };
    });
    return plan(behind, drawnRanges(facts, draw, ends[i], end));
  });
  const without = { draw, count: ends[ends.length - 1] ?? 0 };
  const others = plan(
    layers,
    without.count === facts.samples ? [] : deletionRanges(facts).map((range) => ({ ...range, without })),
  );
  yield* runShards(sweep, [...catchingUp, ...others], (result, shard) => {
    addCounts(table, result, shard.units);
  });
  return table;
}

/** Adds what a shard counted to a table. */
export function addCounts(table: AblationTable, result: AblationResult, units: Int32Array): void {
  const add = (column: Float64Array, counted: Float64Array) => {
    const width = counted.length / units.length;
    // By index: iterating over a typed array is ten times slower.
    for (let i = 0; i < units.length; i++) {
      const row = units[i] * width;
      for (let k = 0; k < width; k++) column[row + k] += counted[i * width + k];
    }
  };
  add(table.correctPerClass, result.correctPerClass);
  add(table.correctHalf, result.correctHalf);
  add(table.turnedWrong, result.turnedWrong);
  add(table.turnedRight, result.turnedRight);
  add(table.lossSum, result.lossSum);
}

function copyCounts(from: AblationTable, to: AblationTable): void {
  to.correctPerClass.set(from.correctPerClass);
  to.correctHalf.set(from.correctHalf);
  to.turnedWrong.set(from.turnedWrong);
  to.turnedRight.set(from.turnedRight);
  to.lossSum.set(from.lossSum);
}
