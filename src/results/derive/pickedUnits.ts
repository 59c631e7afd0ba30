import { basisOf, lostCount } from './lostSamples.js';
import { formatCounted } from './numberFormat.js';
import type { UnitRow } from './unitRows.js';

/**
 * What units that were picked together cost: `23 units, 1.3 images lost on average`, `about` of estimates and `so far`
 * of numbers that still come in. One by one: deleted together, units may cost more or less than that.
 */
export function pickedWords(rows: readonly UnitRow[], noun: string): string {
  const units = formatCounted(rows.length, 'unit');
  const counts = rows.map(lostCount).filter((count) => count !== null);
  if (counts.length === 0) return units;
  const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  const basis = basisOf(rows);
  const size = Math.abs(mean).toFixed(1);
  const about = basis === 'estimate' ? 'about ' : '';
  const soFar = basis === 'soFar' ? ' so far' : '';
  const what = Number(size) === 0 ? 'lost' : mean < 0 ? 'gained' : 'lost';
  const each = rows.length === 1 ? '' : ' on average';
  return `${units}, ${about}${size} ${noun}s ${what}${each}${soFar}`;
}
