import * as vscode from 'vscode';
import { unitAnswer } from '../../results/derive/answers/unitAnswer.js';
import type { AssistantTool } from './assistantTool.js';
import type { ToolInput } from './toolInput.js';
import { standingOfFiles, type WorkspaceSubjects } from './workspaceSubjects.js';

/** Tells a unit's numbers. */
export function unitTool(subjects: WorkspaceSubjects): AssistantTool {
  return {
    words: (input) => vscode.l10n.t('Reading the numbers of unit {0}', unitOf(input)),
    answer: async (input, token) => {
      const asked = {
        unit: unitOf(input),
        layer: input.optionalText('layer', 'fc1'),
        replacement: input.optionalText('replacement', 'zero'),
      };
      const stored = await subjects.result(
        input.optionalText('model', 'digits.onnx'),
        input.optionalText('result', 'digits.test.importance.json'),
        token,
      );
      return unitAnswer(stored.result, standingOfFiles(stored.freshness), asked);
    },
  };
}

function unitOf(input: ToolInput): string {
  return input.textOrNumber('unit', 'fc1[93]');
}
