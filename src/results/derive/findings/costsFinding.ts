import { lostCount } from '../lostSamples.js';
import { formatCount, formatCounted } from '../numberFormat.js';
import type { UnitRow } from '../unitRows.js';
import type { Finding } from './finding.js';

/**
 * How the units' costs are spread, and how many of them chance does not explain.
 * @param rows all units of an exact result.
 * @returns `null` where no unit was deleted.
 */
export function costsFinding(rows: readonly UnitRow[], noun: string): Finding | null {
  const deleted = rows.flatMap((row) => {
    const lost = lostCount(row);
    return lost === null ? [] : [{ lost, beyond: row.beyondChance }];
  });
  if (deleted.length === 0) return null;
  const count = (holds: (unit: { lost: number; beyond: boolean }) => boolean): number =>
    deleted.filter(holds).length;
  const cost = count(({ lost }) => lost > 0);
  const gain = count(({ lost }) => lost < 0);
  const beyond = {
    cost: count((unit) => unit.beyond && unit.lost > 0),
    gain: count((unit) => unit.beyond && unit.lost < 0),
  };
  const spread =
    `${formatCount(cost)} of ${formatCounted(deleted.length, 'unit')} ${cost === 1 ? 'costs' : 'cost'} ${article(noun)} ` +
    `${noun} or more, ${formatCount(deleted.length - cost - gain)} ${deleted.length - cost - gain === 1 ? 'leaves' : 'leave'} ` +
    `the count as it is, ${formatCount(gain)} ${gain === 1 ? 'gains' : 'gain'} some.`;
  return {
    kind: 'costs',
    claim: claimOf(deleted.length, cost + gain, beyond.cost + beyond.gain),
    evidence: [spread, ...beyondWords(beyond)].join(' '),
    plot: { kind: 'sorted', lost: deleted.map(({ lost }) => lost).sort((a, b) => b - a) },
  };
}

function claimOf(deleted: number, changing: number, beyond: number): string {
  if (changing === 0) return 'No deletion changes the count.';
  if (beyond === 0) return 'No deletion does more than chance explains.';
  if (beyond === deleted) return 'Every deletion does more than chance explains.';
  return 2 * beyond > deleted
    ? 'Most deletions do more than chance explains.'
    : 'Most deletions stay within chance.';
}

function beyondWords({ cost, gain }: { readonly cost: number; readonly gain: number }): string[] {
  const words = (units: number, what: string): string[] =>
    units === 0 ? [] : [`For ${formatCounted(units, 'unit')} the ${what} is too large for chance.`];
  return [...words(cost, 'loss'), ...words(gain, 'gain')];
}

/** `a sample`, `an image` */
function article(noun: string): string {
  return /^[aeiou]/i.test(noun) ? 'an' : 'a';
}
