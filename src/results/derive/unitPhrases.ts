import type { ResultFile } from '../schema.js';
import { formatCount, formatCounted } from './numberFormat.js';
import type { LostSamples } from './lostSamples.js';
import { writeCount, writeFraction } from './typographicNumbers.js';
import type { UnitRow } from './unitRows.js';

/** What deleting a unit does, as in `fc1[93] costs 14 images`; `null` where it was not deleted. */
export function importancePhrase(row: UnitRow, noun: string): string | null {
  if (row.lost === null) return row.dead ? 'dead on this data' : null;
  if (!row.dead || row.lost.count !== 0) return lostPhrase(row.lost, noun);
  return row.lost.basis?.kind === 'estimate' ? 'dead on what was read' : 'dead on this data';
}

/**
 * `costs 14 images`, `costs 3 images so far`; an estimate with all that belongs to it, a gain as a number above zero:
 * `costs about 31 of 10,000 images (12 to 55), from 1,536`.
 */
export function lostPhrase({ count, basis }: LostSamples, noun: string): string {
  if (basis?.kind === 'estimate') {
    const { low, high, samples, population } = basis;
    const [from, to] = count < 0 ? [-high, -low] : [low, high];
    const about = `about ${formatCount(Math.abs(count))} of ${formatCounted(population, noun)}`;
    // Minus zero is no number to read.
    const interval = `${writeCount(from + 0)} to ${writeCount(to + 0)}`;
    return `${count < 0 ? 'gains' : 'costs'} ${about} (${interval}), from ${formatCount(samples)}`;
  }
  const soFar = basis === null ? '' : ' so far';
  if (count > 0) return `costs ${formatCounted(count, noun)}${soFar}`;
  return count < 0 ? `gains ${formatCounted(-count, noun)}${soFar}` : `costs no ${noun}${soFar}`;
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

/** The same without an article, for a label: `8s`, `ship`. */
export function classInShort(result: ResultFile, classIndex: number): string {
  return samplesOfClass(result, classIndex).replace(/^the (?=\d+s$)/, '');
}
