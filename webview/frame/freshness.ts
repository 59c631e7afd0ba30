import * as l10n from '@vscode/l10n';
import type { Freshness } from '../../src/editor/messages.js';

/** A result's state in two words. */
export const freshnessWords: Readonly<Record<Freshness, string>> = {
  checking: l10n.t('checking…'),
  upToDate: l10n.t('up to date'),
  modelChanged: l10n.t('model changed'),
  dataChanged: l10n.t('data changed'),
  missing: l10n.t('files missing'),
  measuring: l10n.t('being measured'),
  unfinished: l10n.t('not finished'),
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
  const off = l10n.t('Live deletion is off.');
  const shown = l10n.t('Shown: the result of {0}.', measured);
  switch (freshness) {
    case 'checking':
    case 'upToDate':
    case 'measuring':
    case 'unfinished':
      return null;
    case 'modelChanged':
      return { what: l10n.t('{0} has changed since this was measured.', model), shown: `${shown} ${off}` };
    case 'dataChanged':
      return {
        what: l10n.t('The data, {0}, have changed since this was measured.', data),
        shown: `${shown} ${off}`,
      };
    case 'missing':
      return {
        what: l10n.t('The model or the data that this was measured on can’t be found.'),
        shown: `${shown} ${l10n.t('Whether it still holds can’t be told.')}`,
      };
  }
}
