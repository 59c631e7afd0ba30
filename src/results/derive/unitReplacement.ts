import { InputError } from '../../inputError.js';
import type { ResultFile } from '../schema.js';
import type { UnitReplacement } from '../unitDetail.js';
import { ablationOf, flatUnits, type FlatUnit } from './flatUnits.js';
import { unitName } from './unitName.js';

/**
 * What a unit was replaced by, as the result tells it.
 * @param unit flat index.
 * @param replacement `zero`, `mean`, `resample` or `optimal`.
 * @throws InputError where there is no such unit, or the result doesn't tell its constant.
 */
export function unitReplacement(result: ResultFile, unit: number, replacement: string): UnitReplacement {
  const units = flatUnits(result);
  if (!(unit in units)) {
    throw new InputError(
      `There is no unit ${unit} in the result of ${result.model.file}; flat unit indexes run from 0 to ${units.length - 1}.`,
    );
  }
  if (replacement === 'zero') return { kind: 'constant', value: 0 };
  if (replacement === 'resample') return { kind: 'otherSamples', seed: result.settings.seed };
  const value = constantOf(units[unit], replacement);
  if (value === null) {
    throw new InputError(
      `The result of ${result.model.file} doesn't tell what ${unitName(units[unit])} was held at for "${replacement}"; analyse the model with --replacement ${replacement}.`,
    );
  }
  return { kind: 'constant', value };
}

function constantOf({ layer, index }: FlatUnit, replacement: string): number | null {
  const stored = ablationOf(layer, replacement)?.value?.[index] ?? null;
  if (stored !== null || replacement !== 'mean') return stored;
  // Means are measured also where units were not deleted by them.
  const mean = layer.units.mean?.[index] ?? null;
  return mean === null ? null : Math.fround(mean);
}
