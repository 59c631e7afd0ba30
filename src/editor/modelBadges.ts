import * as vscode from 'vscode';
import type { ModelStanding } from './modelStanding.js';

/** Names models in the tree alone, so that the explorer's files keep their own badges and colours. */
const scheme = 'unit-importance-model';

export function treeUri(modelPath: string): vscode.Uri {
  return vscode.Uri.file(modelPath).with({ scheme });
}

/** Badges of models in the tree: being measured, failed, stale. */
export class ModelBadges implements vscode.FileDecorationProvider, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<vscode.Uri[] | undefined>();
  readonly onDidChangeFileDecorations = this.#changed.event;

  constructor(private readonly standing: (modelPath: string) => ModelStanding) {}

  provideFileDecoration(uri: vscode.Uri): vscode.FileDecoration | undefined {
    if (uri.scheme !== scheme) return undefined;
    switch (this.standing(uri.with({ scheme: 'file' }).fsPath)) {
      case 'running':
        return new vscode.FileDecoration('▶', vscode.l10n.t('being measured'));
      case 'failed':
        return new vscode.FileDecoration(
          '✗',
          vscode.l10n.t('the last analysis failed'),
          new vscode.ThemeColor('list.errorForeground'),
        );
      case 'stale':
        return new vscode.FileDecoration(
          '!',
          vscode.l10n.t('the result is stale'),
          new vscode.ThemeColor('list.warningForeground'),
        );
      case 'settled':
        return undefined;
    }
  }

  /** Looks again at a model, or at all. */
  refresh(modelPath?: string): void {
    this.#changed.fire(modelPath === undefined ? undefined : [treeUri(modelPath)]);
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
