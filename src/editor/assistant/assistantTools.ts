import type { languageModelTools } from '../ids.js';
import type { ModelLibrary } from '../modelLibrary.js';
import { analyseTool, type AnalyseServices } from './analyseTool.js';
import type { AssistantTool } from './assistantTool.js';
import { layerTool } from './layerTool.js';
import { listTool } from './listTool.js';
import { unitTool } from './unitTool.js';
import { WorkspaceSubjects } from './workspaceSubjects.js';

export type ToolName = keyof typeof languageModelTools;

export interface ToolServices extends AnalyseServices {
  readonly models: ModelLibrary;
}

/** What the assistant in the editor can call. */
export function assistantTools(services: ToolServices): Readonly<Record<ToolName, AssistantTool>> {
  const { models, results, analyses, data } = services;
  const subjects = new WorkspaceSubjects(models, results, data);
  return {
    list: listTool(subjects, models, results, analyses),
    layer: layerTool(subjects),
    unit: unitTool(subjects),
    analyse: analyseTool(subjects, services),
  };
}
