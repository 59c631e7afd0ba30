import { basename } from 'node:path';
import * as vscode from 'vscode';
import { collectCards } from '../jobs/collectCards.js';
import { JobCancelled } from '../jobs/jobErrors.js';
import type { JobQueue } from '../jobs/jobQueue.js';
import type { UnitDetailCache } from '../jobs/unitDetailCache.js';
import { defaultReportPath } from '../results/resultPath.js';
import type { StoredResult } from './resultLibrary.js';
import { liveRequest } from './settings.js';

/** What cards of units are collected by. */
export interface ReportServices {
  readonly queue: Pick<JobQueue, 'openLive'>;
  readonly cache: UnitDetailCache;
}

/** Asks where a result's report is to be kept, writes it there, and offers to open it. */
export async function saveReport(stored: StoredResult, services: ReportServices): Promise<void> {
  const { path, modelPath, result, freshness } = stored;
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
  try {
    const details = await cardsOf(stored, services);
    // Figures take libraries that activation need not wait for.
    const { reportPage } = await import('../report/reportPage.js');
    const page = await reportPage([{ result, details }]);
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(page));
  } catch (error) {
    if (error instanceof JobCancelled) return;
    const why = error instanceof Error ? error.message : String(error);
    void vscode.window.showErrorMessage(vscode.l10n.t('The report was not written: {0}', why));
    return;
  }
  const open = vscode.l10n.t('Open It');
  const text = vscode.l10n.t('{0} is written.', basename(file.fsPath));
  if ((await vscode.window.showInformationMessage(text, open)) === open) await vscode.env.openExternal(file);
}

/** What the cards of units show, read while a notification tells how far that is. @throws JobCancelled */
function cardsOf(stored: StoredResult, { queue, cache }: ReportServices) {
  const options: vscode.ProgressOptions = {
    location: vscode.ProgressLocation.Notification,
    title: vscode.l10n.t('Report of {0}', basename(stored.modelPath)),
    cancellable: true,
  };
  return vscode.window.withProgress(options, async (progress, token) => {
    const controller = new AbortController();
    const listening = token.onCancellationRequested(() => controller.abort());
    try {
      const { inputs, memory } = liveRequest(stored);
      const onUnit = (done: number, of: number): void =>
        progress.report({
          message: vscode.l10n.t('unit {0} of {1}', done + 1, of),
          increment: done === 0 ? 0 : 100 / of,
        });
      const wanted = { result: stored.result, inputs, memory, onUnit };
      return await collectCards(queue, cache, wanted, controller.signal);
    } finally {
      listening.dispose();
    }
  });
}
