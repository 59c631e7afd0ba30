import { InputError } from '../inputError.js';
import type { CurvePlan } from './curves.js';
import type { AnalysisSettings } from './settings.js';
import type { Range } from './shards.js';

/**
 * @param ranges flat ranges of the layers that are measured.
 * @throws InputError where settings ask for what can't be had together.
 */
export function checkSettings(
  settings: AnalysisSettings,
  samples: number,
  ranges: readonly Range[],
  curves: readonly CurvePlan[],
  groups: readonly Int32Array[],
): void {
  const { replacements, loss } = settings;
  if (replacements.includes('optimal') && !loss) {
    throw new InputError(
      '--replacement optimal needs losses, which --no-loss leaves out; drop one of the two.',
    );
  }
  if (curves.some(({ by }) => by === 'importance') && !loss) {
    throw new InputError(
      '--orders importance ranks units by losses, which --no-loss leaves out; take accuracy, or drop --no-loss.',
    );
  }
  if (replacements.includes('resample') && samples < 2) {
    throw new InputError(
      '--replacement resample takes outputs from other samples, and there is only one; use more data.',
    );
  }
  if (curves.length + groups.length === 0) return;
  if (replacements.includes('optimal') && settings.units !== null) {
    throw new InputError(
      '--replacement optimal is sought for --units alone, and curves and groups need it of every unit; drop one of the two.',
    );
  }
  if (replacements.every((replacement) => replacement === 'resample')) {
    throw new InputError(
      'Curves and groups replace units by constants; name zero, mean or optimal beside resample.',
    );
  }
  const named = [...groups, ...curves.filter(({ by }) => by === 'given').map(({ scope }) => scope.units)];
  const isMeasured = (unit: number) =>
    ranges.some(({ first, count }) => unit >= first && unit < first + count);
  const unknown = named.flatMap((units) => [...units]).find((unit) => !isMeasured(unit));
  if (replacements.includes('optimal') && unknown !== undefined) {
    throw new InputError(
      `--replacement optimal is sought for the units of --layers, and unit ${unknown} of a group or an order is none of them; name its layer too.`,
    );
  }
}
