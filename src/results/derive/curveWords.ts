import * as l10n from '@vscode/l10n';
import type { CurveFamily } from './curveFamilies.js';
import { replacementName } from './dataWords.js';
import { plural } from './nouns.js';

const rankingNames: Readonly<Record<string, string>> = {
  random: l10n.t('random'),
  given: l10n.t('given'),
  selectivity: l10n.t('selectivity'),
  information: l10n.t('mutual information'),
  importance: l10n.t('rise in loss'),
  accuracy: l10n.t('samples lost'),
};

/** Which order units are removed in: `random`, `selectivity, highest first`, `random axes`. */
export function orderName({
  by,
  direction,
  control,
}: Pick<CurveFamily, 'by' | 'direction' | 'control'>): string {
  if (control !== null) return control === 'rotation' ? l10n.t('random axes') : control;
  const name = rankingNames[by] ?? by;
  if (direction === null) return name;
  return direction === 'desc' ? l10n.t('{0}, highest first', name) : l10n.t('{0}, lowest first', name);
}

/** What a curve does to the network: `units removed, replaced by zero`. */
export function curveTitle({ mode, replacement }: Pick<CurveFamily, 'mode' | 'replacement'>): string {
  return mode === 'keep'
    ? l10n.t('All but the first units of an order removed, replaced by {0}', replacementName(replacement))
    : l10n.t('More and more units removed, replaced by {0}', replacementName(replacement));
}

/**
 * An order as a name beside its curve, at length and in short: `most selective first`. Where the first units of an
 * order are kept, they are the last to go.
 * @param noun what the samples are called.
 */
export function orderPhrase(
  { by, direction, mode, control }: Pick<CurveFamily, 'by' | 'direction' | 'mode' | 'control'>,
  noun: string,
): readonly [long: string, short: string] {
  if (control !== null) return [orderName({ by, direction, control }), control];
  if (by === 'random') return [l10n.t('at random'), l10n.t('random')];
  if (by === 'given') return [l10n.t('in the given order'), l10n.t('given')];
  const isKept = mode === 'keep';
  const isHighest = direction !== 'asc';
  switch (by) {
    case 'selectivity':
      return selectivityPhrases(isHighest, isKept);
    case 'information':
      return informationPhrases(isHighest, isKept);
    case 'importance':
      return costPhrases(isHighest, isKept, l10n.t('loss'));
    case 'accuracy':
      return costPhrases(isHighest, isKept, plural(noun));
    default:
      return [orderName({ by, direction, control }), by];
  }
}

type OrderPhrase = readonly [long: string, short: string];

function selectivityPhrases(isHighest: boolean, isKept: boolean): OrderPhrase {
  if (isHighest) {
    return [
      isKept ? l10n.t('most selective last') : l10n.t('most selective first'),
      l10n.t({ message: 'most sel.', comment: 'most selective, in short' }),
    ];
  }
  return [
    isKept ? l10n.t('least selective last') : l10n.t('least selective first'),
    l10n.t({ message: 'least sel.', comment: 'least selective, in short' }),
  ];
}

function informationPhrases(isHighest: boolean, isKept: boolean): OrderPhrase {
  if (isHighest) {
    return [
      isKept ? l10n.t('most information last') : l10n.t('most information first'),
      l10n.t({ message: 'most info', comment: 'most information, in short' }),
    ];
  }
  return [
    isKept ? l10n.t('least information last') : l10n.t('least information first'),
    l10n.t({ message: 'least info', comment: 'least information, in short' }),
  ];
}

function costPhrases(isHighest: boolean, isKept: boolean, measure: string): OrderPhrase {
  if (isHighest) {
    return [
      isKept
        ? l10n.t('costliest last (by {0})', measure)
        : l10n.t({
            message: 'costliest first (by {0})',
            args: [measure],
            comment: 'order; {0} is "loss" or "images"',
          }),
      l10n.t({ message: 'costliest, {0}', args: [measure], comment: 'order, in short' }),
    ];
  }
  return [
    isKept ? l10n.t('cheapest last (by {0})', measure) : l10n.t('cheapest first (by {0})', measure),
    l10n.t({ message: 'cheapest, {0}', args: [measure], comment: 'order, in short' }),
  ];
}

/** Whether an order was chosen by what deletions cost on the samples that its curve is scored on. */
export function flattersItself({ by }: Pick<CurveFamily, 'by'>): boolean {
  return by === 'importance' || by === 'accuracy';
}
