import { basename } from 'node:path';
import * as vscode from 'vscode';
import { precisionOf } from '../results/derive/exactness.js';
import type { Analyses, AnalysisKind } from './analyses.js';
import { folderOf, type DataChoice } from './dataChoice.js';
import type { DescribePanels } from './describe/describePanels.js';
import type { MissingMeasure } from './messages.js';
import { isWeightsPath, type ModelLibrary } from './modelLibrary.js';
import type { Panels } from './panels.js';
import { saveReport, type ReportServices } from './saveReport.js';
import type { ResultLibrary, StoredResult } from './resultLibrary.js';
import type { UnitSelection } from './unitSelection.js';
import { fileOf, modelOf, type TreeNode } from './treeNodes.js';

/** What commands may be called on: a file of the explorer, an item of the tree, nothing in the palette. */
export type Target = vscode.Uri | TreeNode | undefined;

export interface CommandServices {
  readonly reports: ReportServices;
  readonly models: ModelLibrary;
  readonly results: ResultLibrary;
  readonly analyses: Analyses;
  readonly data: DataChoice;
  readonly panels: Panels;
  readonly describers: DescribePanels;
  readonly selection: UnitSelection;
  /** Makes an ONNX file of a file of weights. */
  readonly exportToOnnx: (weightsPath: string) => Promise<void>;
  /** What is selected in the tree. */
  readonly selectedNode: () => TreeNode | undefined;
}

/** What the commands do that concern a model. */
export class ModelCommands {
  constructor(private readonly services: CommandServices) {}

  /** Analyses a model, on data that is asked for unless the last choice shall do. */
  async analyse(target: Target, options?: unknown): Promise<void> {
    const asked = await this.#modelAndData(target, options);
    if (asked) await this.#run(asked.modelPath, asked.dataPath, 'exact');
  }

  /** Estimates what each unit costs from a part of the data. An exact result is not given up unasked. */
  async quickLook(target: Target, options?: unknown): Promise<void> {
    const asked = await this.#modelAndData(target, options);
    if (!asked) return;
    const { modelPath, dataPath } = asked;
    const { analyses, results, panels } = this.services;
    await results.find();
    const stored = analyses.exactResult(modelPath, dataPath);
    if (stored) {
      const show = vscode.l10n.t('Show It');
      const replace = vscode.l10n.t('Replace It');
      const text = vscode.l10n.t(
        '{0} has an exact result on this data; a quick look would replace it by an estimate.',
        basename(modelPath),
      );
      const choice = await vscode.window.showInformationMessage(text, show, replace);
      if (choice === show) {
        results.choose(stored.path);
        panels.show(modelPath);
      }
      if (choice !== replace) return;
    }
    await this.#run(modelPath, dataPath, 'quickLook');
  }

  /** Makes a model's estimate exact, on the same data. */
  async refine(target: Target): Promise<void> {
    const { results } = this.services;
    await results.find();
    const modelPath = await this.#model(target);
    if (modelPath === null) return;
    const isEstimate = (stored: StoredResult): boolean => precisionOf(stored.result) !== null;
    const shown = results.shown(modelPath);
    const estimate = shown && isEstimate(shown) ? shown : results.of(modelPath).find(isEstimate);
    if (estimate) {
      await this.#run(modelPath, estimate.dataPath, 'exact');
      return;
    }
    const look = vscode.l10n.t('Quick Look');
    const text = vscode.l10n.t('{0} has no estimate that could be refined.', basename(modelPath));
    if ((await vscode.window.showInformationMessage(text, look)) === look) {
      await this.quickLook(vscode.Uri.file(modelPath));
    }
  }

  /** Adds a measure to the result that a model's panel shows. */
  async measure(modelPath: string, measure: MissingMeasure): Promise<void> {
    const to = this.services.results.shown(modelPath);
    if (to) await this.#run(modelPath, to.dataPath, { measure, to });
  }

