import * as l10n from '@vscode/l10n';
import { plural } from '../../../src/results/derive/nouns.js';
import { formatCount } from '../../../src/results/derive/numberFormat.js';
import type { SegmentOption } from '../../dom/segments.js';
import type { ViewData } from '../view.js';
import type { FilteredUnits, SegmentId, UnitFilter } from './unitFilter.js';

/** The parts of the units that can be told from what was measured, each with how many there are. */
export function unitSegments(data: ViewData, counts: FilteredUnits['counts']): SegmentOption<SegmentId>[] {
  const { noun } = data.result.dataset;
  const names: Readonly<Record<SegmentId, readonly [name: string, short: string]>> = {
    all: [l10n.t('All'), l10n.t('All')],
    beyond: [l10n.t('Beyond chance'), l10n.t('Beyond')],
    costing: [l10n.t('Costs {0}', plural(noun)), l10n.t('Costs')],
    dead: [l10n.t('Dead'), l10n.t('Dead')],
  };
  return segmentsOf(data).map((id) => {
    const [name, short] = names[id].map((words) => `${words} ${formatCount(counts[id])}`);
    return { id, label: name, short };
  });
}

/** As much of a filter as fits the result: it may have been chosen on another, or on more. */
export function fittingFilter(filter: UnitFilter, data: ViewData): UnitFilter {
  const { layerIndex, preferredClass, segment } = filter;
  const hasLayer = layerIndex === null || data.rows.some((row) => row.layerIndex === layerIndex);
  const hasClass = preferredClass === null || preferredClass < data.result.dataset.classes.length;
  return {
    ...filter,
    layerIndex: hasLayer ? layerIndex : null,
    preferredClass: hasClass ? preferredClass : null,
    segment: segmentsOf(data).includes(segment) ? segment : 'all',
  };
}

/** What stands out from chance is told of exact results alone. */
function segmentsOf({ result, rows }: ViewData): SegmentId[] {
  const isDeleted = rows.some(({ importance }) => importance !== null);
  return [
    'all',
    ...(isDeleted && result.exact ? (['beyond'] as const) : []),
    ...(isDeleted ? (['costing'] as const) : []),
    'dead',
  ];
}
