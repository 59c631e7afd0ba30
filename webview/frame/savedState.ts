import { classOrders, type ClassOrder } from '../../src/results/derive/classMap.js';
import type { Sort } from '../table/sorting.js';

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
}

const firstState: SavedState = {
  modelPath: null,
  tab: 'overview',
  card: false,
  pinned: null,
  sort: { column: 'lost', direction: 'desc' },
  classOrder: 'hurt',
  replacement: null,
};

/** Takes what fits of what was saved, perhaps by another version. */
export function readSavedState(saved: unknown): SavedState {
  if (!isRecord(saved)) return firstState;
  const { modelPath, tab, card, pinned, sort, classOrder, replacement } = saved;
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
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
