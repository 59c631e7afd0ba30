import type * as vscode from 'vscode';
import type { ToolInput } from './toolInput.js';

/** What the assistant in the editor can ask for. Everything that goes wrong is thrown as a sentence. */
export interface AssistantTool {
  /** What stands in the chat while it works. */
  words(input: ToolInput): string;
  /** What the user has to agree to before; tools that only read have none. */
  consent?(
    input: ToolInput,
    token: vscode.CancellationToken,
  ): Promise<vscode.LanguageModelToolConfirmationMessages>;
  /** The answer, which is told as JSON. */
  answer(input: ToolInput, token: vscode.CancellationToken): Promise<object>;
}