  async chooseDataset(target: Target): Promise<void> {
    const modelPath = await this.#model(target);
    if (modelPath === null || (await this.#isForExport(modelPath))) return;
    const dataPath = await this.services.data.ask(modelPath);
    if (dataPath !== null) await this.#run(modelPath, dataPath, 'exact');
  }

  /** Opens the panel in which data are described: those that it is called on, or that are asked for. */
  async describeData(target: Target): Promise<void> {
    const { describers, data } = this.services;
    const named = target instanceof vscode.Uri && !isModelName(target.fsPath) ? target.fsPath : null;
    const node = target === undefined || target instanceof vscode.Uri ? null : target;
    const dataPath = named ?? (node?.kind === 'dataset' ? node.path : null);
    const modelPath = named === null ? await this.#model(target) : await this.#model(undefined);
    if (modelPath === null) return;
    describers.show(modelPath, dataPath);
    if (dataPath !== null) return;
    const picked = await data.pick(modelPath);
    if (picked !== null) describers.show(modelPath, picked);
  }

  /** Analyses a model on data that are known. */
  analyseOn(modelPath: string, dataPath: string): Promise<void> {
    return this.#run(modelPath, dataPath, 'exact');
  }

  cancel(target: Target): void {
    const modelPath = modelPathOf(target);
    this.services.analyses.cancel(modelPath ?? undefined);
  }

  /** Shows a result file, or a model's results, in the model's panel. */
  async openResult(target: Target): Promise<void> {
    const { results, panels } = this.services;
    const path = pathOf(target ?? this.services.selectedNode()) ?? activeFile();
    if (path?.endsWith('.importance.json') !== true) {
      const modelPath = path ?? (await this.#model(target));
      if (modelPath === null) return;
      await results.find();
      panels.show(modelPath);
      return;
    }
    try {
      const stored = results.get(path) ?? (await results.add(path));
      results.choose(path);
      panels.show(stored.modelPath);
    } catch (error) {
      void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
    }
  }

  /** Writes what is shown of a model, or a result file, as a page of its own, where the reader says. */
  async report(target: Target): Promise<void> {
    const { results } = this.services;
    await results.find();
    const path = pathOf(target ?? this.services.selectedNode()) ?? activeFile();
    if (path?.endsWith('.importance.json') === true) {
      const stored = results.get(path) ?? (await results.add(path).catch(tellWhy));
      if (stored) await saveReport(stored, this.services.reports);
      return;
    }
    const modelPath = await this.#model(target);
    if (modelPath === null) return;
    const shown = results.shown(modelPath);
    if (shown) {
      await saveReport(shown, this.services.reports);
      return;
    }
    const analyse = vscode.l10n.t('Analyse');
    const text = vscode.l10n.t('{0} has no result that a report could be of.', basename(modelPath));
    if ((await vscode.window.showInformationMessage(text, analyse)) === analyse) {
      await this.analyse(vscode.Uri.file(modelPath));
    }
  }

  selectUnit(modelPath: string, unit: number): void {
    const { results, panels, selection } = this.services;
    selection.select(modelPath, unit);
    if (results.shown(modelPath)) panels.show(modelPath);
  }

  async #run(modelPath: string, dataPath: string, kind: AnalysisKind): Promise<void> {
    const { analyses, panels, results } = this.services;
    if (analyses.isRunning(modelPath)) {
      const stop = vscode.l10n.t('Cancel It');
      const text = vscode.l10n.t('{0} is being measured already.', basename(modelPath));
      if ((await vscode.window.showInformationMessage(text, stop)) === stop) analyses.cancel(modelPath);
      return;
    }
    await results.find();
    panels.show(modelPath);
    const remedy = await analyses.run(modelPath, dataPath, kind);
    if (remedy === 'again') await this.#run(modelPath, dataPath, kind);
    if (remedy !== 'chooseData') return;
    const other = await this.services.data.ask(modelPath);
    // A result of other data holds nothing that a measure could be added to.
    if (other !== null) await this.#run(modelPath, other, kind === 'quickLook' ? kind : 'exact');
  }

  /** A model, and data that are asked for unless the last choice shall do; null where none was chosen. */
  async #modelAndData(
    target: Target,
    options: unknown,
  ): Promise<{ readonly modelPath: string; readonly dataPath: string } | null> {
    const modelPath = await this.#model(target);
    if (modelPath === null || (await this.#isForExport(modelPath))) return null;
    if (target !== undefined && !(target instanceof vscode.Uri) && target.kind === 'dataset') {
      await this.services.data.remember(modelPath, target.path);
      return { modelPath, dataPath: target.path };
    }
    const asks = (options as { readonly askForData?: boolean } | undefined)?.askForData !== false;
    const dataPath = (asks ? null : this.#lastData(modelPath)) ?? (await this.services.data.ask(modelPath));
    return dataPath === null ? null : { modelPath, dataPath };
  }

  /** Whether a file has no network to measure: what it holds is told, and the export offered. */
  async #isForExport(modelPath: string): Promise<boolean> {
    if (!isWeightsPath(modelPath)) return false;
    const summary = await this.services.models.summary(modelPath).catch(tellWhy);
    if (summary === null) return true;
    if (!summary.weights) return false;
    const exportIt = vscode.l10n.t('Export to ONNX…');
    const choices = vscode.workspace.isTrusted ? [exportIt] : [];
    const choice = await vscode.window.showErrorMessage(summary.weights.explanation, ...choices);
    if (choice === exportIt) await this.services.exportToOnnx(modelPath);
    return true;
  }

  #lastData(modelPath: string): string | null {
    return this.services.results.shown(modelPath)?.dataPath ?? this.services.data.last(modelPath);
  }

  async #model(target: Target): Promise<string | null> {
    const named = modelPathOf(target ?? this.services.selectedNode());
    if (named !== null) return named;
    const active = activeFile();
    if (active !== null && isModelName(active)) return active;
    const paths = (await this.services.models.paths()).filter((path) => !isWeightsPath(path));
    if (paths.length === 0) {
      void vscode.window.showInformationMessage(
        vscode.l10n.t(
          'This workspace has no model to measure; open a folder with a model file, such as .onnx or .keras.',
        ),
      );
      return null;
    }
    if (paths.length === 1) return paths[0];
    const items = paths.map((path) => {
      return { label: basename(path), description: folderOf(path), path };
    });
    const picked = await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Which model?') });
    return picked?.path ?? null;
  }
}

/** Whether a file's name is one of a model. */
function isModelName(path: string): boolean {
  return /\.(?:onnx|keras|h5)$|[\\/]model\.json$/.test(path);
}

/** Says why something could not be done, which is then left. */
function tellWhy(error: unknown): null {
  void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
  return null;
}

/** The file that a command was called on: a model's, or a result's. */
export function pathOf(target: Target): string | null {
  if (target === undefined) return null;
  if (target instanceof vscode.Uri) return target.fsPath;
  return target.kind === 'result' ? fileOf(target) : modelOf(target).path;
}

function modelPathOf(target: Target): string | null {
  return target === undefined || target instanceof vscode.Uri ? pathOf(target) : modelOf(target).path;
}

export function activeFile(): string | null {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  return input instanceof vscode.TabInputText || input instanceof vscode.TabInputCustom
    ? input.uri.fsPath
    : null;
}
