import { InputError } from '../inputError.js';
import type { UnitLayer } from './unitLayers.js';
import type { UnitRange } from './settings.js';
import type { LayerUnits } from './sweep.js';

/**
 * The units that are deleted by themselves, of each layer that has any.
 * @param layers of the whole network.
 * @param chosen those that are measured.
 * @param wanted null is every unit of these.
 * @throws InputError where a range names a unit that is not there, or none is left.
 */
export function deletedUnits(
  layers: readonly UnitLayer[],
  chosen: readonly UnitLayer[],
  wanted: readonly UnitRange[] | null,
): LayerUnits[] {
  const units = layers.reduce((sum, { unitCount }) => sum + unitCount, 0);
  const missing = wanted?.map(({ first, last }) => last ?? first).find((unit) => unit >= units);
  if (missing !== undefined) {
    throw new InputError(
      `--units names unit ${missing}, and the units of the network are 0 to ${units - 1}; inspect lists them.`,
    );
  }
  const isWanted = (unit: number) => wanted === null || wanted.some((range) => isIn(range, unit));
  const parts = chosen
    .map((layer): LayerUnits => {
      const { firstUnit, unitCount } = layer;
      const all = Int32Array.from({ length: unitCount }, (_, i) => firstUnit + i);
      return { layer: layers.indexOf(layer), units: all.filter(isWanted) };
    })
    .filter((part) => part.units.length > 0);
  if (parts.length === 0) {
    throw new InputError('None of --units is in a layer of --layers; name a unit or a layer more.');
  }
  return parts;
}

function isIn({ first, last, every }: UnitRange, unit: number): boolean {
  return unit >= first && (last === null || unit <= last) && (unit - first) % every === 0;
}
