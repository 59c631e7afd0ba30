import type { ResultFile } from '../results/schema.js';
import { checkedUnits } from './curves.js';
import { finite } from './columns.js';
import { passesOf, planGroups } from './plan.js';
import { runShards, type Sweep } from './sweep.js';

export type GroupEntry = NonNullable<ResultFile['groups']>[number];

/** @throws InputError where a group names a unit that is not there, or names one twice. */
export function checkGroups(groups: readonly (readonly number[])[], units: number): Int32Array[] {
  return groups.map((group, i) => checkedUnits(group, units, `Group ${i + 1} of --groups`));
}

/** The passes that the groups take. */
export function passesOfGroups(sweep: Pick<Sweep, 'facts' | 'loss'>, groups: readonly Int32Array[]): number {
  const shards = planGroups(sweep.facts, groups, new Float32Array(), sweep.loss);
  return shards.reduce((sum, shard) => sum + passesOf(shard, sweep.facts.samples), 0);
}

/** Deletes each group of units together. */
export async function* deleteGroups(
  sweep: Sweep,
  groups: readonly Int32Array[],
  values: Float32Array,
): AsyncGenerator<number, GroupEntry[]> {
  const { facts, loss } = sweep;
  const place = new Map(groups.map((group, i) => [group, i]));
  const entries = groups.map((units) => ({ units: [...units], correct: 0, turnedWrong: 0, turnedRight: 0 }));
  const losses = new Float64Array(groups.length);
  yield* runShards(sweep, planGroups(facts, groups, values, loss), (result, { sets }) => {
    if (sets.kind !== 'listed') return;
    for (const [i, group] of sets.groups.entries()) {
      const at = place.get(group) ?? 0;
      entries[at].correct += result.correct[i];
      entries[at].turnedWrong += result.turnedWrong[i];
      entries[at].turnedRight += result.turnedRight[i];
      losses[at] += result.lossSum[i];
    }
  });
  return entries.map((entry, i) => (loss ? { ...entry, loss: finite(losses[i] / facts.samples) } : entry));
}
