import { isRecord } from '../../frame/record.js';

/** What the Delete tab was left at. */
export interface SavedDeletion {
  /** The model's sha256: flat indexes mean something in it alone. */
  readonly model: string;
  /** Flat indexes. */
  readonly deleted: readonly number[];
  /** Index in the data; `null` for the first that offers itself. */
  readonly sample: number | null;
}

/** Takes it where it makes sense. */
export function readDeletion(saved: unknown): SavedDeletion | null {
  if (!isRecord(saved) || typeof saved['model'] !== 'string' || !Array.isArray(saved['deleted'])) return null;
  const isIndex = (value: unknown): value is number => Number.isInteger(value) && Number(value) >= 0;
  const { model, sample } = saved;
  return { model, deleted: saved['deleted'].filter(isIndex), sample: isIndex(sample) ? sample : null };
}
