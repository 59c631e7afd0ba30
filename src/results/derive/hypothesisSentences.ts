import * as l10n from '@vscode/l10n';
import { formatCount, formatCountedOblique } from './numberFormat.js';
import {
  expectationUnder,
  resemblance,
  type Expectation,
  type Hypothesis,
  type Resemblance,
} from './selectivityHypotheses.js';
import { canBeChance, type LayerRelation } from './selectivityRelation.js';
import type { Interval } from './spearmanInterval.js';
import { writeFraction, writeInterval, writePart } from './typographicNumbers.js';
import type { UnitRow } from './unitRows.js';
import { wordList } from './wordList.js';

/** What each hypothesis is called, where it is chosen and where it is spoken of. */
export const hypothesisNames: Readonly<Record<Hypothesis, string>> = {
  more: l10n.t('Selective matter more'),
  less: l10n.t('Selective matter less'),
  none: l10n.t('No relation'),
};

/** A hypothesis in words: what is supposed, and what would follow. */
export interface HypothesisWords {
  /** `If selective units mattered more` */
  readonly supposed: string;
  readonly follows: string;
}

const suppositions: Readonly<Record<Hypothesis, HypothesisWords>> = {
  more: {
    supposed: l10n.t('If selective units mattered more'),
    follows: l10n.t(', these same units would lie like the rings, climbing to the right.'),
  },
  less: {
    supposed: l10n.t('If selective units mattered less'),
    follows: l10n.t(', these same units would lie like the rings, falling to the right.'),
  },
  none: {
    supposed: l10n.t('If selectivity did not matter'),
    follows: l10n.t(', any unit could lie anywhere, as the rings do.'),
  },
};

/**
 * What would be seen under a hypothesis, how the data compare, and what they resemble.
 * @param intervals one entry a relation; `null` while they are computed.
 */
export function hypothesisWords(
  hypothesis: Hypothesis,
  expectation: Expectation,
  rows: readonly UnitRow[],
  relations: readonly LayerRelation[],
  intervals: readonly (Interval | null)[] | null,
  seed: number,
): HypothesisWords {
  const { supposed, follows } = suppositions[hypothesis];
  const compared = comparison(expectation, relations);
  if (intervals === null) return { supposed, follows: `${follows}${compared}` };
  const more = expectationUnder('more', rows, seed).rhos;
  const less = expectationUnder('less', rows, seed).rhos;
  const found = relations.flatMap(({ layer, layerIndex }, i): LayerResemblance[] => {
    const interval = intervals[i];
    if (interval === null) return [];
    const kind = resemblance(interval, more.get(layerIndex) ?? 1, less.get(layerIndex) ?? -1);
    return [{ id: layer.id, kind }];
  });
  return { supposed, follows: `${follows}${compared} ${resemblanceSentence(found)}` };
}

function comparison({ rhos }: Expectation, relations: readonly LayerRelation[]): string {
  const told = relations.flatMap(({ layerIndex, rho }) => {
    const expected = rhos.get(layerIndex) ?? null;
    return rho === null || expected === null ? [] : [{ rho, expected }];
  });
  if (told.length === 0) return '';
  const rings = listed(told.map(({ expected }) => expected));
  const measured = listed(told.map(({ rho }) => rho));
  return ` ${l10n.t('The rings’ rank correlation: {0}; measured: {1}.', rings, measured)}`;
}

/** `−.14 and −.23`; of many their range. */
function listed(values: readonly number[]): string {
  return values.length > 3
    ? writeInterval(Math.min(...values), Math.max(...values))
    : wordList(values.map((value) => writeFraction(value)));
}

/** What one layer resembles. */
export interface LayerResemblance {
  readonly id: string;
  readonly kind: Resemblance;
}

const called = (hypothesis: Hypothesis): string =>
  l10n.t({ message: '“{0}”', args: [hypothesisNames[hypothesis]], comment: 'in quotation marks' });

/** What layers do. @param isOne whether it is one layer. */
function resembling(layers: string, kind: Resemblance, isOne: boolean): string {
  switch (kind) {
    case 'more':
    case 'less':
    case 'none':
      return isOne
        ? l10n.t('{0} resembles {1}', layers, called(kind))
        : l10n.t('{0} resemble {1}', layers, called(kind));
    case 'weaklyMore':
    case 'weaklyLess':
      return isOne
        ? l10n.t('{0} leans weakly to {1}', layers, called(directionOf(kind)))
        : l10n.t('{0} lean weakly to {1}', layers, called(directionOf(kind)));
    case 'stronglyMore':
    case 'stronglyLess':
      return isOne
        ? l10n.t('{0} goes beyond {1}', layers, called(directionOf(kind)))
        : l10n.t('{0} go beyond {1}', layers, called(directionOf(kind)));
    case 'several':
      return isOne ? l10n.t('{0} fits more than one', layers) : l10n.t('{0} fit more than one', layers);
  }
}

function directionOf(kind: 'weaklyMore' | 'weaklyLess' | 'stronglyMore' | 'stronglyLess'): Hypothesis {
  return kind === 'weaklyMore' || kind === 'stronglyMore' ? 'more' : 'less';
}

/** What the data resemble, layer by layer where layers differ; that they resemble none of the three is an answer. */
export function resemblanceSentence(found: readonly LayerResemblance[]): string {
  if (found.length === 0) {
    return l10n.t('What the data resemble can’t be told: no layer has enough units that differ.');
  }
  const kinds = [...new Set(found.map(({ kind }) => kind))];
  if (kinds.length === 1) return sameSentence(kinds[0]);
  const parts = kinds.map((kind) => {
    const layers = found.filter((layer) => layer.kind === kind);
    const named =
      found.length > 3
        ? writePart(formatCount(layers.length), formatCountedOblique(found.length, 'layer'))
        : wordList(layers.map(({ id }) => id));
    return resembling(named, kind, layers.length === 1);
  });
  // A relation as strong as the hypothesis' is no chance, however many layers were looked at.
  const related = found.filter(({ kind }) => kind !== 'none' && kind !== 'several');
  const isWeak = related.every(({ kind }) => kind === 'weaklyMore' || kind === 'weaklyLess');
  return related.length > 0 && isWeak && canBeChance(related.length, found.length)
    ? l10n.t(
        'The data differ by layer: {0}; among {1} layers that can be chance.',
        ...[parts.join(', '), formatCount(found.length)],
      )
    : l10n.t('The data differ by layer: {0}.', parts.join(', '));
}

function sameSentence(kind: Resemblance): string {
  switch (kind) {
    case 'several':
      return l10n.t('With so few units, the data fit more than one of the three.');
    case 'more':
    case 'less':
    case 'none':
      return l10n.t('Of the three, the data resemble {0}.', called(kind));
    case 'weaklyMore':
    case 'weaklyLess':
      return l10n.t(
        'The data resemble none of the three: they lean weakly to {0}.',
        called(directionOf(kind)),
      );
    case 'stronglyMore':
    case 'stronglyLess':
      return l10n.t('The data resemble none of the three: they go beyond {0}.', called(directionOf(kind)));
  }
}
