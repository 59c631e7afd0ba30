import * as l10n from '@vscode/l10n';
import { scaleLinear } from 'd3-scale';
import { withDecimalMark } from '../../language.js';
import { formatLoss } from '../../results/derive/numberFormat.js';
import { writeShare } from '../../results/derive/typographicNumbers.js';
import type { Axis, Line } from './lineChart.js';

export type Quantity = 'accuracy' | 'loss';

/** A mean loss where it is a label: `2.30`. */
export function shortLoss(loss: number): string {
  return withDecimalMark(loss.toFixed(2));
}

/** The upright axis: accuracy from none to all; loss from zero to the highest that is drawn. */
export function quantityAxis(
  quantity: Quantity,
  lines: readonly Pick<Line, 'points'>[],
  floor: number,
): Axis {
  if (quantity === 'accuracy') {
    return {
      ...{ title: l10n.t('accuracy'), scale: 'linear', domain: [0, 1], write: writeShare },
      ticks: [0, 25, 50, 75, 100].map((percent) => ({
        at: percent / 100,
        text: percent === 100 ? '100\u202f%' : String(percent),
      })),
    };
  }
  const highest = lines
    .flatMap(({ points }) => points)
    .reduce((most, point) => Math.max(most, point.highest), floor);
  const scale = scaleLinear([0, highest || 1], [0, 1]).nice(5);
  return {
    ...{ title: l10n.t('loss (nats)'), scale: 'linear', write: formatLoss },
    domain: [0, scale.domain()[1]],
    ticks: scale.ticks(5).map((at) => ({ at, text: scale.tickFormat(5)(at) })),
  };
}
