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
  readonly sort: Sort;
  /** The replacement value chosen last; `null` is the result's first. */
  readonly replacement: string | null;
  readonly deletion: SavedDeletion | null;
}

/** What the Delete tab was left at. */
export interface SavedDeletion {
  /** The model's sha256: flat indexes mean something in it alone. */
  readonly model: string;
  /** Flat indexes. */
  readonly deleted: readonly number[];
  /** Index in the data; `null` for the first that offers itself. */
  readonly sample: number | null;
}

const firstState: SavedState = {
  modelPath: null,
  tab: 'overview',
  card: false,
  sort: { column: 'lost', direction: 'desc' },
  replacement: null,
  deletion: null,
};

/** Takes what fits of what was saved, perhaps by another version. */
export function readSavedState(saved: unknown): SavedState {
  if (!isRecord(saved)) return firstState;
  const { modelPath, tab, card, sort, replacement, deletion } = saved;
  return {
    modelPath: typeof modelPath === 'string' ? modelPath : null,
    tab: tabIds.find((id) => id === tab) ?? firstState.tab,
    card: card === true,
    sort:
      isRecord(sort) &&
      typeof sort['column'] === 'string' &&
      (sort['direction'] === 'asc' || sort['direction'] === 'desc')
        ? { column: sort['column'], direction: sort['direction'] }
        : firstState.sort,
    replacement: typeof replacement === 'string' ? replacement : null,
    deletion: readDeletion(deletion),
  };
}

function readDeletion(saved: unknown): SavedDeletion | null {
  if (!isRecord(saved) || typeof saved['model'] !== 'string' || !Array.isArray(saved['deleted'])) return null;
  const isIndex = (value: unknown): value is number => Number.isInteger(value) && Number(value) >= 0;
  const { model, sample } = saved;
  return { model, deleted: saved['deleted'].filter(isIndex), sample: isIndex(sample) ? sample : null };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
