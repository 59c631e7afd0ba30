import type { ComparedCurve, ComparedNetwork } from './comparison.js';
import { formatArea, formatCounted } from './numberFormat.js';
import { bandsOverlap, type Spread } from './spread.js';
import { wordList } from './wordList.js';

/** What an AUC is a sign of, as the paper states it; it stands beside AUCs and is no verdict on any of them. */
export const memorisationSentence =
  'Networks that memorise lean on fewer directions: on its training data, such a network has a smaller AUC than ' +
  'one that generalises (Morcos et al. 2018). That compares networks; no AUC by itself is a verdict.';

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
  const orders = `Random orders (${curve.scope}, replaced by ${curve.replacement})`;
  return `${orders}: ${aucPhrase(auc)}. ${memorisationSentence}`;
}

function aucPhrase(auc: Spread): string {
  if (auc.count === 1) return `AUC ${formatArea(auc.mean)} of one order`;
  const band = `from ${formatArea(auc.lowest)} to ${formatArea(auc.highest)}`;
  return `AUC ${formatArea(auc.mean)} on average over ${formatCounted(auc.count, 'order')}, ${band}`;
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
  const order = `AUC from the largest down: ${ranking}.`;
  const lone = known.filter(({ auc }) => auc.count < 2).map(({ name }) => name);
  if (lone.length > 0) {
    return [order, `One order has no spread: measure several of ${wordList(lone)} (--orders random:10).`];
  }
  const above = known.flatMap((a, i) => {
    const below = known.slice(i + 1).filter((b) => !bandsOverlap(a.auc, b.auc));
    return below.length === 0
      ? []
      : [`every order of ${a.name} lies above every order of ${wordList(below.map(({ name }) => name))}`];
  });
  const overlapping = known.flatMap((a, i) =>
    known
      .slice(i + 1)
      .filter((b) => bandsOverlap(a.auc, b.auc))
      .map((b) => `${a.name} and ${b.name}`),
  );
  return [
    order,
    ...(above.length > 0 ? [`Bands over orders that do not overlap: ${above.join('; ')}.`] : []),
    ...(overlapping.length > 0
      ? [`Bands over orders that overlap: ${overlapping.join('; ')}. These orders do not tell them apart.`]
      : []),
  ];
}
