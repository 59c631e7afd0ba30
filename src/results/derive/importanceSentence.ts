import * as l10n from '@vscode/l10n';
import { smallestTellingCost } from './chanceBand.js';
import { noSample } from './nouns.js';
import { formatCount, formatCounted, formatCountedOblique } from './numberFormat.js';
import { rank } from './ranking.js';
import { beyondChanceSentence } from './sentences.js';
import type { UnitRow } from './unitRows.js';

/** What a view opens with: the answer, and the evidence for it in a sentence or two. */
export interface Opening {
  readonly answer: string;
  readonly evidence: string;
}

/**
 * Which units the network needs.
 * @param rows all units of the result; those that were not deleted don't count.
 * @param samples how many the counts are of.
 * @returns `null` where no unit was deleted.
 */
export function importanceOpening(rows: readonly UnitRow[], samples: number, noun: string): Opening | null {
  const deleted = rows.flatMap((row) =>
    row.importance === null ? [] : [{ row, lost: row.importance.samplesLost }],
  );
  if (deleted.length === 0) return null;
  const beyond = deleted.filter(({ row }) => row.beyondChance).length;
  const free = deleted.filter(({ lost }) => lost <= 0).length;
  const costliest =
    deleted[
      rank(
        deleted.map(({ lost }) => lost),
        'desc',
      )[0]
    ];
  const evidence = [
    l10n.t(
      'Deleted one at a time, {0} of {1} cost {2}.',
      formatCount(free),
      formatCountedOblique(deleted.length, 'unit'),
      noSample(noun),
    ),
  ];
  if (costliest.lost > 0) {
    evidence.push(
      l10n.t(
        'The costliest, {0}, costs {1} of {2}.',
        costliest.row.name,
        formatCount(costliest.lost),
        formatCountedOblique(samples, noun),
      ),
    );
  }
  if (beyond === 0) {
    const telling = smallestTellingCost(deleted.length);
    evidence.push(
      telling > samples
        ? l10n.t('With {0} no single unit can be told from chance.', formatCountedOblique(samples, noun))
        : l10n.t('No single unit can be told from chance below {0}.', formatCounted(telling, noun)),
    );
  }
  return {
    answer: beyondChanceSentence(beyond, deleted.length).replace(/\.$/, ''),
    evidence: evidence.join(' '),
  };
}
