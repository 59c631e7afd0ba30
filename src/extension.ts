import { ownersLanguage } from './editor/language.js';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { Analyses } from './editor/analyses.js';
import { AnalysisStatus } from './editor/analysisStatus.js';
import { registerTools } from './editor/assistant/registerTools.js';
import { DataChoice } from './editor/dataChoice.js';
import { DescribePanels } from './editor/describe/describePanels.js';
import { registerCodeFeatures } from './editor/codeFeatures.js';
import { commands, contextKeys, describePanelType, panelType, views } from './editor/ids.js';
import { LiveNetworks } from './editor/liveNetworks.js';
import { ModelBadges } from './editor/modelBadges.js';
import { activeFile, ModelCommands, pathOf, type Target } from './editor/modelCommands.js';
import { ModelLibrary } from './editor/modelLibrary.js';
import { standingOf } from './editor/modelStanding.js';
import { OnnxExport } from './editor/onnxExport.js';
import { Outlooks } from './editor/outlooks.js';
import { Panels } from './editor/panels.js';
import { ResultLibrary } from './editor/resultLibrary.js';
import { createSampleWorkspace } from './editor/sampleWorkspace.js';
import { liveRequest } from './editor/settings.js';
import { TreeCommands } from './editor/treeCommands.js';
import { UnitChoices } from './editor/unitChoices.js';
import { isStale, UnitDetails } from './editor/unitDetails.js';
import { UnitSelection } from './editor/unitSelection.js';
import { isFiltered } from './editor/unitOrder.js';
import { UnitTree, type TreeNode, type UnitNode } from './editor/unitTree.js';
import { WorkspaceFiles } from './editor/workspaceFiles.js';
import { forkChild } from './jobs/childProcess.js';
import { JobQueue } from './jobs/jobQueue.js';
import { UnitDetailCache } from './jobs/unitDetailCache.js';

let queue: JobQueue | null = null;

