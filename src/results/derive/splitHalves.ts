import * as l10n from '@vscode/l10n';
import type { ResultFile } from '../schema.js';
import { ablationOf, flatUnits, isDead, type FlatUnit } from './flatUnits.js';
import { plural } from './nouns.js';
import { formatCount, formatIndex } from './numberFormat.js';
import { rank } from './ranking.js';
import { spearman, type RankCorrelation } from './spearman.js';

/** What deleting a unit costs on one half of the data, and on the other: every other sample of each class. */
export interface HalvedCost {
  readonly unit: FlatUnit;
  readonly first: number;
  readonly second: number;
}

export type Half = 'first' | 'second';

/**
 * Samples lost on each half of the data, every other sample of each class and the rest, for the units that were deleted, in flat order.
 * @returns none where the halves were not counted, and of estimates.
 */
export function halvedCosts(result: ResultFile, replacement: string): HalvedCost[] {
  const { correct, correctHalf } = result.baseline;
  if (correctHalf === undefined || !result.exact) return [];
  return flatUnits(result).flatMap((unit) => {
    const ablation = ablationOf(unit.layer, replacement);
    const firstLeft = ablation?.correctHalf?.[unit.index];
    const left = ablation?.correct[unit.index];
    if (left == null || firstLeft == null) return [];
    const first = correctHalf - firstLeft;
    return [{ unit, first, second: correct - left - first }];
  });
}

/** Spearman's rho between the costs on the two halves, dead units left out: they cost nothing on either. */
export function agreementOfHalves(result: ResultFile, costs: readonly HalvedCost[]): RankCorrelation {
  const living = costs.filter(({ unit }) => !isDead(result, unit));
  return spearman(
    living.map(({ first }) => first),
    living.map(({ second }) => second),
  );
}

/** The costliest units by one half of the data, and what they cost there and on the other half. */
export interface RankedByHalf {
  readonly units: readonly FlatUnit[];
  /** Samples lost, summed over the units' single deletions, on the half that ranked them. */
  readonly lostWhereRanked: number;
  /** The same on the other half, which does not flatter them. */
  readonly lostElsewhere: number;
}

/**
 * Ranks on one half and scores on the other.
 * @param count how many of the costliest units; ties go to the lower flat index.
 */
export function rankedByHalf(costs: readonly HalvedCost[], count: number, half: Half): RankedByHalf {
  const order = rank(
    costs.map((cost) => cost[half]),
    'desc',
  );
  const chosen = order.slice(0, count).map((i) => costs[i]);
  const other = half === 'first' ? 'second' : 'first';
  const sum = (side: Half): number => chosen.reduce((total, cost) => total + cost[side], 0);
  return {
    units: chosen.map(({ unit }) => unit),
    lostWhereRanked: sum(half),
    lostElsewhere: sum(other),
  };
}

const unitsScored = 10;

/**
 * How much of the costliest units' cost holds on data that did not rank them; `null` where the halves were not
 * counted, or there are not more units than are scored.
 */
export function splitHalvesSentence(result: ResultFile, replacement: string): string | null {
  const costs = halvedCosts(result, replacement);
  if (costs.length <= unitsScored) return null;
  const { lostWhereRanked, lostElsewhere } = rankedByHalf(costs, unitsScored, 'first');
  const { rho } = agreementOfHalves(result, costs);
  const told = [
    plural(result.dataset.noun),
    unitsScored,
    formatCount(lostWhereRanked),
    formatCount(lostElsewhere),
  ];
  return rho === null
    ? l10n.t(
        'Ranked on one half of the {0}, the {1} costliest units lose {2} there and {3} on the other half.',
        ...told,
      )
    : l10n.t(
        "Ranked on one half of the {0}, the {1} costliest units lose {2} there and {3} on the other half; over all units the halves' rankings agree with a Spearman's rho of {4}.",
        ...[...told, formatIndex(rho)],
      );
}
