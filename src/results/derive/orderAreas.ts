import * as l10n from '@vscode/l10n';
import { randomOrders } from './curveChoices.js';
import type { CurveFamily } from './curveFamilies.js';
import { orderPhrase } from './curveWords.js';
import type { Spread } from './spread.js';
import { writeFraction } from './typographicNumbers.js';
import { wordList } from './wordList.js';

interface KnownArea {
  readonly name: string;
  readonly auc: Spread;
}

/**
 * Which orders break a network sooner than every random order, and which later: by areas alone, and only where they
 * lie outside of the random orders' band.
 * @param families of one scope, mode and replacement value.
 * @returns `null` without other orders than random ones.
 */
export function orderAreasSentence(families: readonly CurveFamily[], noun: string): string | null {
  const random = randomOrders(families);
  const others = families.flatMap((family): KnownArea[] =>
    family === random || family.auc === null ? [] : [{ name: orderPhrase(family, noun)[0], auc: family.auc }],
  );
  if (others.length === 0) return null;
  others.sort((a, b) => a.auc.mean - b.auc.mean);
  const auc = random?.auc ?? null;
  if (auc === null) {
    return others.length < 2 ? null : l10n.t('Areas from the smallest up: {0}.', named(others));
  }
  if (auc.count < 2) return l10n.t('One random order has no spread to judge the others by.');
  const sooner = others.filter((other) => other.auc.highest < auc.lowest);
  const later = others.filter((other) => other.auc.lowest > auc.highest).reverse();
  if (sooner.length + later.length === 0)
    return l10n.t('No order breaks it sooner or later than the random ones do.');
  const parts = [
    sooner.length === 0 ? null : l10n.t('Sooner than every random order break it: {0}.', named(sooner)),
    later.length === 0 ? null : l10n.t('Later than every random order: {0}.', named(later)),
  ];
  return parts.filter((part) => part !== null).join(' ');
}

/** `costliest first (by loss), .27, and most selective first, .29` */
function named(areas: readonly KnownArea[]): string {
  return wordList(areas.map(({ name, auc }) => `${name} ${writeFraction(auc.mean)}`));
}
