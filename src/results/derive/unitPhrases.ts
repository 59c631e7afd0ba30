import * as l10n from '@vscode/l10n';
import type { ResultFile } from '../schema.js';
import { noSample } from './nouns.js';
import { formatCount, formatCounted, formatCountedOblique, formatLoss } from './numberFormat.js';
import type { LostSamples } from './lostSamples.js';
import { writeCount, writeFraction, writeRange } from './typographicNumbers.js';
import type { UnitRow } from './unitRows.js';

/** What deleting a unit does, as in `fc1[93] costs 14 images`; `null` where it was not deleted. */
export function importancePhrase(row: UnitRow, noun: string): string | null {
  if (row.lost === null) return row.dead ? l10n.t('dead on this data') : errorPhrase(row);
  if (!row.dead || row.lost.count !== 0) return lostPhrase(row.lost, noun);
  return row.lost.basis?.kind === 'estimate' ? l10n.t('dead on what was read') : l10n.t('dead on this data');
}

/** `adds .0123 to the error`, of a regression; `null` where the unit was not deleted. */
function errorPhrase({ importance }: UnitRow): string | null {
  const rise = importance?.lossRise ?? null;
  if (rise === null) return null;
  return rise < 0
    ? l10n.t('takes {0} from the error', formatLoss(-rise))
    : l10n.t('adds {0} to the error', formatLoss(rise));
}

/**
 * `costs 14 images`, `costs 3 images so far`; an estimate with all that belongs to it, a gain as a number above zero:
 * `costs about 31 of 10,000 images (12 to 55), from 1,536`.
 */
export function lostPhrase({ count, basis }: LostSamples, noun: string): string {
  if (basis?.kind === 'estimate') {
    const { low, high, samples, population } = basis;
    const [from, to] = count < 0 ? [-high, -low] : [low, high];
    // Minus zero is no number to read.
    const interval = writeRange(writeCount(from + 0), writeCount(to + 0));
    const told = [
      formatCount(Math.abs(count)),
      formatCountedOblique(population, noun),
      interval,
      formatCount(samples),
    ];
    return count < 0
      ? l10n.t('gains about {0} of {1} ({2}), from {3}', ...told)
      : l10n.t('costs about {0} of {1} ({2}), from {3}', ...told);
  }
  const change = changePhrase(count, noun);
  return basis === null ? change : l10n.t('{0} so far', change);
}

function changePhrase(count: number, noun: string): string {
  if (count > 0) return l10n.t('costs {0}', formatCounted(count, noun));
  return count < 0 ? l10n.t('gains {0}', formatCounted(-count, noun)) : l10n.t('costs {0}', noSample(noun));
}

/** `selectivity .41, prefers 4`; `null` where neither is known. */
export function selectivityPhrase(row: UnitRow, classes: readonly string[]): string | null {
  const parts = [
    row.selectivity === null ? null : l10n.t('selectivity {0}', writeFraction(row.selectivity)),
    row.preferredClass === null
      ? null
      : l10n.t('prefers {0}', classes[row.preferredClass] ?? row.preferredClass),
  ].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join(', ');
}

/** A class as a whole: `the 8s` of a digit, else its name as it stands. */
export function samplesOfClass(result: ResultFile, classIndex: number): string {
  const name = nameOfClass(result, classIndex);
  return isDigits(name)
    ? l10n.t({ message: 'the {0}s', args: [name], comment: 'a digit, as in "the 8s"' })
    : name;
}

/** The same without an article, for a label: `8s`, `ship`. */
export function classInShort(result: ResultFile, classIndex: number): string {
  const name = nameOfClass(result, classIndex);
  return isDigits(name) ? l10n.t({ message: '{0}s', args: [name], comment: 'a digit, as in "8s"' }) : name;
}

export function nameOfClass({ dataset }: ResultFile, classIndex: number): string {
  return dataset.classes[classIndex] ?? String(classIndex);
}

/** Whether a class is named by its number, as digits are. */
export function isDigits(name: string): boolean {
  return /^\d+$/.test(name);
}
