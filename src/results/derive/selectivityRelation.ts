import * as l10n from '@vscode/l10n';
import type { ResultLayer } from '../schema.js';
import type { Opening } from './importanceSentence.js';
import { lostCount } from './lostSamples.js';
import { spearman } from './spearman.js';
import { spearmanInterval, spearmanIntervalSteps, type Interval } from './spearmanInterval.js';
import type { UnitRow } from './unitRows.js';

/** A layer that has units with both sides: a selectivity, and samples lost. */
export interface RelatedLayer {
  readonly layer: ResultLayer;
  readonly layerIndex: number;
  /** Units with both sides defined. */
  readonly n: number;
}

/** How selectivity and samples lost go together among the units of one layer. */
export interface LayerRelation extends RelatedLayer {
  /** Spearman's rho; `null` where it is undefined. */
  readonly rho: number | null;
}

/** The layers that have a relation, in forward order: what `layerRelations` takes longer to work out. */
export function relatedLayers(rows: readonly UnitRow[]): RelatedLayer[] {
  const layers: { layer: ResultLayer; layerIndex: number; n: number }[] = [];
  for (const row of rows) {
    if (row.selectivity === null || lostCount(row) === null) continue;
    const last = layers.at(-1);
    if (last?.layerIndex === row.layerIndex) last.n++;
    else layers.push({ layer: row.unit.layer, layerIndex: row.layerIndex, n: 1 });
  }
  return layers;
}

/** The relation in each layer that has units with both sides, in forward order. */
export function layerRelations(rows: readonly UnitRow[]): LayerRelation[] {
  const byLayer = new Map<number, UnitRow[]>();
  for (const row of rows) {
    const ofLayer = byLayer.get(row.layerIndex);
    if (ofLayer === undefined) byLayer.set(row.layerIndex, [row]);
    else ofLayer.push(row);
  }
  return [...byLayer].flatMap(([layerIndex, ofLayer]) => {
    const { rho, n } = spearman(...sides(ofLayer));
    return n === 0 ? [] : [{ layer: ofLayer[0].unit.layer, layerIndex, rho, n }];
  });
}

/** The 95 % interval of a layer's rho, which takes some time: 2,000 resamples. */
export function relationInterval(
  rows: readonly UnitRow[],
  relation: LayerRelation,
  seed: number,
): Interval | null {
  return spearmanInterval(...sides(rows.filter((row) => row.layerIndex === relation.layerIndex)), seed);
}

/** The same a resample at a time. */
export function relationIntervalSteps(
  rows: readonly UnitRow[],
  relation: LayerRelation,
  seed: number,
): Generator<undefined, Interval | null> {
  return spearmanIntervalSteps(...sides(rows.filter((row) => row.layerIndex === relation.layerIndex)), seed);
}

function sides(rows: readonly UnitRow[]): [(number | null)[], (number | null)[]] {
  return [rows.map((row) => row.selectivity), rows.map(lostCount)];
}

/** The answer to the question of the plot, and its reason: one sentence in two parts, or two sentences. */
export interface RelationVerdict {
  /** Without a stop. */
  readonly answer: string;
  readonly reason: string;
  readonly isOneSentence: boolean;
}

/**
 * Whether selective units matter more, by the layers whose interval leaves out zero. It speaks of units one
 * by one: together the selective ones may matter all the same (METHODS, the paper's figure 5).
 * @param intervals one entry a relation.
 */
export function relationVerdict(
  relations: readonly LayerRelation[],
  intervals: readonly (Interval | null)[],
): RelationVerdict {
  const told = relations.filter((_, i) => intervals[i] !== null).length;
  const more = relations.filter((_, i) => (intervals[i]?.low ?? 0) > 0);
  const less = relations.filter((_, i) => (intervals[i]?.high ?? 0) < 0);
  return verdict(told, more, less);
}

/** The same under its question, as a view opens with it. */
export function relationOpening(
  relations: readonly LayerRelation[],
  intervals: readonly (Interval | null)[],
): Opening {
  const { answer, reason, isOneSentence } = relationVerdict(relations, intervals);
  return {
    answer: l10n.t('Are the easy units the important ones?'),
    evidence: isOneSentence ? `${answer}: ${reason}` : `${answer}. ${reason}`,
  };
}

function verdict(
  told: number,
  more: readonly LayerRelation[],
  less: readonly LayerRelation[],
): RelationVerdict {
  const simply = (answer: string, reason: string): RelationVerdict => ({
    answer,
    reason,
    isOneSentence: true,
  });
  if (told === 0) {
    return simply(l10n.t('That can’t be told'), l10n.t('no layer has enough units that differ.'));
  }
  const found = more.length + less.length;
  const no = l10n.t('Not one by one');
  if (found === 0) {
    return told === 1
      ? simply(no, l10n.t('no relation is to be seen in this layer.'))
      : simply(no, l10n.t('in no layer is a relation to be seen.'));
  }
  const isLuck = canBeChance(found, told);
  const matterMore = (): string => {
    const words = [where(more, told), strength(more)];
    return isLuck
      ? l10n.t('{0} selective units matter more, {1}; among {2} layers that can be chance.', ...words, told)
      : l10n.t('{0} selective units matter more, {1}.', ...words);
  };
  const matterLess = (): string => {
    const words = [where(less, told), strength(less)];
    return isLuck
      ? l10n.t('{0} selective units matter less, {1}; among {2} layers that can be chance.', ...words, told)
      : l10n.t('{0} selective units matter less, {1}.', ...words);
  };
  if (more.length === 0) return { answer: no, reason: matterLess(), isOneSentence: false };
  if (less.length > 0) {
    return {
      answer: l10n.t('That depends on the layer'),
      reason: `${matterMore()} ${matterLess()}`,
      isOneSentence: false,
    };
  }
  const answer = isLuck ? l10n.t('Not clearly') : more.length === told ? l10n.t('Yes') : l10n.t('Partly');
  return { answer, reason: matterMore(), isOneSentence: false };
}

/**
 * Whether so many 95 % intervals would leave out zero in at least one case of twenty if no layer had a relation:
 * the upper tail of binomial(told, .05).
 */
export function canBeChance(found: number, told: number): boolean {
  let probability = 0.95 ** told;
  let below = 0;
  for (let k = 0; k < found; k++) {
    below += probability;
    probability *= ((told - k) / (k + 1)) * (0.05 / 0.95);
  }
  // One layer alone is at the limit itself, which rounding must not move.
  return 1 - below > 0.05 + 1e-9;
}

function where(layers: readonly LayerRelation[], told: number): string {
  if (told === 1 || (layers.length === 1 && told <= 3)) return l10n.t('In {0}', layers[0].layer.id);
  if (layers.length === told)
    return told === 2 ? l10n.t('In both layers') : l10n.t('In all {0} layers', told);
  return l10n.t('In {0} of {1} layers', layers.length, told);
}

const strengths = [l10n.t('weakly'), l10n.t('moderately'), l10n.t('strongly')] as const;

/** Below .3 weakly, below .5 moderately, else strongly (Cohen's words for a correlation). */
function strength(layers: readonly LayerRelation[]): string {
  const grades = layers.map(({ rho }) => {
    const size = Math.abs(rho ?? 0);
    return size < 0.3 ? 0 : size < 0.5 ? 1 : 2;
  });
  const lowest = strengths[Math.min(...grades)];
  const highest = strengths[Math.max(...grades)];
  return lowest === highest
    ? lowest
    : l10n.t({ message: '{0} to {1}', args: [lowest, highest], comment: 'from weakly to strongly' });
}
