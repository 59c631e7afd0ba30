import * as l10n from '@vscode/l10n';
import { classShareLoss } from '../../results/derive/curveLoss.js';
import { largestClassShare } from '../../results/derive/curveFamilies.js';
import { samplesHaveClasses } from '../../results/derive/task.js';
import { writeRange, writeShare } from '../../results/derive/typographicNumbers.js';
import type { ResultFile } from '../../results/schema.js';
import type { Floor } from './lineChart.js';
import { shortLoss, type Quantity } from './quantityAxis.js';

/** What a floor is, at length and in short. */
export const floorWords: Readonly<Record<Quantity, readonly [string, string]>> = {
  accuracy: [l10n.t('always the largest class'), l10n.t('largest class')],
  loss: [l10n.t('knowing class shares alone'), l10n.t('class shares')],
};

/** What is reached without looking at a sample: the largest class's share, or the loss of knowing the classes' shares. */
export function floorOf(result: ResultFile, quantity: Quantity): number {
  return quantity === 'loss' ? classShareLoss(result) : largestClassShare(result);
}

/** The floors of several results, each its own; those that would be written alike are one, and those without classes have none. */
export function floorsOf(results: readonly ResultFile[], quantity: Quantity): Floor[] {
  const write = quantity === 'loss' ? shortLoss : writeShare;
  const levels = results
    .filter(samplesHaveClasses)
    .map((result) => floorOf(result, quantity))
    .sort((a, b) => b - a);
  const apart = levels.filter((level, i) => i === 0 || write(level) !== write(levels[i - 1]));
  if (apart.length === 0) return [];
  const lowest = write(apart[apart.length - 1]);
  const written = apart.length === 1 ? lowest : writeRange(lowest, write(apart[0]));
  const [long, short] = floorWords[quantity];
  // Class shares differ little between data sets: one name for all of their lines.
  return apart.map((at, i) => {
    const text = i === 0 ? ([`${long}, ${written}`, `${short}, ${written}`] as const) : (['', ''] as const);
    return { at, paint: 'zero', text };
  });
}
