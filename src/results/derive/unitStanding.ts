import * as l10n from '@vscode/l10n';
import type { ResultFile } from '../schema.js';
import { correctedP, falseDiscoveryRate } from './beyondChance.js';
import { statisticsSamples } from './exactness.js';
import { measuredValue } from './flatUnits.js';
import { unitInformationChance } from './information.js';
import { mcnemarP } from './mcnemar.js';
import { obliquePlural, plural } from './nouns.js';
import { formatCount, formatCounted, formatCountedOblique, formatLoss } from './numberFormat.js';
import { countsAnswers } from './task.js';
import { writeCount, writeFraction, writeP, writeRange, writeShare } from './typographicNumbers.js';
import type { UnitRow } from './unitRows.js';

/** A number, and what it is of. */
export interface KeyNumber {
  readonly value: string;
  readonly label: string;
}

/** The numbers that a unit's card begins with; those that were not measured are left out. */
export function unitKeyNumbers(result: ResultFile, row: UnitRow): KeyNumber[] {
  const { noun } = result.dataset;
  const numbers: KeyNumber[] = [];
  if (row.lost !== null) numbers.push(lostNumber(result, row.lost, noun));
  const rise = countsAnswers(result) ? null : (row.importance?.lossRise ?? null);
  if (rise !== null) numbers.push(riseNumber(rise));
  if (row.selectivity !== null)
    numbers.push({ value: writeFraction(row.selectivity), label: l10n.t('selectivity') });
  if (row.information !== null) {
    const chance = unitInformationChance(result, row.unit);
    numbers.push({
      value: l10n.t('{0} bit', writeFraction(row.information)),
      label:
        chance === null
          ? l10n.t('about the class')
          : l10n.t('about the class (by chance {0})', writeFraction(chance)),
    });
  }
  const silent = measuredValue(row.unit, 'silentSamples');
  const minimum = measuredValue(row.unit, 'minimum');
  // A unit that can be below zero is hardly ever silent, and not awake for that.
  if (silent !== null && (minimum === null || minimum >= 0)) {
    const counted = statisticsSamples(result);
    numbers.push({
      value: writeShare((counted - silent) / counted),
      label: l10n.t('of {0} wake it', obliquePlural(noun)),
    });
  }
  return numbers;
}

/** Of a unit's deletion in a regression. */
function riseNumber(rise: number): KeyNumber {
  return rise < 0
    ? { value: formatLoss(-rise), label: l10n.t('less mean squared error without it') }
    : { value: formatLoss(rise), label: l10n.t('more mean squared error without it') };
}

/** Where a unit stands by the rise in loss; whether that can be chance, nothing tells. */
function riseStanding(rows: readonly UnitRow[], { importance }: UnitRow): string | null {
  const own = importance?.lossRise ?? null;
  if (own === null) return null;
  const rises = rows.flatMap((row) => row.importance?.lossRise ?? []);
  const above = rises.filter((rise) => rise > own).length;
  return l10n.t('Rank {0} of {1} by the rise in error.', formatCount(above + 1), formatCount(rises.length));
}

function lostNumber(
  result: ResultFile,
  { count, basis }: NonNullable<UnitRow['lost']>,
  noun: string,
): KeyNumber {
  const gained = count < 0;
  // A gain is written as what it is, so that no minus has to be understood.
  const value = writeCount(Math.abs(count));
  const what = gained ? l10n.t('{0} gained', plural(noun)) : l10n.t('{0} lost', plural(noun));
  if (basis === null) {
    return { value, label: l10n.t('{0}, net, of {1}', what, formatCount(result.dataset.samples)) };
  }
  if (basis.kind === 'soFar') {
    return { value, label: l10n.t('{0} so far, of {1} read', what, formatCount(basis.samples)) };
  }
  const [low, high] = gained ? [-basis.high, -basis.low] : [basis.low, basis.high];
  // Minus zero is no number to read.
  const interval = writeRange(writeCount(low + 0), writeCount(high + 0));
  return {
    value: l10n.t({ message: 'about {0}', args: [value], comment: 'an estimate' }),
    label: l10n.t('{0} ({1}) of {2}', what, interval, formatCount(basis.population)),
  };
}

