import * as l10n from '@vscode/l10n';
import type { ResultFile } from '../schema.js';
import { largestClassLoss, type UnitImportance } from './importance.js';
import { plural } from './nouns.js';

/** What deleting a unit does, in a number: samples lost, rise in loss, the largest loss of one class. */
export const effects = ['samplesLost', 'lossRise', 'largestClassLoss'] as const;
export type Effect = (typeof effects)[number];

/**
 * An effect of deleting each unit.
 * @param replacement the one that the importances were read under.
 * @returns one entry a unit given; `null` where it was not measured.
 */
export function effectValues(
  result: ResultFile,
  importances: readonly UnitImportance[],
  replacement: string,
  effect: Effect,
): (number | null)[] {
  switch (effect) {
    case 'samplesLost':
      return importances.map(({ samplesLost }) => samplesLost);
    case 'lossRise':
      return importances.map(({ lossRise }) => lossRise);
    case 'largestClassLoss':
      return importances.map(({ unit }) => largestClassLoss(result, unit, replacement)?.samplesLost ?? null);
  }
}

/** What importance is ranked by: the rise in loss, which has hardly any ties, where losses were kept. */
export function rankingEffect(importances: readonly UnitImportance[]): 'lossRise' | 'samplesLost' {
  return importances.every(({ lossRise }) => lossRise !== null) ? 'lossRise' : 'samplesLost';
}

/** An effect in words: `rise in loss`, `images lost`, `largest loss of one class`. */
export function effectName(effect: Effect, noun: string): string {
  switch (effect) {
    case 'samplesLost':
      return l10n.t('{0} lost', plural(noun));
    case 'lossRise':
      return l10n.t('rise in loss');
    case 'largestClassLoss':
      return l10n.t('largest loss of one class');
  }
}
