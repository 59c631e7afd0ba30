import * as l10n from '@vscode/l10n';
import { withDecimalMark } from '../../language.js';
import type { ResultFile } from '../schema.js';
import { formatCount, formatCountedOblique } from './numberFormat.js';
import { writePart } from './typographicNumbers.js';

/**
 * How far each unit's 99 % interval of the accuracy drop may reach to either side, as a share; `null` of a result
 * that is no estimate.
 */
export function precisionOf({ exact, settings }: ResultFile): number | null {
  const precision = settings['precision'];
  return !exact && typeof precision === 'number' ? precision : null;
}

/** How many samples the statistics and the intact network's counts are of. */
export function statisticsSamples({ baseline, dataset }: ResultFile): number {
  return baseline.samples ?? dataset.samples;
}

/** `±1 point`, `±0.5 points`: percentage points of the accuracy. */
export function precisionWords(precision: number): string {
  const points = Number((100 * precision).toPrecision(3));
  return points === 1 ? l10n.t('±1 point') : l10n.t('±{0} points', withDecimalMark(String(points)));
}

/**
 * How much of the work is in what has been counted so far: `4,096 of 60,000 images`, `3 of 11 layers`.
 * @param replacement the replacement value that is looked at; `null` where no unit is deleted.
 * @returns `null` where nothing of it is missing.
 */
export function soFarWords(result: ResultFile, replacement: string | null): string | null {
  const layers = result.layers.filter(({ units }) => Object.keys(units).length > 0);
  const samples = layers.map(({ units, unitCount }) => {
    const counted = replacement === null ? undefined : units.ablation?.[replacement];
    return counted === undefined
      ? new Array<number>(unitCount).fill(0)
      : (counted.samples ?? new Array<number>(unitCount).fill(result.dataset.samples));
  });
  const all = samples.flat();
  const [least, most] = all.reduce(
    ([low, high], count) => [Math.min(low, count), Math.max(high, count)],
    [Infinity, 0],
  );
  const { samples: population, noun } = result.dataset;
  const share = writePart(formatCount(most), formatCountedOblique(population, noun));
  if (least > 0) return most === population ? null : share;
  const whole = samples.filter((ofLayer) => ofLayer.every((count) => count > 0)).length;
  const deleted = all.filter((count) => count > 0).length;
  const part =
    whole > 0 && layers.length > 1
      ? writePart(formatCount(whole), formatCountedOblique(layers.length, 'layer'))
      : writePart(formatCount(deleted), formatCountedOblique(all.length, 'unit'));
  return most === 0 || most === population
    ? part
    : l10n.t({
        message: '{0}, on {1}',
        args: [part, share],
        comment: 'as in "3 of 11 layers, on 400 of 1,000 images"',
      });
}
