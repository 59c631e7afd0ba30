import type { Ablation, UnitColumns } from '../results/schema.js';
import type { ActivityTable } from './activity.js';
import type { UnitLayer } from './unitLayers.js';
import { classSelectivity } from './selectivity.js';
import type { Replacement } from './settings.js';

/** What deleting each unit did, with one replacement value: sums over samples, in flat order. */
export interface AblationTable {
  readonly values: Float32Array;
  /** How many samples each unit's sums are of; absent where they are of all. */
  readonly samples?: Float64Array;
  readonly correctPerClass: Float64Array;
  /** On the half of the data that ranks alone (`halves.ts`). */
  readonly correctHalf: Float64Array;
  readonly turnedWrong: Float64Array;
  readonly turnedRight: Float64Array;
  readonly lossSum: Float64Array;
}

export function emptyAblation(units: number, classes: number, values: Float32Array): AblationTable {
  return {
    values,
    correctPerClass: new Float64Array(units * classes),
    correctHalf: new Float64Array(units),
    turnedWrong: new Float64Array(units),
    turnedRight: new Float64Array(units),
    lossSum: new Float64Array(units),
  };
}

/** A layer's columns of activity statistics, as the result file has them. */
export function activityColumns(
  layer: UnitLayer,
  activity: ActivityTable,
  classCounts: readonly number[],
  norms: Float64Array | null,
): UnitColumns {
  const { firstUnit, unitCount } = layer;
  const units = Array.from({ length: unitCount }, (_, unit) => firstUnit + unit);
  const column = (values: Float64Array) => units.map((unit) => finite(values[unit]));
  const share = (values: Float64Array) => units.map((unit) => finite(values[unit] / activity.count[unit]));
  const classes = classCounts.length;
  return {
    mean: column(activity.mean),
    variance: share(activity.squaredDeviations),
    minimum: column(activity.minimum),
    maximum: column(activity.maximum),
    outputMinimum: column(activity.outputMinimum),
    outputMaximum: column(activity.outputMaximum),
    zeroFraction: share(activity.zeros),
    silentSamples: units.map((unit) => activity.silentSamples[unit]),
    l1Norm: units.map((_, unit) => (norms ? finite(norms[unit]) : null)),
    classMeans: units.map((unit) =>
      classCounts.map((count, k) =>
        count === 0 ? null : finite(activity.classSums[unit * classes + k] / count),
      ),
    ),
  };
}

/** The class each unit prefers, and how selectively; undefined of a unit with an output that is not finite. */
export function selectivityColumns({
  mean = [],
  classMeans = [],
  zeroFraction = [],
}: UnitColumns): UnitColumns {
  const found = classMeans.map((means, unit) =>
    classSelectivity(mean[unit] === null ? [] : means, zeroFraction[unit] === 1),
  );
  return {
    preferredClass: found.map(({ preferredClass }) => preferredClass),
    selectivity: found.map(({ selectivity }) => selectivity),
  };
}

/**
 * A layer's columns of ablations, by replacement value; null of units that were not deleted.
 * @param isDeleted 1 for a unit that was, by flat index.
 * @param samples that there are; those of a unit where its sums are of less.
 */
export function ablationColumns(
  { firstUnit, unitCount }: UnitLayer,
  isDeleted: Uint8Array,
  ablations: ReadonlyMap<Replacement, AblationTable>,
  classes: number,
  samples: number,
  loss: boolean,
): Record<string, Ablation> {
  const units = Array.from({ length: unitCount }, (_, unit) => firstUnit + unit);
  const column = <Value>(value: (unit: number) => Value) =>
    units.map((unit) => (isDeleted[unit] === 1 ? value(unit) : null));
  return Object.fromEntries(
    [...ablations].map(([replacement, table]): [string, Ablation] => {
      const perClass = (unit: number) => [
        ...table.correctPerClass.subarray(unit * classes, (unit + 1) * classes),
      ];
      // A matrix has a row for every unit.
      const noCounts = new Array<null>(classes).fill(null);
      const samplesOf = (unit: number) => table.samples?.[unit] ?? samples;
      const columns: Ablation = {
        ...(replacement === 'zero' || replacement === 'resample'
          ? {}
          : { value: column((unit) => finite(table.values[unit])) }),
        ...(table.samples ? { samples: units.map(samplesOf) } : {}),
        correct: column((unit) => sum(perClass(unit))),
        ...(loss ? { loss: column((unit) => finite(table.lossSum[unit] / samplesOf(unit))) } : {}),
        correctPerClass: units.map((unit) => (isDeleted[unit] === 1 ? perClass(unit) : noCounts)),
        correctHalf: column((unit) => table.correctHalf[unit]),
        turnedWrong: column((unit) => table.turnedWrong[unit]),
        turnedRight: column((unit) => table.turnedRight[unit]),
      };
      return [replacement, columns];
    }),
  );
}

export function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

/** A result file knows no NaN and no infinity: undefined values are null. */
export function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