const correctedByRows = new WeakMap<readonly UnitRow[], ReadonlyMap<number, number>>();

/** p after correcting for all deleted units, by flat index; worked out once for the same rows. */
function correctedPs(rows: readonly UnitRow[]): ReadonlyMap<number, number> {
  const known = correctedByRows.get(rows);
  if (known !== undefined) return known;
  const deleted = rows.flatMap(({ unit, importance }) => (importance === null ? [] : [{ unit, importance }]));
  const corrected = correctedP(
    deleted.map(({ importance }) => mcnemarP(importance.turnedWrong, importance.turnedRight)),
  );
  const made = new Map(deleted.map(({ unit }, i) => [unit.flat, corrected[i]]));
  correctedByRows.set(rows, made);
  return made;
}

/**
 * Where a unit stands among all that were deleted, and whether that can be chance.
 * @param rows all units of the result, this one's among them.
 * @returns `null` where the unit was not deleted.
 */
export function unitStanding(result: ResultFile, rows: readonly UnitRow[], row: UnitRow): string | null {
  const { importance, lost } = row;
  if (importance === null) return null;
  if (lost === null) return riseStanding(rows, row);
  const { noun } = result.dataset;
  const { turnedWrong, turnedRight } = importance;
  const changed = changedWords(turnedWrong, turnedRight);
  if (!result.exact || result.partial === true) {
    const read = formatCountedOblique(importance.samples, noun);
    return l10n.t(
      '{0}, of {1} read. Its rank, and whether that can be chance, is told when all is counted.',
      ...[changed, read],
    );
  }
  const deleted = rows.filter((other) => other.importance !== null);
  const lostOf = (other: UnitRow): number => other.importance?.samplesLost ?? 0;
  const above = deleted.filter((other) => lostOf(other) > importance.samplesLost).length;
  const equal = deleted.filter((other) => lostOf(other) === importance.samplesLost).length - 1;
  const rankOf = [formatCount(above + 1), formatCount(deleted.length), plural(noun)];
  const place =
    equal === 0
      ? l10n.t('Rank {0} of {1} by {2} lost.', ...rankOf)
      : equal === 1
        ? l10n.t('Rank {0} of {1} by {2} lost, with 1 other.', ...rankOf)
        : l10n.t('Rank {0} of {1} by {2} lost, with {3} others.', ...rankOf, formatCount(equal));
  if (turnedWrong + turnedRight === 0) return `${place} ${changed}.`;
  const alone = mcnemarP(turnedWrong, turnedRight);
  const after = correctedPs(rows).get(row.unit.flat) ?? 1;
  const verdict = row.beyondChance ? l10n.t('beyond chance') : l10n.t('within chance');
  const units = formatCounted(deleted.length, 'unit');
  if (deleted.length === 1) return l10n.t('{0}: p {1}, {2}.', changed, writeP(alone), verdict);
  // What can be chance alone can be chance among many.
  const tested =
    alone >= falseDiscoveryRate
      ? l10n.t('{0}: p {1}, {2}.', changed, writeP(alone), l10n.t('within chance'))
      : l10n.t(
          '{0}: p {1} alone, {2} after correcting for {3}, {4}.',
          ...[changed, writeP(alone), writeP(after), units, verdict],
        );
  return `${place} ${tested}`;
}

/** `14 answers turn wrong, 3 turn right` */
function changedWords(turnedWrong: number, turnedRight: number): string {
  if (turnedWrong + turnedRight === 0) return l10n.t('Not one answer changes');
  const wrong =
    turnedWrong === 1
      ? l10n.t('1 answer turns wrong')
      : l10n.t('{0} answers turn wrong', formatCount(turnedWrong));
  const right =
    turnedRight === 1 ? l10n.t('1 turns right') : l10n.t('{0} turn right', formatCount(turnedRight));
  return `${wrong}, ${right}`;
}
