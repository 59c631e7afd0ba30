import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { LayerSummary as ModelLayer } from '../jobs/protocol.js';
import type { Analyses } from './analyses.js';
import { commands, treeItems } from './ids.js';
import type { ModelLibrary } from './modelLibrary.js';
import { precisionOf } from '../results/derive/exactness.js';
import { digestOf } from './resultDigest.js';
import type { ResultLibrary, StoredResult } from './resultLibrary.js';
import { UnhurriedPaths } from './unhurriedPaths.js';
import { layerWords, resultWords, unitWords } from './unitWords.js';

/** What stands in the tree: models, their layers, the layers' units; and why a model can't be read. */
export type TreeNode = ModelNode | LayerNode | UnitNode | ProblemNode;

export interface ModelNode {
  readonly kind: 'model';
  readonly path: string;
}

export interface LayerNode {
  readonly kind: 'layer';
  readonly model: ModelNode;
  readonly layer: ModelLayer;
  /** Flat index of the layer's first unit. */
  readonly firstUnit: number;
}

export interface UnitNode {
  readonly kind: 'unit';
  readonly layer: LayerNode;
  /** Index within the layer. */
  readonly index: number;
}

interface ProblemNode {
  readonly kind: 'problem';
  readonly model: ModelNode;
  readonly sentence: string;
}