/** Called by VS Code when one of our views, panels or commands is first used. Starts nothing. */
export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel('Unit Importance', { log: true });
  const jobs = new JobQueue({
    workerPath: join(context.extensionPath, 'dist', 'worker.js'),
    fork: (workerPath, role) => forkChild(workerPath, role, ownersLanguage),
  });
  queue = jobs;
  const models = new ModelLibrary(jobs);
  const results = new ResultLibrary(jobs, log);
  const cacheFolder = join(context.globalStorageUri.fsPath, 'shards');
  const analyses = new Analyses(jobs, results, log, cacheFolder);
  const networks = new LiveNetworks({
    open: (request, onRefined) => jobs.openLive(request, onRefined),
    requestOf: liveRequest,
  });
  const cache = new UnitDetailCache(cacheFolder);
  const details = new UnitDetails(networks, cache);
  const selection = new UnitSelection();
  const data = new DataChoice(context.workspaceState);
  const panels = new Panels({
    extension: context.extensionUri,
    results,
    analyses,
    selection,
    networks,
    details,
    outlooks: new Outlooks(models, data),
    measure: (path, measure) => void model.measure(path, measure),
  });
  const describers = new DescribePanels({
    extension: context.extensionUri,
    queue: jobs,
    data,
    analyse: (path, dataPath) => void model.analyseOn(path, dataPath),
  });
  const datasets = new WorkspaceFiles('**/*.dataset.json');
  const choices = new UnitChoices(context.workspaceState);
  const badges = new ModelBadges((path) => standingOf(path, analyses, results));
  const tree = new UnitTree({ models, results, analyses, datasets, choices, badges });
  const view = vscode.window.createTreeView(views.models, {
    treeDataProvider: tree,
    showCollapseAll: true,
    canSelectMany: true,
  });
  const tellChoice = (): void => {
    view.description = choices.words();
    // Who has forgotten a filter would miss what it leaves out.
    view.message = isFiltered(choices.choice)
      ? vscode.l10n.t('Not all units are listed: {0}', choices.filterWords())
      : '';
  };
  tellChoice();
  const selectedNode = () => (view.visible ? view.selection[0] : undefined);
  const ofTree = new TreeCommands(results, panels, () => view.selection);
  const exports = new OnnxExport({
    ...{ models, jobs, log, memory: context.workspaceState, extensionPath: context.extensionPath },
  });
  const model = new ModelCommands({
    exportToOnnx: (path) => exports.run(path),
    reports: { queue: jobs, cache },
    ...{ models, results, analyses, data, panels, describers, selection, selectedNode },
  });

  context.subscriptions.push(
    ...[
      log,
      models,
      results,
      analyses,
      selection,
      panels,
      describers,
      tree,
      view,
      networks,
      datasets,
      choices,
      badges,
    ],
    new AnalysisStatus(analyses),
    registerCodeFeatures({ context, log, models, results, tree, view }),
    registerTools({ queue: jobs, models, results, analyses, data }, log),
    vscode.window.registerFileDecorationProvider(badges),
    choices.onDidChange(tellChoice),
    results.onDidChange(() => {
      void vscode.commands.executeCommand('setContext', contextKeys.measured, results.all().length > 0);
    }),
    results.onDidChange(() =>
      networks.closeWhere((network) => isStale(network, results.of(network.modelPath))),
    ),
    vscode.window.registerWebviewPanelSerializer(panelType, panels),
    vscode.window.registerWebviewPanelSerializer(describePanelType, describers),
    selection.onDidChange(async ({ modelPath, unit }) => {
      if (unit === null) return;
      // A command that a tree item names runs under a name of VS Code's own, which no walkthrough waits for.
      void vscode.commands.executeCommand('setContext', contextKeys.unitSeen, true);
      if (!view.visible) return;
      const node = await tree.find(modelPath, unit);
      // A click in the tree has selected its item already.
      if (node && !isSelected(node, view.selection[0]))
        await view.reveal(node, { select: true, focus: false });
    }),
    vscode.commands.registerCommand(commands.analyse, (target: Target, second: unknown) =>
      model.analyse(target, second),
    ),
    vscode.commands.registerCommand(commands.quickLook, (target: Target, second: unknown) =>
      model.quickLook(target, second),
    ),
    vscode.commands.registerCommand(commands.refine, (target: Target) => model.refine(target)),
    vscode.commands.registerCommand(commands.chooseDataset, (target: Target) => model.chooseDataset(target)),
    vscode.commands.registerCommand(commands.describeData, (target: Target) => model.describeData(target)),
    vscode.commands.registerCommand(commands.openResult, (target: Target) => model.openResult(target)),
    vscode.commands.registerCommand(commands.report, (target: Target) => model.report(target)),
    vscode.commands.registerCommand(commands.cancel, (target: Target) => model.cancel(target)),
    vscode.commands.registerCommand(commands.selectUnit, (path: string, unit: number) =>
      model.selectUnit(path, unit),
    ),
    vscode.commands.registerCommand(commands.sortUnits, () => choices.askForSort()),
    vscode.commands.registerCommand(commands.filterUnits, () => choices.askForFilter()),
    vscode.commands.registerCommand(commands.clearFilter, () => choices.change({ kind: 'all', name: '' })),
    vscode.commands.registerCommand(commands.compare, (node?: TreeNode, all?: readonly TreeNode[]) =>
      ofTree.compare(node, all),
    ),
    vscode.commands.registerCommand(commands.openFile, (node: TreeNode) => ofTree.openFile(node)),
    vscode.commands.registerCommand(commands.revealFile, (node: TreeNode) => ofTree.revealFile(node)),
    vscode.commands.registerCommand(commands.deleteResult, (node: TreeNode, all?: readonly TreeNode[]) =>
      ofTree.deleteResult(node, all),
    ),
    vscode.commands.registerCommand(commands.exportToOnnx, (target: Target) =>
      exports.run(pathOf(target ?? selectedNode()) ?? activeFile()),
    ),
    vscode.commands.registerCommand(commands.createSample, () => createSampleWorkspace(context.extensionUri)),
    vscode.commands.registerCommand(commands.showLog, () => log.show()),
  );
}

function isSelected(node: UnitNode, selected: TreeNode | undefined): boolean {
  return selected?.kind === 'unit' && selected.layer === node.layer && selected.index === node.index;
}

/** Ends every child process before the extension goes. */
export async function deactivate(): Promise<void> {
  await queue?.dispose();
}
