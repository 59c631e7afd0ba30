import * as l10n from '@vscode/l10n';
import { precisionOf, precisionWords, soFarWords } from '../../src/results/derive/exactness.js';
import type { ResultFile } from '../../src/results/schema.js';

/**
 * In the header, how much is to be thought of the numbers: `estimated, ±1 point at 99 %`, `so far: 4,096 of 60,000
 * images`; `null` of exact ones.
 * @param replacement the replacement value that is shown.
 */
export function exactnessWords(result: ResultFile, replacement: string | null): string | null {
  const precision = precisionOf(result);
  if (precision !== null) {
    const words = precisionWords(precision);
    return result.partial === true
      ? l10n.t('being estimated to {0} at 99 %', words)
      : l10n.t('estimated, {0} at 99 %', words);
  }
  if (result.partial !== true) return null;
  const words = soFarWords(result, replacement);
  return words === null ? l10n.t('being measured') : l10n.t('so far: {0}', words);
}

/** Whether a result is an estimate that is done, and can be refined. */
export function canBeRefined(result: ResultFile): boolean {
  return precisionOf(result) !== null && result.partial !== true;
}
