import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { Analyses } from './analyses.js';
import type { ModelBadges } from './modelBadges.js';
import { isWeightsPath, type ModelLibrary } from './modelLibrary.js';
import { standingOf, type ModelStanding } from './modelStanding.js';
import { digestOf } from './resultDigest.js';
import type { ResultLibrary, StoredResult } from './resultLibrary.js';
import {
  datasetItem,
  layerItem,
  modelItem,
  noteItem,
  resultItem,
  shelfItem,
  unitGroupItem,
  unitItem,
  unitTooltip,
} from './treeItems.js';
export type { LayerNode, TreeNode, UnitNode } from './treeNodes.js';
import {
  modelOf,
  type LayerNode,
  type ModelNode,
  type ShelfNode,
  type TreeNode,
  type UnitGroupNode,
  type UnitNode,
} from './treeNodes.js';
import { UnhurriedPaths } from './unhurriedPaths.js';
import type { UnitChoices } from './unitChoices.js';
import { isFiltered, listedUnits, unitGroups } from './unitOrder.js';
import { weightLayerItem, weightLayerTooltip, weightsItem } from './weightItems.js';
import type { WorkspaceFiles } from './workspaceFiles.js';
import { nameInWorkspace } from './workspacePlaces.js';

export interface TreeServices {
  readonly models: ModelLibrary;
  readonly results: ResultLibrary;
  readonly analyses: Analyses;
  /** Descriptors. */
  readonly datasets: WorkspaceFiles;
  readonly choices: UnitChoices;
  readonly badges: ModelBadges;
}

