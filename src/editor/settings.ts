import { availableParallelism } from 'node:os';
import { isAbsolute, join } from 'node:path';
import * as vscode from 'vscode';
import { parseMemory } from '../jobs/memoryLimit.js';
import { parsePrecision } from '../jobs/precision.js';
import {
  defaultSettings,
  engineChoices,
  measures,
  replacements,
  type AnalysisSettings,
  type CheckRequest,
  type EngineChoice,
  type LiveRequest,
  type Measure,
  type Replacement,
} from '../jobs/protocol.js';
import type { ResultFile } from '../results/schema.js';
import { settings as names } from './ids.js';
import type { MissingMeasure } from './messages.js';
import type { MeasuredNetwork } from './liveNetworks.js';
import { folderAround } from './workspacePlaces.js';

const defaultQuickLookPrecision = '1%';
const defaultMemory = '25%';

/** The user's settings, read when they are needed. */
export interface Settings {
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
  /** The interpreter for exports; null where none is named. */
  readonly pythonPath: string | null;
}

export function readSettings(): Settings {
  const configuration = vscode.workspace.getConfiguration(names.section);
  const workers = configuration.get<number>(names.workers, 0);
  const engine = configuration.get<string>(names.engine, 'auto');
  const python = configuration.get<string>(names.pythonPath, '').trim();
  return {
    dataFolders: configuration.get<string[]>(names.dataFolders, []),
    measures: chosen(names.measures, measures, defaultSettings.measures),
    replacements: chosen(names.replacements, replacements, defaultSettings.replacements),
    quickLookPrecision: configuration.get<string>(names.quickLookPrecision, defaultQuickLookPrecision),
    workers: workers > 0 ? Math.floor(workers) : availableParallelism(),
    memory: configuration.get<string>(names.memory, defaultMemory),
    engine: engineChoices.find((choice) => choice === engine) ?? 'auto',
    pythonPath: python === '' ? null : python,
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

/** How many samples an open network answers at first. */
const firstSamples = 1000;

/**
 * What the network of a result is opened with, on the samples that the result is of.
 * @throws InputError where the setting is no size of memory.
 */
export function liveRequest({ modelPath, dataPath, result }: MeasuredNetwork): LiveRequest {
  const { memory, engine } = readSettings();
  const { samples } = result.dataset;
  return {
    inputs: { modelPath, dataPath, dataRoots: dataRoots(), samples, engine },
    samples: firstSamples,
    memory: parseMemory(`${names.section}.${names.memory}`, memory),
  };
}

/** What data are looked at with. @throws InputError where the setting is no size of memory. */
export function checkRequest(
  modelPath: string,
  { dataPath, labels }: { readonly dataPath: string; readonly labels: string | null },
): CheckRequest {
  const { memory, engine } = readSettings();
  return {
    inputs: { modelPath, dataPath, dataRoots: dataRoots(), samples: null, engine },
    labels,
    memory: parseMemory(`${names.section}.${names.memory}`, memory),
  };
}

/** Random orders tell what the network bears, the others whether selective units matter more together. */
const addedOrders: AnalysisSettings['curves']['orders'] = [
  ...defaultSettings.curves.orders,
  { by: 'selectivity', direction: 'desc' },
  { by: 'selectivity', direction: 'asc' },
];

/** What is asked for to add one measure to an exact result: of the same units, in the same way. */
export function addedAnalysis(measure: MissingMeasure, { settings }: ResultFile): AnalysisSettings {
  const listed = <Name>(name: string, known: readonly Name[]): readonly Name[] => {
    const value = settings[name];
    return Array.isArray(value) ? known.filter((one) => value.includes(one)) : [];
  };
  const asBefore = listed('replacements', replacements);
  const layers = settings['layers'];
  return {
    ...defaultSettings,
    measures: [measureOf(measure)],
    replacements: asBefore.length > 0 ? asBefore : readSettings().replacements,
    layers: Array.isArray(layers) ? layers.map(String) : null,
    seed: settings.seed,
    loss: settings['loss'] !== false,
    curves: { ...defaultSettings.curves, orders: addedOrders },
  };
}

/** What is asked for to have one measure more than usual. */
export function exactAnalysisWith(measure: MissingMeasure): AnalysisSettings {
  const usual = exactAnalysis();
  return { ...usual, measures: [...new Set([...usual.measures, measureOf(measure)])] };
}

/** Selectivity and information are told by one pass over the data. */
function measureOf(measure: MissingMeasure): Measure {
  return measure === 'information' ? 'selectivity' : measure;
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

/** The folder that a model's results go to, within its own workspace folder where it is set so; null is beside the model. */
export function resultsFolderOf(modelPath: string): string | null {
  const set = resultsFolderSet();
  if (set === '' || isAbsolute(set)) return set === '' ? null : set;
  const folder = folderAround(modelPath) ?? vscode.workspace.workspaceFolders?.[0];
  return folder === undefined ? null : join(folder.uri.fsPath, set);
}

/** The folders beside the models that results may be in. */
export function resultsFolders(): readonly string[] {
  const set = resultsFolderSet();
  if (set === '' || isAbsolute(set)) return set === '' ? [] : [set];
  return (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => join(uri.fsPath, set));
}

function resultsFolderSet(): string {
  return vscode.workspace.getConfiguration(names.section).get<string>(names.resultsFolder, '').trim();
}

/** Folders that a descriptor may lead into: the workspace's and the user's. */
export function dataRoots(): string[] {
  const workspace = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.fsPath);
  return [...workspace, ...readSettings().dataFolders];
}
