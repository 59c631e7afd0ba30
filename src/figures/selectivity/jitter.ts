import { seededRandom } from '../../results/derive/seededRandom.js';

/**
 * How far to spread a unit's mark from its count, so that equal counts don't hide each other: in -0.4..0.4
 * samples, the same whenever the unit is drawn.
 * @param unit its flat index, which seeds the draw.
 */
export function jitter(unit: number): number {
  return (seededRandom(unit)() - 0.5) * 0.8;
}
