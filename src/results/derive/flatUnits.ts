import type { Ablation, ResultFile, ResultLayer, UnitColumns } from '../schema.js';
import { statisticsSamples } from './exactness.js';

/** A unit by its place: `index` within its layer, `flat` through all hidden layers in forward order. */
export interface FlatUnit {
  readonly layer: ResultLayer;
  readonly index: number;
  readonly flat: number;
}

/** All units of the network's hidden layers in flat order, measured or not. */
export function flatUnits(result: ResultFile): FlatUnit[] {
  const units: FlatUnit[] = [];
  for (const layer of result.layers) {
    for (let index = 0; index < layer.unitCount; index++) units.push({ layer, index, flat: units.length });
  }
  return units;
}

/** The replacement values that some layer was ablated with, in the order in which they stand in the file. */
export function replacementsOf(result: ResultFile): string[] {
  return [...new Set(result.layers.flatMap((layer) => Object.keys(layer.units.ablation ?? {})))];
}

/** A layer's ablation by one replacement value; `null` where it was not measured. */
export function ablationOf(layer: ResultLayer, replacement: string): Ablation | null {
  const ablations: Record<string, Ablation | undefined> = layer.units.ablation ?? {};
  return ablations[replacement] ?? null;
}

/** The columns that hold one value a unit. */
export type MeasuredColumn = {
  [K in keyof UnitColumns]-?: NonNullable<UnitColumns[K]> extends (number | null)[] ? K : never;
}[Exclude<KnownKeys, 'ablation' | 'classMeans'>];

type KnownKeys = keyof { [K in keyof UnitColumns as string extends K ? never : K]: true };

/** A unit's entry in a column; `null` where it is undefined or the column was not measured. */
export function measuredValue(unit: FlatUnit, column: MeasuredColumn): number | null {
  return unit.layer.units[column]?.[unit.index] ?? null;
}

/** Whether a unit is zero on every sample and position; false also where that was not measured. */
export function isDead(result: ResultFile, unit: FlatUnit): boolean {
  return measuredValue(unit, 'silentSamples') === statisticsSamples(result);
}
