import { smallestTellingCost } from './chanceBand.js';
import { formatCount, formatCounted } from './numberFormat.js';
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
    `Deleted one at a time, ${formatCount(free)} of ${formatCounted(deleted.length, 'unit')} cost no ${noun}.`,
  ];
  if (costliest.lost > 0) {
    evidence.push(
      `The costliest, ${costliest.row.name}, costs ${formatCount(costliest.lost)} of ${formatCounted(samples, noun)}.`,
    );
  }
  if (beyond === 0) {
    const telling = smallestTellingCost(deleted.length);
    evidence.push(
      telling > samples
        ? `With ${formatCounted(samples, noun)} no single unit can be told from chance.`
        : `No single unit can be told from chance below ${formatCounted(telling, noun)}.`,
    );
  }
  return {
    answer: beyondChanceSentence(beyond, deleted.length).replace(/\.$/, ''),
    evidence: evidence.join(' '),
  };
}
