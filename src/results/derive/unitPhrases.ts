import type { ResultFile } from '../schema.js';
import { formatCounted } from './numberFormat.js';
import { writeFraction } from './typographicNumbers.js';
import type { UnitRow } from './unitRows.js';

/** What deleting a unit does, as in `fc1[93] costs 14 images`; `null` where it was not deleted. */
export function importancePhrase(row: UnitRow, noun: string): string | null {
  if (row.importance === null) return row.dead ? 'dead on this data' : null;
  const { samplesLost } = row.importance;
  if (row.dead && samplesLost === 0) return 'dead on this data';
  if (samplesLost > 0) return `costs ${formatCounted(samplesLost, noun)}`;
  return samplesLost < 0 ? `gains ${formatCounted(-samplesLost, noun)}` : `costs no ${noun}`;
}

/** `selectivity .41, prefers 4`; `null` where neither is known. */
export function selectivityPhrase(row: UnitRow, classes: readonly string[]): string | null {
  const parts = [
    row.selectivity === null ? null : `selectivity ${writeFraction(row.selectivity)}`,
    row.preferredClass === null ? null : `prefers ${classes[row.preferredClass] ?? row.preferredClass}`,
  ].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join(', ');
}

/** A class as a whole: `the 8s` of a digit, else its name as it stands. */
export function samplesOfClass(result: ResultFile, classIndex: number): string {
  const name = result.dataset.classes[classIndex] ?? String(classIndex);
  return /^\d+$/.test(name) ? `the ${name}s` : name;
}
