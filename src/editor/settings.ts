import { availableParallelism } from 'node:os';
import { isAbsolute, join } from 'node:path';
import * as vscode from 'vscode';
import { parsePrecision } from '../jobs/precision.js';
import {
  defaultSettings,
  engineChoices,
  measures,
  replacements,
  type AnalysisSettings,
  type EngineChoice,
  type Measure,
  type Replacement,
} from '../jobs/protocol.js';
import { settings as names } from './ids.js';

const defaultQuickLookPrecision = '1%';
const defaultMemory = '25%';

/** The user's settings, read when they are needed. */
export interface Settings {
  /** Where results go; null is beside each model. Absolute. */
  readonly resultsFolder: string | null;
  /** Folders that descriptors may lead into, besides the workspace. */
  readonly dataFolders: readonly string[];
  readonly measures: readonly Measure[];
  readonly replacements: readonly Replacement[];
  /** As it was written: how far an interval may reach to either side, as a share of the samples. */
  readonly quickLookPrecision: string;
  readonly workers: number;
  /** As it was written: a size or a share. */
  readonly memory: string;
  readonly engine: EngineChoice;
}

export function readSettings(): Settings {
  const configuration = vscode.workspace.getConfiguration(names.section);
  const workers = configuration.get<number>(names.workers, 0);
  const engine = configuration.get<string>(names.engine, 'auto');
  const folder = configuration.get<string>(names.resultsFolder, '').trim();
  return {
    resultsFolder: folder === '' ? null : fromWorkspace(folder),
    dataFolders: configuration.get<string[]>(names.dataFolders, []),
    measures: chosen(names.measures, measures, defaultSettings.measures),
    replacements: chosen(names.replacements, replacements, defaultSettings.replacements),
    quickLookPrecision: configuration.get<string>(names.quickLookPrecision, defaultQuickLookPrecision),
    workers: workers > 0 ? Math.floor(workers) : availableParallelism(),
    memory: configuration.get<string>(names.memory, defaultMemory),
    engine: engineChoices.find((choice) => choice === engine) ?? 'auto',
  };
}

/** What is shown beside the code. */
export interface CodeSettings {
  readonly hover: boolean;
  readonly lens: boolean;
  readonly inlayHints: boolean;
  readonly gutter: boolean;
  readonly diagnostics: boolean;
}

export function readCodeSettings(): CodeSettings {
  const configuration = vscode.workspace.getConfiguration(names.section);
  return {
    hover: configuration.get<boolean>(names.codeHover, true),
    lens: configuration.get<boolean>(names.codeLens, true),
    inlayHints: configuration.get<boolean>(names.codeInlayHints, false),
    gutter: configuration.get<boolean>(names.codeGutter, false),
    diagnostics: configuration.get<boolean>(names.codeDiagnostics, true),
  };
}

/** What an analysis all of whose samples are counted is asked for. */
export function exactAnalysis(): AnalysisSettings {
  const { measures, replacements } = readSettings();
  return { ...defaultSettings, measures, replacements };
}

/**
 * What a quick look is asked for: of the settings what can be estimated.
 * @throws InputError where the setting is no precision.
 */
export function quickLook(): AnalysisSettings {
  const { measures, replacements, quickLookPrecision } = readSettings();
  const constants = replacements.filter((replacement) => replacement !== 'optimal');
  return {
    ...defaultSettings,
    measures: [...measures.filter((measure) => measure === 'selectivity'), 'importance'],
    replacements: constants.length > 0 ? constants : defaultSettings.replacements,
    precision: parsePrecision(`${names.section}.${names.quickLookPrecision}`, quickLookPrecision),
  };
}

/** The known names in a setting that is a list of names; the defaults where there are none. */
function chosen<Name extends string>(
  setting: string,
  known: readonly Name[],
  defaults: readonly Name[],
): readonly Name[] {
  const wanted = vscode.workspace.getConfiguration(names.section).get<string[]>(setting, []);
  const found = known.filter((name) => wanted.includes(name));
  return found.length > 0 ? found : defaults;
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
