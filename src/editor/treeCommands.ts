import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { Panels } from './panels.js';
import type { ResultLibrary, StoredResult } from './resultLibrary.js';
import { fileOf, type TreeNode } from './treeNodes.js';

/** What the tree's menus do beside measuring. Of several selected items VS Code hands in the clicked one, and all. */
export class TreeCommands {
  constructor(
    private readonly results: ResultLibrary,
    private readonly panels: Panels,
    private readonly selectedNodes: () => readonly TreeNode[],
  ) {}

  /** Shows the results of the selected models side by side, the clicked one first. */
  async compare(clicked?: TreeNode, selected?: readonly TreeNode[]): Promise<void> {
    await this.results.find();
    const nodes = selected ?? this.selectedNodes();
    const stored = [...(clicked ? [clicked] : []), ...nodes].map((node) => this.#resultOf(node));
    const [first, ...others] = new Set(stored.filter((one) => one !== null));
    if (others.length === 0) {
      void vscode.window.showInformationMessage(
        vscode.l10n.t('Select two or more models that are measured, or results, to compare them.'),
      );
      return;
    }
    this.results.choose(first.path);
    this.panels.compare(
      first.modelPath,
      others.map(({ path }) => path),
    );
  }

  /** Opens a data set's or result's file as text. */
  async openFile(node: TreeNode): Promise<void> {
    await vscode.window.showTextDocument(vscode.Uri.file(fileOf(node)));
  }

  async revealFile(node: TreeNode): Promise<void> {
    await vscode.commands.executeCommand('revealInExplorer', vscode.Uri.file(fileOf(node)));
  }

  /** Deletes the files of the selected results, once that is confirmed. */
  async deleteResult(clicked: TreeNode, selected?: readonly TreeNode[]): Promise<void> {
    const nodes = selected?.includes(clicked) === true ? selected : [clicked];
    const paths = nodes.filter(({ kind }) => kind === 'result').map(fileOf);
    const confirm = vscode.l10n.t('Delete');
    const answer = await vscode.window.showWarningMessage(
      paths.length === 1
        ? vscode.l10n.t('Delete the result {0}?', basename(paths[0]))
        : vscode.l10n.t('Delete {0} results?', paths.length),
      { modal: true, detail: vscode.l10n.t('The numbers are lost until they are measured again.') },
      confirm,
    );
    if (answer !== confirm) return;
    for (const path of paths) {
      try {
        await vscode.workspace.fs.delete(vscode.Uri.file(path));
        this.results.remove(path);
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        void vscode.window.showErrorMessage(
          vscode.l10n.t('The result {0} could not be deleted: {1}', basename(path), reason),
        );
      }
    }
  }

  /** The result that a node stands for; null where it is of no file. */
  #resultOf(node: TreeNode): StoredResult | null {
    const path = node.kind === 'model' ? this.results.shown(node.path)?.path : fileOf(node);
    return path === undefined ? null : this.results.get(path);
  }
}
