import { classOrders, type ClassOrder } from '../../src/results/derive/classMap.js';
import type { DepthDetail } from '../../src/figures/depth/depthFigure.js';
import { firstCurvesState, readCurvesState, type CurvesState } from '../views/curves/curvesState.js';
import { firstNoiseState, readNoiseState, type NoiseState } from '../views/noise/noiseState.js';
import { isRecord } from './record.js';
import type { Sort } from '../table/sorting.js';
import { readOverviewState, type OverviewState } from '../views/overview/overviewState.js';
import {
  everyLayer,
  readSelectivityChoice,
  type SelectivityChoice,
} from '../views/selectivity/selectivityChoice.js';
import { everyUnit, readUnitFilter, type UnitFilter } from '../views/units/unitFilter.js';

export const tabIds = [
  'overview',
  'units',
  'selectivity',
  'delete',
  'curves',
  'classes',
  'depth',
  'noise',
  'compare',
  'numbers',
] as const;
export type TabId = (typeof tabIds)[number];

/** What the panel remembers of how it was used, also after it was hidden or the window reloaded. */
export interface SavedState {
  /** By it the extension finds the panel's model again after a restart. */
  readonly modelPath: string | null;
  readonly tab: TabId;
  /** Whether the Units tab shows the selected unit's card. */
  readonly card: boolean;
  /** The unit whose card stays beside the selected unit's, by flat index. */
  readonly pinned: number | null;
  readonly sort: Sort;
  /** In which order the Classes tab has its units. */
  readonly classOrder: ClassOrder;
  /** The replacement value chosen last; `null` is the result's first. */
  readonly replacement: string | null;
  readonly overview: OverviewState;
  /** What the Depth tab draws. */
  readonly depth: DepthDetail;
  /** Results that stand beside the shown one in the Compare tab, by their ids; `null` where none were chosen yet. */
  readonly compared: readonly string[] | null;
  readonly curves: CurvesState;
  readonly noise: NoiseState;
  readonly unitFilter: UnitFilter;
  readonly selectivity: SelectivityChoice;
}

const firstState: SavedState = {
  modelPath: null,
  tab: 'overview',
  card: false,
  pinned: null,
  sort: { column: 'lost', direction: 'desc' },
  classOrder: 'hurt',
  replacement: null,
  overview: readOverviewState(null),
  depth: 'units',
  compared: null,
  curves: firstCurvesState,
  noise: firstNoiseState,
  unitFilter: everyUnit,
  selectivity: everyLayer,
};

/** Takes what fits of what was saved, perhaps by another version. */
export function readSavedState(saved: unknown): SavedState {
  if (!isRecord(saved)) return firstState;
  const {
    modelPath,
    tab,
    card,
    pinned,
    sort,
    classOrder,
    replacement,
    overview,
    depth,
    compared,
    curves,
    noise,
    unitFilter,
    selectivity,
  } = saved;
  return {
    modelPath: typeof modelPath === 'string' ? modelPath : null,
    tab: tabIds.find((id) => id === tab) ?? firstState.tab,
    card: card === true,
    pinned: typeof pinned === 'number' ? pinned : null,
    sort:
      isRecord(sort) &&
      typeof sort['column'] === 'string' &&
      (sort['direction'] === 'asc' || sort['direction'] === 'desc')
        ? { column: sort['column'], direction: sort['direction'] }
        : firstState.sort,
    classOrder: classOrders.find((order) => order === classOrder) ?? firstState.classOrder,
    replacement: typeof replacement === 'string' ? replacement : null,
    overview: readOverviewState(overview),
    depth: depth === 'quartiles' ? 'quartiles' : firstState.depth,
    compared: Array.isArray(compared) ? compared.filter((id) => typeof id === 'string') : firstState.compared,
    curves: readCurvesState(curves),
    noise: readNoiseState(noise),
    unitFilter: readUnitFilter(unitFilter),
    selectivity: readSelectivityChoice(selectivity),
  };
}
