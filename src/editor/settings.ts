import { availableParallelism } from 'node:os';
import { isAbsolute, join } from 'node:path';
import * as vscode from 'vscode';
import { replacements, type Replacement } from '../jobs/protocol.js';
import { settings as names } from './ids.js';

/** The user's settings, read when they are needed. */
export interface Settings {
  /** Where results go; null is beside each model. Absolute. */
  readonly resultsFolder: string | null;
  /** Folders that descriptors may lead into, besides the workspace. */
  readonly dataFolders: readonly string[];
  readonly replacements: readonly Replacement[];
  readonly workers: number;
}

export function readSettings(): Settings {
  const configuration = vscode.workspace.getConfiguration(names.section);
  const workers = configuration.get<number>(names.workers, 0);
  const folder = configuration.get<string>(names.resultsFolder, '').trim();
  const wanted = configuration.get<string[]>(names.replacements, []);
  const known = replacements.filter((replacement) => wanted.includes(replacement));
  return {
    resultsFolder: folder === '' ? null : fromWorkspace(folder),
    dataFolders: configuration.get<string[]>(names.dataFolders, []),
    replacements: known.length > 0 ? known : ['zero'],
    workers: workers > 0 ? Math.floor(workers) : availableParallelism(),
  };
}

function fromWorkspace(path: string): string | null {
  if (isAbsolute(path)) return path;
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
  return folder === undefined ? null : join(folder, path);
}

/** Folders that a descriptor may lead into: the workspace's and the user's. */
export function dataRoots(): string[] {
  const workspace = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.fsPath);
  return [...workspace, ...readSettings().dataFolders];
}
