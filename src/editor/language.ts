import * as vscode from 'vscode';
import type { OwnersLanguage } from '../jobs/ownersLanguage.js';
import { speak } from '../language.js';

// VS Code reads the bundle of its language before it loads the extension.
speak(vscode.env.language, vscode.l10n.bundle);

/** What the processes of jobs are told to speak. */
export const ownersLanguage: OwnersLanguage | undefined =
  vscode.l10n.uri === undefined
    ? undefined
    : { tag: vscode.env.language, bundlePath: vscode.l10n.uri.fsPath };
