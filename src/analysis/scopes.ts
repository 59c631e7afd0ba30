import { InputError } from '../inputError.js';
import type { UnitLayer } from './unitLayers.js';

/** Units that a curve or noise is about. */
export interface Scope {
  /** `network`, a layer's id, or several ids with commas between them. */
  readonly name: string;
  readonly layers: readonly UnitLayer[];
  /** Flat indexes, ascending. */
  readonly units: Int32Array;
}

/**
 * The scopes that a person asked for: `network`, `layer` (each by itself), and layer ids, which together make
 * one scope.
 * @param chosen the layers that are analysed.
 * @throws InputError where an id is no layer of these.
 */
export function scopesOf(chosen: readonly UnitLayer[], wanted: readonly string[]): Scope[] {
  const ids = [...new Set(wanted)].filter((name) => name !== 'network' && name !== 'layer');
  const named = ids.map((id) => {
    const layer = chosen.find((each) => each.id === id);
    if (!layer) {
      const known = chosen.map((each) => each.id).join(', ');
      throw new InputError(`--scope names "${id}", which is no layer that is analysed; these are ${known}.`);
    }
    return layer;
  });
  return [
    ...(wanted.includes('network') ? [scope('network', chosen)] : []),
    ...(wanted.includes('layer') ? chosen.map((layer) => scope(layer.id, [layer])) : []),
    ...(named.length > 0 ? [scope(ids.join(','), named)] : []),
  ];
}

function scope(name: string, layers: readonly UnitLayer[]): Scope {
  const units = layers.flatMap(({ firstUnit, unitCount }) =>
    Array.from({ length: unitCount }, (_, unit) => firstUnit + unit),
  );
  return { name, layers, units: Int32Array.from(units).sort() };
}
