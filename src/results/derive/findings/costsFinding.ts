import * as l10n from '@vscode/l10n';
import { lostCount } from '../lostSamples.js';
import { aSample } from '../nouns.js';
import { formatCount, formatCounted, formatCountedOblique } from '../numberFormat.js';
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
  const unmoved = deleted.length - cost - gain;
  const spread = [
    cost === 1
      ? l10n.t(
          '{0} of {1} costs {2} or more',
          '1',
          formatCountedOblique(deleted.length, 'unit'),
          aSample(noun),
        )
      : l10n.t(
          '{0} of {1} cost {2} or more',
          ...[formatCount(cost), formatCountedOblique(deleted.length, 'unit'), aSample(noun)],
        ),
    unmoved === 1
      ? l10n.t('1 leaves the count as it is')
      : l10n.t('{0} leave the count as it is', formatCount(unmoved)),
    gain === 1 ? l10n.t('1 gains some') : l10n.t('{0} gain some', formatCount(gain)),
  ];
  return {
    kind: 'costs',
    claim: claimOf(deleted.length, cost + gain, beyond.cost + beyond.gain),
    evidence: [`${spread.join(', ')}.`, ...beyondWords(beyond)].join(' '),
    plot: { kind: 'sorted', lost: deleted.map(({ lost }) => lost).sort((a, b) => b - a) },
  };
}

function claimOf(deleted: number, changing: number, beyond: number): string {
  if (changing === 0) return l10n.t('No deletion changes the count.');
  if (beyond === 0) return l10n.t('No deletion does more than chance explains.');
  if (beyond === deleted) return l10n.t('Every deletion does more than chance explains.');
  return 2 * beyond > deleted
    ? l10n.t('Most deletions do more than chance explains.')
    : l10n.t('Most deletions stay within chance.');
}

function beyondWords({ cost, gain }: { readonly cost: number; readonly gain: number }): string[] {
  const loss = l10n.t('For {0} the loss is too large for chance.', formatCounted(cost, 'unit'));
  const rise = l10n.t('For {0} the gain is too large for chance.', formatCounted(gain, 'unit'));
  return [...(cost === 0 ? [] : [loss]), ...(gain === 0 ? [] : [rise])];
}
