import * as vscode from 'vscode';
import { CodeLayers } from './codeLayers.js';
import { revealCode } from './codeReveal.js';
import { commands } from './ids.js';
import { LayerHover } from './layerHover.js';
import { LayerHints, LayerMarks } from './layerMarks.js';
import { ModelLenses } from './modelLenses.js';
import type { ModelLibrary } from './modelLibrary.js';
import type { ResultLibrary } from './resultLibrary.js';
import { selector, SourceFiles } from './sourceFiles.js';
import { SourceTies } from './sourceTies.js';
import type { TreeNode, UnitTree } from './unitTree.js';

/** What the features beside the code are made of, handed in by the extension. */
export interface CodeServices {
  readonly context: vscode.ExtensionContext;
  readonly log: vscode.LogOutputChannel;
  readonly models: ModelLibrary;
  readonly results: ResultLibrary;
  readonly tree: UnitTree;
  readonly view: vscode.TreeView<TreeNode>;
}

/** Hovers, lenses, hints and marks beside the code, and the ways between code and tree. */
export function registerCodeFeatures({
  context,
  log,
  models,
  results,
  tree,
  view,
}: CodeServices): vscode.Disposable {
  const files = new SourceFiles(context.extensionPath, log);
  const ties = new SourceTies(models, results, context.workspaceState);
  const layers = new CodeLayers(files, ties, results);
  const lenses = new ModelLenses(files, layers, ties, results);
  const { languages, commands: registry } = vscode;

  const tieModel = async (file?: vscode.Uri, name?: string, modelPath?: string): Promise<void> => {
    const document = vscode.window.activeTextEditor?.document;
    if (!file && document) await files.models(document);
    const known = files.all().filter((each) => !file || each.file.toString() === file.toString());
    const inDocument = document ? (files.known(document) ?? []) : [];
    const source = file
      ? known.find(({ model }) => name === undefined || model.name === name)
      : (inDocument.find(({ model }) => !model.isPart) ?? inDocument[0]);
    if (!source) {
      void vscode.window.showInformationMessage(
        vscode.l10n.t('No network is defined here; open the code that defines one.'),
      );
      return;
    }
    if (modelPath === undefined) await ties.choose(source);
    else await ties.remember(source, modelPath);
  };
  const revealFromTree = async (node?: TreeNode | vscode.Uri, unit?: number): Promise<void> => {
    if (node instanceof vscode.Uri) {
      const found = unit === undefined ? null : await tree.find(node.fsPath, unit);
      if (found) await revealCode(files, ties, found.layer.model.path, found.layer.layer.id);
      return;
    }
    const chosen = node ?? view.selection[0];
    const layer = chosen?.kind === 'unit' ? chosen.layer : chosen;
    if (layer?.kind === 'layer') await revealCode(files, ties, layer.model.path, layer.layer.id);
  };
  const revealInTree = async (modelPath: string, layer: string): Promise<void> => {
    const node = await tree.findLayer(modelPath, layer);
    if (node) await view.reveal(node, { select: true, focus: false, expand: true });
  };
  return vscode.Disposable.from(
    ...[files, ties, layers, lenses, new LayerMarks(layers)],
    languages.registerHoverProvider(selector, new LayerHover(files, layers)),
    languages.registerCodeLensProvider(selector, lenses),
    languages.registerInlayHintsProvider(selector, new LayerHints(files, layers)),
    registry.registerCommand(commands.tieModel, tieModel),
    registry.registerCommand(commands.revealCode, revealFromTree),
    registry.registerCommand(commands.revealLayer, revealInTree),
  );
}
