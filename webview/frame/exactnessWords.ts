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
    const words = `${precisionWords(precision)} at 99 %`;
    return result.partial === true ? `being estimated to ${words}` : `estimated, ${words}`;
  }
  if (result.partial !== true) return null;
  const words = soFarWords(result, replacement);
  return words === null ? 'being measured' : `so far: ${words}`;
}

/** Whether a result is an estimate that is done, and can be refined. */
export function canBeRefined(result: ResultFile): boolean {
  return precisionOf(result) !== null && result.partial !== true;
}
