import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { Analyses } from './analyses.js';
import { commands } from './ids.js';
import { runningInShort, runningWords } from './runningWords.js';

/** An item of the status bar while analyses run: how far the first is, how many more; a click shows its panel. */
export class AnalysisStatus implements vscode.Disposable {
  readonly #item = vscode.window.createStatusBarItem('analyses', vscode.StatusBarAlignment.Left);
  /** The model whose panel a click shows. */
  #leadsTo: string | null = null;
  readonly #subscription: vscode.Disposable;

  constructor(private readonly analyses: Analyses) {
    this.#item.name = vscode.l10n.t('Unit Importance: Running Analyses');
    this.#subscription = analyses.onDidChange(() => this.#show());
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#item.dispose();
  }

  #show(): void {
    const paths = this.analyses.runningModels();
    const running = paths.length > 0 ? this.analyses.running(paths[0]) : null;
    if (running === null) {
      this.#item.hide();
      return;
    }
    const more = paths.length > 1 ? ` · ${vscode.l10n.t('{0} more', paths.length - 1)}` : '';
    this.#item.text = `$(loading~spin) ${basename(paths[0])}: ${runningInShort(running)}${more}`;
    this.#item.tooltip = paths
      .map((path) => [path, this.analyses.running(path)] as const)
      .map(([path, one]) => `${basename(path)}: ${one ? runningWords(one) : ''}`)
      .join('\n');
    this.#leadTo(paths[0]);
    this.#item.show();
  }

  /** A command that is set anew invalidates the one before, which a click may be about to call. */
  #leadTo(path: string): void {
    if (this.#leadsTo === path) return;
    this.#leadsTo = path;
    this.#item.command = {
      command: commands.openResult,
      title: vscode.l10n.t('Open Result'),
      arguments: [vscode.Uri.file(path)],
    };
  }
}
