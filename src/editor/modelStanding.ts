import type { Analyses } from './analyses.js';
import type { Freshness } from './messages.js';
import type { ResultLibrary } from './resultLibrary.js';

/** What a model's analysis is about; `settled` where nothing calls for attention. */
export type ModelStanding = 'running' | 'failed' | 'stale' | 'settled';

/** Whether what a result was measured on is known to be no longer the same. */
export function isStaleResult(freshness: Freshness): boolean {
  return ['modelChanged', 'dataChanged', 'missing'].includes(freshness);
}

/** Whether a result is a whole one of the files as they are, as far as is known. */
export function isOfTheseFiles(freshness: Freshness): boolean {
  return freshness === 'upToDate' || freshness === 'checking';
}

export function standingOf(modelPath: string, analyses: Analyses, results: ResultLibrary): ModelStanding {
  if (analyses.isRunning(modelPath)) return 'running';
  if (analyses.notice(modelPath)?.severity === 'error') return 'failed';
  const shown = results.shown(modelPath);
  return shown !== null && isStaleResult(shown.freshness) ? 'stale' : 'settled';
}
