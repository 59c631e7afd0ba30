import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { spokenLanguage, type Messages } from '../language.js';

/** Where a panel may load files from: the bundles alone. */
export function panelRoots(extension: vscode.Uri): vscode.Uri[] {
  return [vscode.Uri.joinPath(extension, 'dist')];
}

/** What a panel shows: results of a model, or data that are described for it. */
export type PanelView = 'result' | 'describe';

/** The page of a panel: a script and a style sheet of ours, and nothing else. */
export function panelHtml(
  webview: vscode.Webview,
  extension: vscode.Uri,
  title: string,
  view: PanelView = 'result',
): string {
  const nonce = randomBytes(16).toString('base64');
  const file = (name: string) =>
    webview.asWebviewUri(vscode.Uri.joinPath(extension, 'dist', name)).toString();
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource} 'nonce-${nonce}'`,
    `font-src ${webview.cspSource}`,
    'img-src data:',
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${escape(spokenLanguage())}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta property="csp-nonce" content="${nonce}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)}</title>
<link rel="stylesheet" href="${file('webview.css')}">
</head>
<body data-view="${view}">${messagesOf(vscode.l10n.bundle)}
<script type="module" nonce="${nonce}" src="${file('webview.js')}"></script>
</body>
</html>`;
}

/** Data, which is not run, and so needs no leave of the policy. */
function messagesOf(bundle: Messages | undefined): string {
  if (bundle === undefined) return '';
  const json = JSON.stringify(bundle).replaceAll('<', '\\u003c');
  return `\n<script type="application/json" id="messages">${json}</script>`;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
