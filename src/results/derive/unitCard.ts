import * as l10n from '@vscode/l10n';
import type { ResultFile } from '../schema.js';
import type { UnitDetail } from '../unitDetail.js';
import { activitySpreads, type ActivityRange, type ActivitySpread } from './activitySpread.js';
import { classResponses, selectivitySum, type SelectivitySum } from './classResponse.js';
import { foldClasses } from './foldedClasses.js';
import { formatCount } from './numberFormat.js';
import { unitCharacter } from './unitCharacter.js';
import { classInShort } from './unitPhrases.js';
import type { UnitRow } from './unitRows.js';

/** A unit by class, as its card draws it. */
export interface UnitCard {
  readonly rows: readonly CardRow[];
  /** Whether the row of a column's kind has a number. */
  readonly has: { readonly means: boolean; readonly lost: boolean };
  readonly selectivity: SelectivitySum | null;
  /** The favourite in words, `4s` or `ship`; `null` without a selectivity. */
  readonly favourite: string | null;
  /** `null` where activities are not known sample by sample. */
  readonly activity: ActivityRange | null;
  /** `easy to read: it likes 4s`; `null` where nothing can be said. */
  readonly character: string | null;
}

/** A class, or several folded into a row. */
export interface CardRow {
  readonly name: string;
  readonly isFavourite: boolean;
  readonly samples: number;
  /** Mean activity; of folded classes the mean of their means. */
  readonly mean: number | null;
  /** Net; of folded classes their sum. */
  readonly lost: number | null;
  readonly spread: ActivitySpread | null;
}

/**
 * What is known of a unit, class by class.
 * @param detail `null` while it is not there.
 */
export function unitCard(
  result: ResultFile,
  row: UnitRow,
  replacement: string | null,
  detail: UnitDetail | null,
): UnitCard {
  const responses = classResponses(result, row, replacement, detail);
  const selectivity = row.dead ? null : selectivitySum(responses);
  const { shown, folded } = foldClasses(responses);
  const groups = [...shown.map(({ classIndex }) => [classIndex])];
  if (folded.length > 0) groups.push(folded.map(({ classIndex }) => classIndex));
  const spread = detail === null ? null : activitySpreads(detail, groups);
  const rows = shown.map(({ classIndex, name, samples, mean, lost }, i): CardRow => ({
    name,
    isFavourite: classIndex === selectivity?.favourite,
    samples,
    mean,
    lost,
    spread: spread?.spreads[i] ?? null,
  }));
  if (folded.length > 0) {
    const means = folded.flatMap(({ mean }) => (mean === null ? [] : [mean]));
    const losses = folded.flatMap(({ lost }) => (lost === null ? [] : [lost]));
    rows.push({
      name: l10n.t('{0} others', formatCount(folded.length)),
      isFavourite: false,
      samples: folded.reduce((sum, { samples }) => sum + samples, 0),
      mean: means.length === 0 ? null : means.reduce((sum, mean) => sum + mean, 0) / means.length,
      lost: losses.length === 0 ? null : losses.reduce((sum, lost) => sum + lost, 0),
      spread: spread?.spreads[shown.length] ?? null,
    });
  }
  return {
    rows,
    has: {
      means: rows.some(({ mean }) => mean !== null),
      lost: rows.some(({ lost }) => lost !== null),
    },
    selectivity,
    favourite: selectivity === null ? null : classInShort(result, selectivity.favourite),
    activity: spread?.range ?? null,
    character: unitCharacter(result, row, responses),
  };
}
