import * as l10n from '@vscode/l10n';
import { withDecimalMark } from '../../language.js';
import { basisOf, lostCount } from './lostSamples.js';
import { plural } from './nouns.js';
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
  const samples = `${withDecimalMark(size)} ${plural(noun)}`;
  const isGain = Number(size) !== 0 && mean < 0;
  const change = isGain ? l10n.t('{0} gained', samples) : l10n.t('{0} lost', samples);
  return `${units}, ${restingOn(basis, rows.length === 1 ? change : l10n.t('{0} on average', change))}`;
}

function restingOn(basis: ReturnType<typeof basisOf>, change: string): string {
  switch (basis) {
    case 'estimate':
      return l10n.t({ message: 'about {0}', args: [change], comment: 'an estimate' });
    case 'soFar':
      return l10n.t('{0} so far', change);
    default:
      return change;
  }
}
