import { basename } from 'node:path';
import * as vscode from 'vscode';
import { defaultReportPath } from '../results/resultPath.js';
import type { StoredResult } from './resultLibrary.js';

/** Asks where a result's report is to be kept, writes it there, and offers to open it. */
export async function saveReport({ path, modelPath, result, freshness }: StoredResult): Promise<void> {
  if (freshness === 'measuring') {
    void vscode.window.showInformationMessage(
      vscode.l10n.t(
        '{0} is being measured; a report can be written when all numbers are in.',
        basename(modelPath),
      ),
    );
    return;
  }
  const file = await vscode.window.showSaveDialog({
    defaultUri: vscode.Uri.file(defaultReportPath(path)),
    filters: { HTML: ['html'] },
    title: vscode.l10n.t('Write Report'),
  });
  if (!file) return;
  // Figures take libraries that activation need not wait for.
  const { reportPage } = await import('../report/reportPage.js');
  try {
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(await reportPage([{ result }])));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    void vscode.window.showErrorMessage(vscode.l10n.t('The report was not written: {0}', why));
    return;
  }
  const open = vscode.l10n.t('Open It');
  const text = vscode.l10n.t('{0} is written.', basename(file.fsPath));
  if ((await vscode.window.showInformationMessage(text, open)) === open) await vscode.env.openExternal(file);
}
