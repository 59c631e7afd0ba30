import * as l10n from '@vscode/l10n';
import { networkNames } from '../../src/results/derive/networkNames.js';
import type { ResultFile } from '../../src/results/schema.js';

/** Scopes by what a reader calls them. */
export function scopeChoices(scopes: readonly string[]): (readonly [id: string, label: string])[] {
  return scopes.map((scope) => [scope, scopeName(scope)] as const);
}

/** Of which network, data and units something is. */
export function scopeTitle(result: ResultFile, scope: string): string {
  const [name] = networkNames([result]);
  return [name, result.dataset.name, scopeName(scope)].join(' \u00b7 ');
}

function scopeName(scope: string): string {
  return scope === 'network' ? l10n.t('whole network') : scope;
}
