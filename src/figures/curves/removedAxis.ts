import * as l10n from '@vscode/l10n';
import { scaleLinear } from 'd3-scale';
import { formatCount } from '../../results/derive/numberFormat.js';
import { writeShare } from '../../results/derive/typographicNumbers.js';
import type { Axis } from '../lines/lineChart.js';
import type { CurveLook } from './curveLook.js';

/**
 * The axis of how much is deleted.
 * @param sizes of the scopes that are drawn, in units or axes.
 */
export function removedAxis(axis: CurveLook['axis'], sizes: readonly number[], noun: 'units' | 'axes'): Axis {
  const most = Math.max(1, ...sizes);
  const common = new Set(sizes).size === 1 ? formatCount(most) : null;
  if (axis === 'share') {
    return {
      ...{
        title: noun === 'units' ? l10n.t('share of units deleted') : l10n.t('share of axes deleted'),
        domain: [0, 1],
        scale: 'linear',
      },
      ticks: [
        { at: 0, text: l10n.t('none') },
        ...[25, 50, 75].map((percent) => ({ at: percent / 100, text: `${percent}\u202f%` })),
        { at: 1, text: common === null ? l10n.t('all') : l10n.t('all {0}', common) },
      ],
      write: (share) =>
        l10n.t('{0} deleted', common === null ? writeShare(share) : formatCount(Math.round(share * most))),
    };
  }
  const between = scaleLinear([0, most], [0, 1])
    .ticks(5)
    .filter((at) => Number.isInteger(at) && at > 0 && at < most);
  return {
    ...{
      title: noun === 'units' ? l10n.t('units deleted') : l10n.t('axes deleted'),
      domain: [0, most],
      scale: 'linear',
    },
    ticks: [0, ...between, most].map((at) => ({ at, text: at === 0 ? l10n.t('none') : formatCount(at) })),
    write: (count) => l10n.t('{0} deleted', formatCount(count)),
  };
}
