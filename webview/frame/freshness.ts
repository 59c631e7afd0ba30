import type { Freshness } from '../../src/editor/messages.js';

/** A result's state in two words. */
export const freshnessWords: Readonly<Record<Freshness, string>> = {
  checking: 'checking\u2026',
  upToDate: 'up to date',
  modelChanged: 'model changed',
  dataChanged: 'data changed',
  missing: 'files missing',
  measuring: 'being measured',
  unfinished: 'not finished',
};

/** Whether the numbers are of another model, or of other data, than what is there now. */
export function isStale(freshness: Freshness): boolean {
  return freshness === 'modelChanged' || freshness === 'dataChanged';
}

export interface StaleWords {
  readonly what: string;
  readonly shown: string;
}

/**
 * What to say above numbers that no longer hold, or can't be checked; `null` where all is well.
 * @param measured when the result was measured, as it is to be shown.
 */
export function staleWords(
  freshness: Freshness,
  model: string,
  data: string,
  measured: string,
): StaleWords | null {
  const off = 'Live deletion is off.';
  const shown = `Shown: the result of ${measured}.`;
  switch (freshness) {
    case 'checking':
    case 'upToDate':
    case 'measuring':
    case 'unfinished':
      return null;
    case 'modelChanged':
      return { what: `${model} has changed since this was measured.`, shown: `${shown} ${off}` };
    case 'dataChanged':
      return { what: `The data, ${data}, have changed since this was measured.`, shown: `${shown} ${off}` };
    case 'missing':
      return {
        what: `The model or the data that this was measured on can\u2019t be found.`,
        shown: `${shown} Whether it still holds can\u2019t be told.`,
      };
  }
}
