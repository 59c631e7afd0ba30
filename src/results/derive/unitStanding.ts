import type { ResultFile } from '../schema.js';
import { correctedP, falseDiscoveryRate } from './beyondChance.js';
import { statisticsSamples } from './exactness.js';
import { measuredValue } from './flatUnits.js';
import { unitInformationChance } from './information.js';
import { mcnemarP } from './mcnemar.js';
import { formatCount, formatCounted } from './numberFormat.js';
import { writeCount, writeFraction, writeP, writeShare } from './typographicNumbers.js';
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
  if (row.selectivity !== null) numbers.push({ value: writeFraction(row.selectivity), label: 'selectivity' });
  if (row.information !== null) {
    const chance = unitInformationChance(result, row.unit);
    const byChance = chance === null ? '' : ` (by chance ${writeFraction(chance)})`;
    numbers.push({ value: `${writeFraction(row.information)} bit`, label: `about the class${byChance}` });
  }
  const silent = measuredValue(row.unit, 'silentSamples');
  const minimum = measuredValue(row.unit, 'minimum');
  // A unit that can be below zero is hardly ever silent, and not awake for that.
  if (silent !== null && (minimum === null || minimum >= 0)) {
    const counted = statisticsSamples(result);
    numbers.push({ value: writeShare((counted - silent) / counted), label: `of ${noun}s wake it` });
  }
  return numbers;
}

function lostNumber(
  result: ResultFile,
  { count, basis }: NonNullable<UnitRow['lost']>,
  noun: string,
): KeyNumber {
  const gained = count < 0;
  // A gain is written as what it is, so that no minus has to be understood.
  const value = writeCount(Math.abs(count));
  const what = `${noun}s ${gained ? 'gained' : 'lost'}`;
  if (basis === null) return { value, label: `${what}, net, of ${formatCount(result.dataset.samples)}` };
  if (basis.kind === 'soFar')
    return { value, label: `${what} so far, of ${formatCount(basis.samples)} read` };
  const [low, high] = gained ? [-basis.high, -basis.low] : [basis.low, basis.high];
  // Minus zero is no number to read.
  const interval = `${writeCount(low + 0)} to ${writeCount(high + 0)}`;
  return { value: `about ${value}`, label: `${what} (${interval}) of ${formatCount(basis.population)}` };
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
  if (importance === null || lost === null) return null;
  const { noun } = result.dataset;
  const { turnedWrong, turnedRight } = importance;
  const changed =
    turnedWrong + turnedRight === 0
      ? 'Not one answer changes'
      : `${formatCounted(turnedWrong, 'answer')} ${turnedWrong === 1 ? 'turns' : 'turn'} wrong, ` +
        `${formatCount(turnedRight)} ${turnedRight === 1 ? 'turns' : 'turn'} right`;
  if (!result.exact || result.partial === true) {
    const read = formatCounted(importance.samples, noun);
    return `${changed}, of ${read} read. Its rank, and whether that can be chance, is told when all is counted.`;
  }
  const deleted = rows.filter((other) => other.importance !== null);
  const lostOf = (other: UnitRow): number => other.importance?.samplesLost ?? 0;
  const above = deleted.filter((other) => lostOf(other) > importance.samplesLost).length;
  const equal = deleted.filter((other) => lostOf(other) === importance.samplesLost).length - 1;
  const shared = equal === 0 ? '' : `, with ${formatCount(equal)} ${equal === 1 ? 'other' : 'others'}`;
  const place = `Rank ${formatCount(above + 1)} of ${formatCount(deleted.length)} by ${noun}s lost${shared}.`;
  if (turnedWrong + turnedRight === 0) return `${place} ${changed}.`;
  const alone = mcnemarP(turnedWrong, turnedRight);
  const after = correctedPs(rows).get(row.unit.flat) ?? 1;
  const verdict = row.beyondChance ? 'beyond chance' : 'within chance';
  const units = formatCounted(deleted.length, 'unit');
  if (deleted.length === 1) return `${changed}: p ${writeP(alone)}, ${verdict}.`;
  // What can be chance alone can be chance among many.
  return alone >= falseDiscoveryRate
    ? `${place} ${changed}: p ${writeP(alone)}, within chance.`
    : `${place} ${changed}: p ${writeP(alone)} alone, ${writeP(after)} after correcting for ${units}, ${verdict}.`;
}