/** The tree of models, layers and units; a layer's units are made when it is opened. */
export class UnitTree implements vscode.TreeDataProvider<TreeNode>, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<TreeNode | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #models = new Map<string, ModelNode>();
  readonly #layers = new Map<string, readonly LayerNode[]>();
  readonly #growing = new UnhurriedPaths((path) => this.#changed.fire(this.#models.get(path)));
  readonly #subscriptions: vscode.Disposable[];

  constructor(
    private readonly models: ModelLibrary,
    private readonly results: ResultLibrary,
    private readonly analyses: Analyses,
  ) {
    const running = new Set<string>();
    this.#subscriptions = [
      models.onDidChange((path) => {
        if (path === null) this.#layers.clear();
        else this.#layers.delete(path);
        this.#changed.fire(undefined);
      }),
      results.onDidChange(() => this.#changed.fire(undefined)),
      results.onDidGrow((path) => this.#growing.add(path)),
      analyses.onDidChange((path) => {
        // Progress comes often; the tree only shows whether there is any.
        if (analyses.isRunning(path) === running.has(path)) return;
        if (!running.delete(path)) running.add(path);
        this.#changed.fire(this.#models.get(path));
      }),
    ];
  }

  async getChildren(node?: TreeNode): Promise<TreeNode[]> {
    if (!node) {
      const paths = await this.models.paths();
      void this.results.find();
      return paths.map((path) => this.#model(path));
    }
    if (node.kind === 'model') return this.#children(node);
    return node.kind === 'layer' ? this.#units(node) : [];
  }

  getParent(node: TreeNode): TreeNode | undefined {
    if (node.kind === 'unit') return node.layer;
    return node.kind === 'model' ? undefined : node.model;
  }

  getTreeItem(node: TreeNode): vscode.TreeItem {
    switch (node.kind) {
      case 'model':
        return this.#modelItem(node);
      case 'layer':
        return this.#layerItem(node);
      case 'unit':
        return this.#unitItem(node);
      case 'problem':
        return this.#problemItem(node);
    }
  }

  /** The node of a unit, by its flat index; null where the model's layers are not known yet. */
  async find(modelPath: string, flatUnit: number): Promise<UnitNode | null> {
    const layers = await this.#layersOf(this.#model(modelPath)).catch(() => []);
    const layer = layers.findLast(({ firstUnit }) => firstUnit <= flatUnit);
    if (!layer || flatUnit >= layer.firstUnit + layer.layer.unitCount) return null;
    return this.#unit(layer, flatUnit - layer.firstUnit);
  }

  /** The node of a layer, by its id; null where the model has none of that name. */
  async findLayer(modelPath: string, id: string): Promise<LayerNode | null> {
    const layers = await this.#layersOf(this.#model(modelPath)).catch(() => []);
    return layers.find(({ layer }) => layer.id === id) ?? null;
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#growing.dispose();
    this.#changed.dispose();
  }

  #model(path: string): ModelNode {
    let node = this.#models.get(path);
    if (!node) {
      node = { kind: 'model', path };
      this.#models.set(path, node);
    }
    return node;
  }

  async #children(model: ModelNode): Promise<TreeNode[]> {
    try {
      return [...(await this.#layersOf(model))];
    } catch (error) {
      const sentence = error instanceof Error ? error.message : String(error);
      return [{ kind: 'problem', model, sentence }];
    }
  }

  async #layersOf(model: ModelNode): Promise<readonly LayerNode[]> {
    const known = this.#layers.get(model.path);
    if (known) return known;
    const { layers } = await this.models.summary(model.path);
    let firstUnit = 0;
    const nodes = layers.map((layer): LayerNode => {
      const node: LayerNode = { kind: 'layer', model, layer, firstUnit };
      firstUnit += layer.unitCount;
      return node;
    });
    this.#layers.set(model.path, nodes);
    return nodes;
  }

  /** Units by samples lost once they are measured, ties to the lower index; before that in order. */
  #units(layer: LayerNode): UnitNode[] {
    const shown = this.#measured(layer);
    const nodes = Array.from({ length: layer.layer.unitCount }, (_, index) => this.#unit(layer, index));
    if (!shown) return nodes;
    const { units } = digestOf(shown.result);
    const lost = (node: UnitNode) => {
      return units.get(layer.firstUnit + node.index)?.lost?.count ?? -Infinity;
    };
    return nodes.sort((a, b) => lost(b) - lost(a) || a.index - b.index);
  }

  #unit(layer: LayerNode, index: number): UnitNode {
    return { kind: 'unit', layer, index };
  }

  /** The result to show of a layer; null where there is none, or the model has other layers by now. */
  #measured({ model, layer }: LayerNode): StoredResult | null {
    const shown = this.results.shown(model.path);
    const measured = shown?.result.layers.find(({ id }) => id === layer.id);
    return shown && measured?.unitCount === layer.unitCount ? shown : null;
  }

  #modelItem(node: ModelNode): vscode.TreeItem {
    const running = this.analyses.isRunning(node.path);
    const shown = this.results.shown(node.path);
    const words = shown ? resultWords(shown.result, shown.freshness) : { description: '', tooltip: [] };
    const isStale =
      shown !== null && !['upToDate', 'checking', 'measuring', 'unfinished'].includes(shown.freshness);
    const item = new vscode.TreeItem(basename(node.path), vscode.TreeItemCollapsibleState.Collapsed);
    item.id = node.path;
    item.resourceUri = vscode.Uri.file(node.path);
    const isEstimate = shown !== null && precisionOf(shown.result) !== null;
    item.contextValue = running
      ? treeItems.runningModel
      : isEstimate
        ? treeItems.estimatedModel
        : treeItems.model;
    item.iconPath = running
      ? new vscode.ThemeIcon('loading~spin')
      : isStale
        ? new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'))
        : new vscode.ThemeIcon('circuit-board');
    item.description = running ? measuringWords(shown) : words.description;
    item.tooltip = [vscode.workspace.asRelativePath(node.path), ...words.tooltip].join('\n');
    return item;
  }

  #layerItem(node: LayerNode): vscode.TreeItem {
    const { layer } = node;
    const shown = this.#measured(node);
    const summary = shown ? (digestOf(shown.result).layers.get(layer.id) ?? null) : null;
    const words = layerWords(layer, summary, shown?.result ?? null);
    const item = new vscode.TreeItem(layer.id, vscode.TreeItemCollapsibleState.Collapsed);
    item.id = `${node.model.path}#${layer.id}`;
    item.contextValue = treeItems.layer;
    item.iconPath = new vscode.ThemeIcon(layerIcon(layer.kind));
    item.description = words.description;
    item.tooltip = [layer.id, ...words.tooltip].join('\n');
    return item;
  }

  #unitItem(node: UnitNode): vscode.TreeItem {
    const { layer, index } = node;
    const { model } = layer;
    const flat = layer.firstUnit + index;
    const name = `${layer.layer.id}[${index}]`;
    const shown = this.#measured(layer);
    const row = shown ? digestOf(shown.result).units.get(flat) : undefined;
    const item = new vscode.TreeItem(name);
    item.id = `${model.path}#${name}`;
    item.contextValue = treeItems.unit;
    item.command = {
      command: commands.selectUnit,
      title: vscode.l10n.t('Show Unit'),
      arguments: [model.path, flat],
    };
    item.iconPath = new vscode.ThemeIcon(
      row?.dead ? 'circle-slash' : row?.beyondChance ? 'circle-filled' : 'circle-outline',
    );
    if (shown && row) {
      const words = unitWords(row, shown.result);
      item.description = words.description;
      item.tooltip = [name, ...words.tooltip].join('\n');
    }
    return item;
  }

  #problemItem({ model, sentence }: ProblemNode): vscode.TreeItem {
    const item = new vscode.TreeItem(sentence);
    item.id = `${model.path}#problem`;
    item.iconPath = new vscode.ThemeIcon('warning');
    item.tooltip = sentence;
    return item;
  }
}

/** `measuring`, and how far it has come where numbers are shown already: `measuring · 4,096 of 60,000 images` */
function measuringWords(shown: StoredResult | null): string {
  const measuring = vscode.l10n.t('measuring');
  const soFar = shown?.freshness === 'measuring' ? digestOf(shown.result).soFar : null;
  return soFar === null ? measuring : `${measuring} · ${soFar}`;
}

function layerIcon(kind: ModelLayer['kind']): string {
  switch (kind) {
    case 'conv':
      return 'layers';
    case 'residual':
      return 'git-merge';
    default:
      return 'symbol-array';
  }
}
