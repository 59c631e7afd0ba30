import * as vscode from 'vscode';
import { layerAnswer, unitsNamed } from '../../results/derive/answers/layerAnswer.js';
import type { AssistantTool } from './assistantTool.js';
import type { ToolInput } from './toolInput.js';
import { standingOfFiles, type WorkspaceSubjects } from './workspaceSubjects.js';

/** More would crowd out what the chat is about. */
const mostUnits = 100;

/** Tells a layer's numbers, so that a chat can say which layer may be smaller. */
export function layerTool(subjects: WorkspaceSubjects): AssistantTool {
  return {
    words: (input) => vscode.l10n.t('Reading the numbers of layer {0}', layerOf(input)),
    answer: async (input, token) => {
      const asked = {
        layer: layerOf(input),
        replacement: input.optionalText('replacement', 'zero'),
        units: input.count('units', unitsNamed, 1, mostUnits),
      };
      const stored = await subjects.result(
        input.optionalText('model', 'digits.onnx'),
        input.optionalText('result', 'digits.test.importance.json'),
        token,
      );
      return layerAnswer(stored.result, standingOfFiles(stored.freshness), asked);
    },
  };
}

function layerOf(input: ToolInput): string {
  return input.text('layer', 'fc1');
}
