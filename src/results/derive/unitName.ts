import type { FlatUnit } from './flatUnits.js';

/** A unit's name, as one would index it in code: `fc1[93]`. */
export function unitName(unit: FlatUnit): string {
  return `${unit.layer.id}[${unit.index}]`;
}
