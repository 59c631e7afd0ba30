import { ablate } from './ablations.js';
import type { ActivityTable } from './activity.js';
import type { AblationTable } from './columns.js';
import { byConstants } from './planAblation.js';
import type { Sweep } from './sweep.js';

/** Evenly spaced values from a unit's lowest to its highest output. */
const gridValues = 17;
/** The golden ratio's inverse. */
const golden = (Math.sqrt(5) - 1) / 2;
/** The search ends at this share of a unit's range. */
const precision = 1e-3;
/**
 * Steps of the search: the best value lies between its neighbours, two steps of the grid apart at most, and
 * each step of the search leaves a golden part of that.
 */
const searchSteps = Math.ceil(Math.log(precision / (2 / (gridValues - 1))) / Math.log(golden));

/** Passes over all units that the search takes, besides zero and mean. */
export const optimalSweeps = gridValues + 2 + searchSteps;

/**
 * For each unit the constant that harms the loss least (Li and Janson 2024, arXiv 2409.09951), and what
 * deleting the unit with it does: the best of zero, mean, a grid over the unit's range and a golden-section
 * search around the best. All units take each step together.
 * @param zero the ablation by zero, and `mean` by the mean.
 */
export async function* ablateOptimally(
  sweep: Sweep,
  activity: ActivityTable,
  zero: AblationTable,
  mean: AblationTable,
): AsyncGenerator<number, AblationTable> {
  const { units, classCount } = sweep;
  const best = copyOf(zero);
  // Every value that was tried, by unit, from which the bracket around the best is read.
  const tried = Array.from({ length: units }, () => new Set<number>());
  const consider = (table: AblationTable) => {
    for (let unit = 0; unit < units; unit++) {
      tried[unit].add(table.values[unit]);
      if (table.lossSum[unit] < best.lossSum[unit]) copyUnit(table, best, unit, classCount);
    }
  };
  consider(zero);
  consider(mean);
  const range = Array.from({ length: units }, (_, unit) => rangeOf(activity, unit));
  for (let i = 0; i < gridValues; i++) {
    const values = Float32Array.from(range, ([low, high]) => low + ((high - low) * i) / (gridValues - 1));
    consider(yield* ablate(sweep, byConstants(values), values));
  }
  const brackets = range.map(([low, high], unit) =>
    around(best.values[unit], [...tried[unit]], (high - low) / (gridValues - 1)),
  );
  const inner = brackets.map(([low, high]) => [high - golden * (high - low), low + golden * (high - low)]);
  const losses = brackets.map(() => [0, 0]);
  for (const side of [0, 1]) {
    const values = Float32Array.from(inner, (points) => points[side]);
    const table = yield* ablate(sweep, byConstants(values), values);
    consider(table);
    for (let unit = 0; unit < units; unit++) losses[unit][side] = table.lossSum[unit];
  }
  for (let step = 0; step < searchSteps; step++) {
    const sides = brackets.map((bracket, unit) => narrow(bracket, inner[unit], losses[unit]));
    const values = Float32Array.from(inner, (points, unit) => points[sides[unit]]);
    const table = yield* ablate(sweep, byConstants(values), values);
    consider(table);
    for (let unit = 0; unit < units; unit++) losses[unit][sides[unit]] = table.lossSum[unit];
  }
  return best;
}

/**
 * One step of the golden-section search: drops the worse end of the bracket and places a new inner point.
 * @returns which of the two inner points is new.
 */
function narrow(bracket: number[], inner: number[], losses: number[]): 0 | 1 {
  if (losses[0] <= losses[1]) {
    bracket[1] = inner[1];
    inner[1] = inner[0];
    losses[1] = losses[0];
    inner[0] = bracket[1] - golden * (bracket[1] - bracket[0]);
    return 0;
  }
  bracket[0] = inner[0];
  inner[0] = inner[1];
  losses[0] = losses[1];
  inner[1] = bracket[0] + golden * (bracket[1] - bracket[0]);
  return 1;
}

/**
 * The values next to one among all that were tried, a step of the grid away at most: zero may lie far from a
 * unit's range. The value itself where there is none.
 */
function around(value: number, tried: readonly number[], step: number): number[] {
  const below = Math.max(...tried.filter((other) => other < value));
  const above = Math.min(...tried.filter((other) => other > value));
  return [
    Number.isFinite(below) ? Math.max(below, value - step) : value,
    Number.isFinite(above) ? Math.min(above, value + step) : value,
  ];
}

/** A unit's lowest and highest output; zero to zero where they are not finite. */
function rangeOf(activity: ActivityTable, unit: number): readonly [number, number] {
  const low = activity.outputMinimum[unit];
  const high = activity.outputMaximum[unit];
  return Number.isFinite(low) && Number.isFinite(high) ? [low, high] : [0, 0];
}

function copyOf(table: AblationTable): AblationTable {
  return {
    values: table.values.slice(),
    correctPerClass: table.correctPerClass.slice(),
    correctHalf: table.correctHalf.slice(),
    turnedWrong: table.turnedWrong.slice(),
    turnedRight: table.turnedRight.slice(),
    lossSum: table.lossSum.slice(),
  };
}

function copyUnit(from: AblationTable, to: AblationTable, unit: number, classes: number): void {
  to.values[unit] = from.values[unit];
  to.correctHalf[unit] = from.correctHalf[unit];
  to.turnedWrong[unit] = from.turnedWrong[unit];
  to.turnedRight[unit] = from.turnedRight[unit];
  to.lossSum[unit] = from.lossSum[unit];
  const row = unit * classes;
  to.correctPerClass.set(from.correctPerClass.subarray(row, row + classes), row);
}
