import * as l10n from '@vscode/l10n';
import type { ComparedCurve, ComparedNetwork } from './comparison.js';
import { replacementName, scopeName } from './dataWords.js';
import { formatArea, formatCounted } from './numberFormat.js';
import { bandsOverlap, type Spread } from './spread.js';
import { wordList } from './wordList.js';

/** What an AUC is a sign of, as the paper states it; it stands beside AUCs and is no verdict on any of them. */
export const memorisationSentence = l10n.t(
  'Networks that memorise lean on fewer directions: on its training data, such a network has a smaller AUC than one that generalises (Morcos et al. 2018). That compares networks; no AUC by itself is a verdict.',
);

/** Whether curves are the ones that the paper's finding is of: random orders of units that are removed. */
export function tellsOfMemorisation(curve: Pick<ComparedCurve, 'by' | 'mode' | 'control'>): boolean {
  return curve.by === 'random' && curve.mode === 'remove' && curve.control === null;
}

/**
 * What the random orders of one network say without any test data: their AUC with its spread, and what the paper
 * takes it for.
 */
export function memorisationReading(
  curve: Pick<ComparedCurve, 'scope' | 'replacement'>,
  auc: Spread,
): string {
  const orders = l10n.t(
    'Random orders ({0}, replaced by {1})',
    scopeName(curve.scope),
    replacementName(curve.replacement),
  );
  return `${orders}: ${aucPhrase(auc)}. ${memorisationSentence}`;
}

function aucPhrase(auc: Spread): string {
  if (auc.count === 1) return l10n.t('AUC {0} of one order', formatArea(auc.mean));
  return l10n.t(
    'AUC {0} on average over {1}, from {2} to {3}',
    ...[
      formatArea(auc.mean),
      formatCounted(auc.count, 'order'),
      formatArea(auc.lowest),
      formatArea(auc.highest),
    ],
  );
}

/**
 * What the random orders of several networks say of each other: their AUCs from the largest down, and for each
 * two whether the bands from lowest to highest have a value in common.
 * @returns none with fewer than two networks that have such curves of the same key.
 */
export function bandSentences(networks: readonly ComparedNetwork[], key: string): string[] {
  const known = networks.flatMap(({ name, curves }) => {
    const curve = curves.find((each) => each.key === key);
    return curve?.auc && tellsOfMemorisation(curve) ? [{ name, auc: curve.auc }] : [];
  });
  if (known.length < 2) return [];
  known.sort((a, b) => b.auc.mean - a.auc.mean);
  const ranking = known.map(({ name, auc }) => `${name} ${formatArea(auc.mean)}`).join(', ');
  const order = l10n.t('AUC from the largest down: {0}.', ranking);
  const lone = known.filter(({ auc }) => auc.count < 2).map(({ name }) => name);
  if (lone.length > 0) {
    return [
      order,
      l10n.t('One order has no spread: measure several of {0} (--orders random:10).', wordList(lone)),
    ];
  }
  const above = known.flatMap((a, i) => {
    const below = known.slice(i + 1).filter((b) => !bandsOverlap(a.auc, b.auc));
    return below.length === 0
      ? []
      : [
          l10n.t(
            'every order of {0} lies above every order of {1}',
            a.name,
            wordList(below.map(({ name }) => name)),
          ),
        ];
  });
  const overlapping = known.flatMap((a, i) =>
    known
      .slice(i + 1)
      .filter((b) => bandsOverlap(a.auc, b.auc))
      .map((b) => wordList([a.name, b.name])),
  );
  return [
    order,
    ...(above.length > 0 ? [l10n.t('Bands over orders that do not overlap: {0}.', above.join('; '))] : []),
    ...(overlapping.length > 0
      ? [
          l10n.t(
            'Bands over orders that overlap: {0}. These orders do not tell them apart.',
            overlapping.join('; '),
          ),
        ]
      : []),
  ];
}
