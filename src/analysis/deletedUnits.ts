import { InputError } from '../inputError.js';
import type { UnitLayer } from './network.js';
import type { UnitRange } from './settings.js';

/**
 * The units that are deleted by themselves, layer by layer, as ascending flat indexes; layers without any are
 * left out.
 * @param chosen the layers that are measured.
 * @param wanted null is every unit of these.
 * @param units of the whole network.
 * @throws InputError where a range names a unit that is not there, or none is left.
 */
export function deletedUnits(
  chosen: readonly UnitLayer[],
  wanted: readonly UnitRange[] | null,
  units: number,
): Int32Array[] {
  const missing = wanted?.map(({ first, last }) => last ?? first).find((unit) => unit >= units);
  if (missing !== undefined) {
    throw new InputError(
      `--units names unit ${missing}, and the units of the network are 0 to ${units - 1}; inspect lists them.`,
    );
  }
  const isWanted = (unit: number) => wanted === null || wanted.some((range) => isIn(range, unit));
  const lists = chosen
    .map(({ firstUnit, unitCount }) =>
      Int32Array.from({ length: unitCount }, (_, i) => firstUnit + i).filter(isWanted),
    )
    .filter(({ length }) => length > 0);
  if (lists.length === 0) {
    throw new InputError('None of --units is in a layer of --layers; name a unit or a layer more.');
  }
  return lists;
}

function isIn({ first, last, every }: UnitRange, unit: number): boolean {
  return unit >= first && (last === null || unit <= last) && (unit - first) % every === 0;
}