/** The tree of models, their layers and units, data sets and results; what is in a node is made when it is opened. */
export class UnitTree implements vscode.TreeDataProvider<TreeNode>, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<TreeNode | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #models = new Map<string, ModelNode>();
  readonly #layers = new Map<string, readonly LayerNode[]>();
  /** File names that several models have. */
  #sharedNames = new Set<string>();
  readonly #standings = new Map<string, ModelStanding>();
  readonly #growing = new UnhurriedPaths((path) => this.#changed.fire(this.#models.get(path)));
  readonly #subscriptions: vscode.Disposable[];

  constructor(private readonly services: TreeServices) {
    const { models, results, analyses, datasets, choices, badges } = services;
    this.#subscriptions = [
      models.onDidChange((path) => {
        if (path === null) this.#layers.clear();
        else this.#layers.delete(path);
        this.#changed.fire(undefined);
      }),
      results.onDidChange(() => {
        badges.refresh();
        this.#changed.fire(undefined);
      }),
      results.onDidGrow((path) => this.#growing.add(path)),
      datasets.onNews(({ what }) => {
        if (what !== 'changed') this.#changed.fire(undefined);
      }),
      choices.onDidChange(() => this.#changed.fire(undefined)),
      analyses.onDidChange((path) => {
        // Progress comes often; the tree only shows whether there is any.
        const standing = standingOf(path, analyses, results);
        if (standing === this.#standings.get(path)) return;
        this.#standings.set(path, standing);
        badges.refresh(path);
        this.#changed.fire(this.#models.get(path));
      }),
    ];
  }

  async getChildren(node?: TreeNode): Promise<TreeNode[]> {
    switch (node?.kind) {
      case undefined:
        return this.#roots();
      case 'model':
        return [...(await this.#shownLayers(node)), ...(await this.#shelves(node))];
      case 'layer':
        return this.#unitsOrGroups(node);
      case 'unitGroup':
        return this.#listed(node.layer)
          .slice(node.begin, node.end)
          .map((index) => unitNode(node.layer, index));
      case 'shelf': {
        const kind = node.holds === 'datasets' ? 'dataset' : 'result';
        return node.files.map((path) => ({ kind, model: node.model, path, shelf: node }));
      }
      default:
        return [];
    }
  }

  getParent(node: TreeNode): TreeNode | undefined {
    switch (node.kind) {
      case 'model':
        return undefined;
      case 'unit':
        return this.#groupOf(node) ?? node.layer;
      case 'unitGroup':
        return node.layer;
      case 'dataset':
      case 'result':
        return node.shelf;
      default:
        return modelOf(node);
    }
  }

  getTreeItem(node: TreeNode): vscode.TreeItem {
    const { results } = this.services;
    switch (node.kind) {
      case 'model':
        return this.#modelItem(node);
      case 'weightLayer':
        return weightLayerItem(node);
      case 'layer':
        return layerItem(node, this.#measured(node));
      case 'unitGroup':
        return unitGroupItem(node, this.#listed(node.layer).slice(node.begin, node.end));
      case 'unit':
        return unitItem(node, this.#measured(node.layer));
      case 'shelf':
        return shelfItem(node);
      case 'dataset':
        return datasetItem(
          node,
          results.of(node.model.path).filter(({ dataPath }) => dataPath === node.path),
        );
      case 'result': {
        const stored = results.get(node.path);
        const isShown = results.shown(node.model.path)?.path === node.path;
        // It may have gone since the shelf was opened, of which the tree is told next.
        return stored ? resultItem(node, stored, isShown) : new vscode.TreeItem(basename(node.path));
      }
      case 'note':
        return noteItem(node);
    }
  }

  async resolveTreeItem(item: vscode.TreeItem, node: TreeNode): Promise<vscode.TreeItem> {
    if (node.kind === 'weightLayer') {
      // Of a file that has changed since, the words that are there stay.
      const { models } = this.services;
      const statistics = await models.weightStatistics(node.model.path, node.layer.id).catch(() => null);
      if (statistics) item.tooltip = weightLayerTooltip(node, statistics);
    }
    if (node.kind === 'unit') item.tooltip = unitTooltip(node, this.#measured(node.layer));
    return item;
  }

  /** The node of a unit, by its flat index; null where the model's layers are not known yet, or the unit is not listed. */
  async find(modelPath: string, flatUnit: number): Promise<UnitNode | null> {
    const layers = await this.#layersOf(this.#model(modelPath)).catch(() => []);
    const layer = layers.findLast(({ firstUnit }) => firstUnit <= flatUnit);
    if (!layer || flatUnit >= layer.firstUnit + layer.layer.unitCount) return null;
    const index = flatUnit - layer.firstUnit;
    return this.#listed(layer).includes(index) ? unitNode(layer, index) : null;
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

  async #roots(): Promise<TreeNode[]> {
    const paths = await this.services.models.paths();
    void this.services.results.find();
    const names = paths.map((path) => basename(path));
    this.#sharedNames = new Set(names.filter((name, i) => names.indexOf(name) !== i));
    return paths.map((path) => this.#model(path));
  }

  #model(path: string): ModelNode {
    let node = this.#models.get(path);
    if (!node) {
      node = { kind: 'model', path };
      this.#models.set(path, node);
    }
    return node;
  }

  #modelItem(node: ModelNode): vscode.TreeItem {
    const { results, analyses } = this.services;
    const name = basename(node.path);
    if (isWeightsPath(node.path)) {
      return weightsItem(node, this.#sharedNames.has(name) ? nameInWorkspace(node.path) : name);
    }
    const notice = analyses.notice(node.path);
    return modelItem(
      node,
      this.#sharedNames.has(name) ? nameInWorkspace(node.path) : name,
      results.shown(node.path),
      standingOf(node.path, analyses, results),
      notice?.severity === 'error' ? notice.text : null,
    );
  }

  /** The layers that have units to list; a sentence where there are none. */
  async #shownLayers(model: ModelNode): Promise<TreeNode[]> {
    let layers: readonly LayerNode[];
    try {
      const { weights } = await this.services.models.summary(model.path);
      if (weights) {
        const note: TreeNode = { kind: 'note', model, severity: 'info', sentence: weights.explanation };
        return [note, ...weights.layers.map((layer): TreeNode => ({ kind: 'weightLayer', model, layer }))];
      }
      layers = await this.#layersOf(model);
    } catch (error) {
      const sentence = error instanceof Error ? error.message : String(error);
      return [{ kind: 'note', model, severity: 'warning', sentence }];
    }
    if (!isFiltered(this.services.choices.choice)) return [...layers];
    const shown = layers.filter((layer) => this.#listed(layer).length > 0);
    if (shown.length > 0) return shown;
    const sentence =
      this.services.choices.choice.kind !== 'all' && this.services.results.shown(model.path) === null
        ? vscode.l10n.t('No unit is listed: the model is not measured, and the filter asks for more.')
        : vscode.l10n.t('No unit is listed: the filter fits none.');
    return [{ kind: 'note', model, severity: 'info', sentence }];
  }

  async #layersOf(model: ModelNode): Promise<readonly LayerNode[]> {
    const known = this.#layers.get(model.path);
    if (known) return known;
    const { layers } = await this.services.models.summary(model.path);
    let firstUnit = 0;
    const nodes = layers.map((layer): LayerNode => {
      const node: LayerNode = { kind: 'layer', model, layer, firstUnit };
      firstUnit += layer.unitCount;
      return node;
    });
    this.#layers.set(model.path, nodes);
    return nodes;
  }

  async #shelves(model: ModelNode): Promise<ShelfNode[]> {
    if (isWeightsPath(model.path)) return [];
    const { datasets, results } = this.services;
    const shelves: ShelfNode[] = [
      { kind: 'shelf', model, holds: 'datasets', files: await datasets.paths() },
      { kind: 'shelf', model, holds: 'results', files: results.of(model.path).map(({ path }) => path) },
    ];
    return shelves.filter(({ files }) => files.length > 0);
  }

  /** Indexes of a layer's units as they are listed. */
  #listed(layer: LayerNode): number[] {
    const { choice } = this.services.choices;
    const shown = this.#measured(layer);
    const units = shown ? digestOf(shown.result).units : null;
    const { id, unitCount } = layer.layer;
    return listedUnits(id, unitCount, (index) => units?.get(layer.firstUnit + index), choice);
  }

  #unitsOrGroups(layer: LayerNode): (UnitNode | UnitGroupNode)[] {
    const indexes = this.#listed(layer);
    const groups = unitGroups(indexes.length);
    if (groups.length === 0) return indexes.map((index) => unitNode(layer, index));
    return groups.map(([begin, end]) => ({ kind: 'unitGroup', layer, begin, end }));
  }

  #groupOf({ layer, index }: UnitNode): UnitGroupNode | null {
    const indexes = this.#listed(layer);
    const place = indexes.indexOf(index);
    const group = unitGroups(indexes.length).find(([begin, end]) => begin <= place && place < end);
    return group ? { kind: 'unitGroup', layer, begin: group[0], end: group[1] } : null;
  }

  /** The result to show of a layer; null where there is none, or the model has other layers by now. */
  #measured({ model, layer }: LayerNode): StoredResult | null {
    const shown = this.services.results.shown(model.path);
    const measured = shown?.result.layers.find(({ id }) => id === layer.id);
    return shown && measured?.unitCount === layer.unitCount ? shown : null;
  }
}

function unitNode(layer: LayerNode, index: number): UnitNode {
  return { kind: 'unit', layer, index };
}
