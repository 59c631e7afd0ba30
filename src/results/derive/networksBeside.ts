import * as l10n from '@vscode/l10n';
import type { ComparisonRow } from './comparisonRows.js';
import type { Opening } from './importanceSentence.js';
import type { NetworkFacts } from './networkFacts.js';

/** Several networks side by side. Their units are not matched. */
export interface NetworkComparison {
  readonly networks: readonly NetworkFacts[];
  /** Whether their data are of one kind; nothing is laid on one scale otherwise. */
  readonly isOneKind: boolean;
  readonly opening: Opening;
  readonly rows: readonly ComparisonRow[];
  readonly notes: readonly string[];
}

export function unmatchedSentence(): string {
  return l10n.t('Units of different networks are not matched: equal numbers mean nothing.');
}
