import * as vscode from 'vscode';
import { speak } from '../language.js';

// VS Code reads the bundle of its language before it loads the extension.
speak(vscode.env.language, vscode.l10n.bundle);
