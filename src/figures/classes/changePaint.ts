import type { ClassMap } from '../../results/derive/classMap.js';
import type { RampPaint } from '../paint.js';

/**
 * The colour of samples lost or gained: nearly in proportion, so that small changes stay grey.
 * @param count samples lost; negative where gained.
 */
export function changePaint({ mostLost, mostGained }: ClassMap, count: number): RampPaint {
  if (count === 0) return { ramp: 'lost', at: 0 };
  const share = Math.abs(count) / Math.max(1, mostLost, mostGained);
  return { ramp: count > 0 ? 'lost' : 'gained', at: 0.05 + 0.95 * share ** 0.8 };
}
