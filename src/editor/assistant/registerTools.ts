import * as vscode from 'vscode';
import { InputError } from '../../inputError.js';
import { languageModelTools } from '../ids.js';
import type { AssistantTool } from './assistantTool.js';
import type { ToolName, ToolServices } from './assistantTools.js';
import { ToolInput } from './toolInput.js';

/** Hands the tools to the editor, for its chat to call; they are loaded when one first is. */
export function registerTools(services: ToolServices, log: vscode.LogOutputChannel): vscode.Disposable {
  let loaded: Promise<Readonly<Record<ToolName, AssistantTool>>> | null = null;
  const load = async (name: ToolName): Promise<AssistantTool> => {
    loaded ??= import('./assistantTools.js').then(({ assistantTools }) => assistantTools(services));
    return (await loaded)[name];
  };
  /** What is no fault of the caller's is told in the log too. */
  const telling = async <Answer>(work: Promise<Answer>): Promise<Answer> => {
    try {
      return await work;
    } catch (error) {
      if (!(error instanceof InputError)) log.error(error instanceof Error ? error : String(error));
      throw error;
    }
  };
  const registered = (name: ToolName): vscode.LanguageModelTool<object> => ({
    prepareInvocation: ({ input }, token) => telling(prepared(load(name), new ToolInput(input), token)),
    invoke: ({ input }, token) => telling(answered(load(name), new ToolInput(input), token)),
  });
  const names = Object.keys(languageModelTools) as ToolName[];
  return vscode.Disposable.from(
    ...names.map((name) => vscode.lm.registerTool(languageModelTools[name], registered(name))),
  );
}

/** Where names are unknown this fails: nothing is agreed to that would not be done. */
async function prepared(
  loading: Promise<AssistantTool>,
  input: ToolInput,
  token: vscode.CancellationToken,
): Promise<vscode.PreparedToolInvocation> {
  const tool = await loading;
  const invocationMessage = tool.words(input);
  const confirmationMessages = await tool.consent?.(input, token);
  return confirmationMessages === undefined
    ? { invocationMessage }
    : { invocationMessage, confirmationMessages };
}

async function answered(
  loading: Promise<AssistantTool>,
  input: ToolInput,
  token: vscode.CancellationToken,
): Promise<vscode.LanguageModelToolResult> {
  const answer = await (await loading).answer(input, token);
  return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(JSON.stringify(answer))]);
}
