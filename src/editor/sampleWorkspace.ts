import * as vscode from 'vscode';

const folderName = 'unit-importance-digits';

/**
 * Copies the sample, two small networks on handwritten digits, into a folder of the user's choice, and opens
 * it. What is there already is left as it is.
 */
export async function createSampleWorkspace(extension: vscode.Uri): Promise<void> {
  const [parent] =
    (await vscode.window.showOpenDialog({
      canSelectFiles: false,
      canSelectFolders: true,
      title: vscode.l10n.t('A folder for the sample workspace'),
      openLabel: vscode.l10n.t('Create the Sample Here'),
      ...(vscode.workspace.workspaceFolders ? { defaultUri: vscode.workspace.workspaceFolders[0].uri } : {}),
    })) ?? [];
  if (!parent) return;
  const target = vscode.Uri.joinPath(parent, folderName);
  const exists = await vscode.workspace.fs.stat(target).then(
    () => true,
    () => false,
  );
  if (!exists) {
    try {
      await vscode.workspace.fs.copy(vscode.Uri.joinPath(extension, 'examples', 'digits'), target);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      void vscode.window.showErrorMessage(
        vscode.l10n.t(
          'The sample could not be copied to {0}: {1}; choose another folder.',
          parent.fsPath,
          reason,
        ),
      );
      return;
    }
  }
  // In a workspace that holds the new folder the sample is there already; elsewhere it has to be opened.
  if (vscode.workspace.getWorkspaceFolder(target)) {
    await vscode.commands.executeCommand('revealInExplorer', vscode.Uri.joinPath(target, 'digits.onnx'));
    return;
  }
  await vscode.commands.executeCommand('vscode.openFolder', target, {
    forceNewWindow: vscode.workspace.workspaceFolders !== undefined,
  });
}
