import {
  confidenceInterval,
  halfWidth,
  type DropInterval,
  type StoppedFor,
} from '../results/derive/confidenceInterval.js';
import type { AblationTable } from './columns.js';

/** When a unit of an estimate has been counted on enough samples. */
export interface EstimateGoal {
  /** Half of its interval is at most this, as a fraction. */
  readonly precision: number;
  /** Or it is told to be among so many that cost most, or not to be; `null` does without. */
  readonly top: number | null;
  /** Samples that there are. */
  readonly population: number;
}

/** What the intervals have to hold for. */
export function stoppedFor(top: number | null): StoppedFor {
  return top === null ? 'narrow' : 'any';
}

export interface OpenUnits {
  /** The units that need more samples, in the order given. */
  readonly units: number[];
  /** About how many samples each of them needs, in all. */
  readonly needed: number[];
}

/**
 * Which units are to be counted on more samples.
 * @param units flat indexes of all that are deleted.
 * @param table counts, with the samples that each unit's are of.
 */
export function openUnits(units: readonly number[], table: AblationTable, goal: EstimateGoal): OpenUnits {
  const { precision, population } = goal;
  const known = new Map<string, DropInterval>();
  const samplesOf = (unit: number) => table.samples?.[unit] ?? 0;
  const intervals = units.map((unit) => {
    const [turnedWrong, turnedRight, samples] = [
      table.turnedWrong[unit],
      table.turnedRight[unit],
      samplesOf(unit),
    ];
    const key = `${turnedWrong} ${turnedRight} ${samples}`;
    const counts = { turnedWrong, turnedRight, samples, population };
    const interval = known.get(key) ?? confidenceInterval(counts, stoppedFor(goal.top));
    known.set(key, interval);
    return interval;
  });
  const told = goal.top === null ? null : toldApart(intervals, drops(units, table, samplesOf), goal.top);
  const open = [...units.keys()].filter(
    (i) => samplesOf(units[i]) < population && halfWidth(intervals[i]) > precision && !(told?.[i] ?? false),
  );
  return {
    units: open.map((i) => units[i]),
    // Intervals shrink at least with the root of the number of samples.
    needed: open.map((i) =>
      Math.min(population, samplesOf(units[i]) * (halfWidth(intervals[i]) / precision) ** 2),
    ),
  };
}

function drops(
  units: readonly number[],
  table: AblationTable,
  samplesOf: (unit: number) => number,
): number[] {
  return units.map((unit) => (table.turnedWrong[unit] - table.turnedRight[unit]) / samplesOf(unit));
}

/**
 * Which units are told to be among the first so many by their drop, or not to be: their interval lies above, or
 * below, those of all units on the other side. Ties go to the lower place.
 */
function toldApart(intervals: readonly DropInterval[], drop: readonly number[], top: number): boolean[] {
  const order = [...drop.keys()].sort((a, b) => drop[b] - drop[a] || a - b);
  const [first, rest] = [order.slice(0, top), order.slice(top)];
  const highestOfRest = rest.reduce((highest, i) => Math.max(highest, intervals[i].high), -Infinity);
  const lowestOfFirst = first.reduce((lowest, i) => Math.min(lowest, intervals[i].low), Infinity);
  const told = new Array<boolean>(drop.length).fill(false);
  for (const i of first) told[i] = intervals[i].low >= highestOfRest;
  for (const i of rest) told[i] = intervals[i].high <= lowestOfFirst;
  return told;
}
