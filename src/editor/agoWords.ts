import * as vscode from 'vscode';

/** How long ago something was: `just now`, `5 min ago`, `2 h ago`, `3 days ago`, after that its date. */
export function agoWords(created: string, now = Date.now()): string {
  const then = Date.parse(created);
  if (Number.isNaN(then)) return created;
  const minutes = Math.floor((now - then) / 60_000);
  if (minutes < 1) return vscode.l10n.t('just now');
  if (minutes < 60) return vscode.l10n.t('{0} min ago', minutes);
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return vscode.l10n.t('{0} h ago', hours);
  const days = Math.floor(hours / 24);
  if (days > 30) return created.slice(0, 10);
  return days === 1 ? vscode.l10n.t('yesterday') : vscode.l10n.t('{0} days ago', days);
}
