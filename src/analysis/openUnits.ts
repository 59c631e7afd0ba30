import {
  confidenceInterval,
  dropIn,
  halfWidth,
  type DrawnCounts,
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
 * @param units flat indexes of those that were counted last.
 * @param all flat indexes of all that are deleted, to which they are compared.
 */
export function openUnits(
  units: readonly number[],
  all: readonly number[],
  table: Pick<AblationTable, 'turnedWrong' | 'turnedRight'> & { readonly samples: Float64Array },
  { precision, top, population }: EstimateGoal,
): OpenUnits {
  const countsOf = (unit: number): DrawnCounts => ({
    turnedWrong: table.turnedWrong[unit],
    turnedRight: table.turnedRight[unit],
    samples: table.samples[unit],
    population,
  });
  // Intervals take some work, and most units share their counts with others.
  const known = new Map<string, DropInterval>();
  const intervalOf = (unit: number): DropInterval => {
    const counts = countsOf(unit);
    const key = `${counts.turnedWrong} ${counts.turnedRight} ${counts.samples}`;
    const interval = known.get(key) ?? confidenceInterval(counts, stoppedFor(top));
    known.set(key, interval);
    return interval;
  };
  const drop = (unit: number) => dropIn(countsOf(unit));
  const told = top === null ? new Set<number>() : toldApart(all, top, drop, intervalOf);
  const open = units.filter(
    (unit) => table.samples[unit] < population && halfWidth(intervalOf(unit)) > precision && !told.has(unit),
  );
  return {
    units: open,
    // Intervals shrink at least with the root of the number of samples.
    needed: open.map((unit) =>
      Math.min(population, table.samples[unit] * (halfWidth(intervalOf(unit)) / precision) ** 2),
    ),
  };
}

/**
 * The units that are told to be among the first so many by their drop, or not to be: their interval lies above,
 * or below, those of all units on the other side. Ties go to the lower flat index.
 */
function toldApart(
  units: readonly number[],
  top: number,
  drop: (unit: number) => number,
  interval: (unit: number) => DropInterval,
): Set<number> {
  const order = [...units].sort((a, b) => drop(b) - drop(a) || a - b);
  const [first, rest] = [order.slice(0, top), order.slice(top)];
  const highestOfRest = rest.reduce((highest, unit) => Math.max(highest, interval(unit).high), -Infinity);
  const lowestOfFirst = first.reduce((lowest, unit) => Math.min(lowest, interval(unit).low), Infinity);
  return new Set([
    ...first.filter((unit) => interval(unit).low >= highestOfRest),
    ...rest.filter((unit) => interval(unit).high <= lowestOfFirst),
  ]);
}
