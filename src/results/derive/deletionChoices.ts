import * as l10n from '@vscode/l10n';
import { precisionOf } from './exactness.js';
import { costsSamples } from './lostSamples.js';
import { singular } from './nouns.js';
import { rank } from './ranking.js';
import { seededRandom } from './seededRandom.js';
import { countsAnswers, samplesHaveClasses } from './task.js';
import { unitCost } from './unitCost.js';
import type { UnitRow } from './unitRows.js';
import type { ResultFile } from '../schema.js';

/** How many units are deleted at a time by rank: ten, or an eighth of a small network. */
export function groupSize(unitCount: number): number {
  return Math.max(1, Math.min(10, Math.floor(unitCount / 8)));
}

/** The most selective of the units that are left, as flat indexes; fewer where fewer have a selectivity. */
export function mostSelective(
  rows: readonly UnitRow[],
  deleted: ReadonlySet<number>,
  count: number,
): number[] {
  return highest(rows, deleted, count, (row) => row.selectivity);
}

/** The costliest of the units that are left, each alone; of those that were deleted for the result. */
export function costliest(rows: readonly UnitRow[], deleted: ReadonlySet<number>, count: number): number[] {
  return highest(rows, deleted, count, unitCost);
}

function highest(
  rows: readonly UnitRow[],
  deleted: ReadonlySet<number>,
  count: number,
  valueOf: (row: UnitRow) => number | null,
): number[] {
  const left = rows.filter((row) => valueOf(row) !== null && !deleted.has(row.unit.flat));
  return rank(left.map(valueOf), 'desc')
    .slice(0, count)
    .map((at) => left[at].unit.flat);
}

/**
 * A share of all units, drawn from those that are left.
 * @param seed the same seed draws the same units of the same that are left.
 */
export function atRandom(
  unitCount: number,
  deleted: ReadonlySet<number>,
  share: number,
  seed: number,
): number[] {
  const left = Array.from({ length: unitCount }, (_, unit) => unit).filter((unit) => !deleted.has(unit));
  const random = seededRandom(seed);
  const count = Math.min(left.length, Math.round(share * unitCount));
  for (let i = 0; i < count; i++) {
    const other = i + Math.floor(random() * (left.length - i));
    [left[i], left[other]] = [left[other], left[i]];
  }
  return left.slice(0, count).sort((a, b) => a - b);
}

/** A step of the story that deleting tells: which units it deletes. */
export interface DeletionStep {
  readonly label: string;
  /** Flat indexes; `null` where the result doesn't tell which. */
  readonly units: readonly number[] | null;
  /** Why there are none, or which they are. */
  readonly note: string;
}

/**
 * The four steps of the blog's first figure. What they do to the network is measured live; only which units they take is
 * read from the result.
 * @param rows all units of the network that the result holds.
 */
export function deletionSteps(
  result: ResultFile,
  rows: readonly UnitRow[],
  unitCount: number,
): readonly DeletionStep[] {
  const growing = result.partial === true;
  const nothing: ReadonlySet<number> = new Set();
  const selective = mostSelective(rows, nothing, groupSize(unitCount));
  const costs = rows.filter((row) => unitCost(row) !== null);
  const [ordinary] = rank(costs.map(unitCost), 'asc').slice(Math.floor((costs.length - 1) / 2));
  const [top] = costliest(rows, nothing, 1);
  const matters = rows.find((row) => row.unit.flat === top && costs.includes(row) && isCostly(row));
  const half = atRandom(unitCount, nothing, 0.5, result.settings.seed);
  const later = l10n.t('told when all units have been deleted once');
  const step = (label: string, units: readonly number[] | null, note: string): DeletionStep => {
    return { label, units, note };
  };
  const one = costs.at(ordinary);
  return [
    costs.length === 0 || one === undefined
      ? step(l10n.t('Delete one unit'), [0], l10n.t('the first unit'))
      : step(
          l10n.t('Delete one unit'),
          growing ? null : [one.unit.flat],
          growing ? later : l10n.t('{0}, of middling cost', one.name),
        ),
    selective.length === 0
      ? step(
          l10n.t('The most selective'),
          null,
          samplesHaveClasses(result)
            ? l10n.t('needs the units’ selectivity')
            : l10n.t('needs samples of one class each'),
        )
      : step(selectiveLabel(selective.length), selective, l10n.t('each by the result’s selectivity')),
    step(l10n.t('Half at random'), half, l10n.t('drawn with seed {0}', result.settings.seed)),
    matters === undefined || growing
      ? step(l10n.t('Find one that matters'), null, growing ? later : noneMatters(result, costs))
      : step(
          l10n.t('Find one that matters'),
          [matters.unit.flat],
          l10n.t('{0}, the costliest', matters.name),
        ),
  ];
}

/** Whether a deletion can be said to cost anything. */
function isCostly(row: UnitRow): boolean {
  return row.lost === null ? (unitCost(row) ?? 0) > 0 : costsSamples(row.lost);
}

function selectiveLabel(count: number): string {
  return count === 1 ? l10n.t('The most selective') : l10n.t('The {0} most selective', count);
}

function noneMatters(result: ResultFile, costs: readonly UnitRow[]): string {
  if (costs.length === 0) return l10n.t('needs the units’ importance');
  if (!countsAnswers(result)) return l10n.t('none raises the error');
  const { noun } = result.dataset;
  return precisionOf(result) === null
    ? l10n.t('none costs a single {0}', singular(noun))
    : l10n.t('none can be told from an estimate');
}
