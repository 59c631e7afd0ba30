import * as vscode from 'vscode';
import { formatCount, formatDuration } from '../results/derive/numberFormat.js';
import type { Running } from './messages.js';

/** `deleting units · 128 of 512 · 66 units a second · 3 s left` */
export function runningWords(running: Running): string {
  const { deletions, drawn } = running;
  const parts = [drawn === null ? phaseWords(running.phase) : vscode.l10n.t('estimating')];
  if (deletions) {
    const [done, total] = [formatCount(deletions.done), formatCount(deletions.total)];
    parts.push(
      drawn === null
        ? vscode.l10n.t('{0} of {1}', done, total)
        : vscode.l10n.t('{0} of {1} units settled', done, total),
    );
  }
  return [...parts, ...speedWords(running)].join(' · ');
}

/** `42 % · 66 units a second · 3 s left` */
export function runningInShort(running: Running): string {
  const { done, total } = running;
  const share = vscode.l10n.t('{0} %', total === 0 ? 0 : Math.floor((100 * done) / total));
  return [share, ...speedWords(running)].join(' · ');
}

function speedWords({ unitsPerSecond, secondsLeft }: Running): string[] {
  const parts: string[] = [];
  if (unitsPerSecond !== null)
    parts.push(vscode.l10n.t('{0} units a second', formatCount(Math.round(unitsPerSecond))));
  if (secondsLeft !== null)
    parts.push(vscode.l10n.t('{0} left', formatDuration(Math.max(1, Math.round(secondsLeft)))));
  return parts;
}

function phaseWords(phase: Running['phase']): string {
  switch (phase) {
    case 'reading':
      return vscode.l10n.t('reading model and data');
    case 'statistics':
      return vscode.l10n.t('measuring activity');
    case 'ablation':
      return vscode.l10n.t('deleting units');
    case 'curves':
      return vscode.l10n.t('deleting more and more units');
    case 'noise':
      return vscode.l10n.t('adding noise');
    case 'groups':
      return vscode.l10n.t('deleting groups of units');
    case 'writing':
      return vscode.l10n.t('writing the result');
  }
}
