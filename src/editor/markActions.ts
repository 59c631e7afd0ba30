import * as vscode from 'vscode';
import { commands } from './ids.js';

/** A hint at what one can act on, with the layer that it is about. */
export class LayerDiagnostic extends vscode.Diagnostic {
  constructor(
    range: vscode.Range,
    message: string,
    readonly modelPath: string,
    readonly layer: string,
  ) {
    super(range, message, vscode.DiagnosticSeverity.Hint);
    this.source = 'Unit Importance';
  }
}

/** Leads from a hint to the numbers it rests on. */
export class MarkActions implements vscode.CodeActionProvider {
  static readonly metadata: vscode.CodeActionProviderMetadata = {
    providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
  };

  /** @param hintsOf the hints that a document shows now. */
  constructor(private readonly hintsOf: (uri: vscode.Uri) => readonly LayerDiagnostic[]) {}

  provideCodeActions({ uri }: vscode.TextDocument, range: vscode.Range): vscode.CodeAction[] {
    const hints = this.hintsOf(uri).filter((hint) => hint.range.intersection(range) !== undefined);
    const layers = new Map(hints.map((hint) => [`${hint.modelPath}#${hint.layer}`, hint]));
    return [...layers.values()].flatMap(({ modelPath, layer }) => {
      const own = hints.filter((hint) => hint.modelPath === modelPath && hint.layer === layer);
      return [
        actionOf(vscode.l10n.t('Show the units of {0}', layer), own, {
          command: commands.revealLayer,
          arguments: [modelPath, layer],
        }),
        actionOf(vscode.l10n.t('Open the result that tells so'), own, {
          command: commands.openResult,
          arguments: [vscode.Uri.file(modelPath)],
        }),
      ];
    });
  }
}

function actionOf(
  title: string,
  diagnostics: readonly LayerDiagnostic[],
  command: Omit<vscode.Command, 'title'>,
): vscode.CodeAction {
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.command = { title, ...command };
  action.diagnostics = [...diagnostics];
  return action;
}
