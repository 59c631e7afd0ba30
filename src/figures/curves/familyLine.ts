import * as l10n from '@vscode/l10n';
import { meanLoss } from '../../results/derive/curveLoss.js';
import type { CurveFamily } from '../../results/derive/curveFamilies.js';
import { writeFraction } from '../../results/derive/typographicNumbers.js';
import type { Line, LinePoint } from '../lines/lineChart.js';
import { shortLoss } from '../lines/quantityAxis.js';
import type { CurveLook } from './curveLook.js';

/**
 * Curves that differ in the draw alone, as one line.
 * @param samples that its counts are of.
 * @returns `null` where the quantity was not kept.
 */
export function familyLine(
  family: CurveFamily,
  samples: number,
  { quantity, axis }: CurveLook,
  look: Pick<Line, 'name' | 'shortName' | 'paint' | 'dash'>,
): Line | null {
  const points = family.points.flatMap((point): LinePoint[] => {
    const spread = quantity === 'loss' ? point.loss : point.correct;
    if (spread === null) return [];
    const scale = quantity === 'loss' ? 1 : samples;
    return [
      {
        x: axis === 'share' ? point.fraction : point.removed,
        mean: spread.mean / scale,
        lowest: spread.lowest / scale,
        highest: spread.highest / scale,
      },
    ];
  });
  if (points.length === 0 || points.length < family.points.length) return null;
  return { ...look, points, place: placeOf(family, quantity, points) };
}

/** A name stands at the curve's mean height; at its end where it doesn't reach from none to all. */
function placeOf(
  { auc, points }: CurveFamily,
  quantity: CurveLook['quantity'],
  drawn: readonly LinePoint[],
): Line['place'] {
  const height = quantity === 'loss' ? meanLoss(points) : (auc?.mean ?? null);
  if (height === null) return { at: drawn[drawn.length - 1].mean, text: null };
  return { at: height, text: quantity === 'loss' ? shortLoss(height) : writeFraction(height) };
}

/** Over the names: what their height means. */
export function namesTitleOf(quantity: CurveLook['quantity']): readonly [string, string] {
  return quantity === 'loss'
    ? [l10n.t('mean height'), l10n.t('mean')]
    : [l10n.t('mean height = area (AUC)'), 'AUC'];
}
