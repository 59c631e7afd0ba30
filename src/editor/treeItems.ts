import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { LayerSummary as ModelLayer } from '../jobs/protocol.js';
import { precisionOf } from '../results/derive/exactness.js';
import { formatCounted } from '../results/derive/numberFormat.js';
import type { UnitRow } from '../results/derive/unitRows.js';
import { colours, commands, treeItems } from './ids.js';
import { treeUri } from './modelBadges.js';
import { isStaleResult, type ModelStanding } from './modelStanding.js';
import { digestOf } from './resultDigest.js';
import type { StoredResult } from './resultLibrary.js';
import type {
  DatasetNode,
  LayerNode,
  ModelNode,
  NoteNode,
  ResultNode,
  ShelfNode,
  UnitGroupNode,
  UnitNode,
} from './treeNodes.js';
import { costStep } from './unitOrder.js';
import { layerWords, resultWords, unitWords } from './unitWords.js';
import { nameInWorkspace } from './workspacePlaces.js';

const { Collapsed } = vscode.TreeItemCollapsibleState;

/**
 * @param name tells models of the same file name apart.
 * @param failure why the last analysis failed, if it did.
 */
export function modelItem(
  { path }: ModelNode,
  name: string,
  shown: StoredResult | null,
  standing: ModelStanding,
  failure: string | null,
): vscode.TreeItem {
  const words = shown ? resultWords(shown.result, shown.freshness) : { description: '', tooltip: [] };
  const isRunning = standing === 'running';
  const isEstimate = shown !== null && precisionOf(shown.result) !== null;
  const item = new vscode.TreeItem(name, Collapsed);
  item.id = path;
  item.resourceUri = treeUri(path);
  item.contextValue = isRunning
    ? treeItems.runningModel
    : isEstimate
      ? treeItems.estimatedModel
      : treeItems.model;
  item.iconPath = modelIcon(standing);
  item.description = isRunning ? measuringWords(shown) : words.description;
  const why = failure === null ? [] : [failure];
  item.tooltip = [nameInWorkspace(path), ...words.tooltip, ...why].join('\n');
  return item;
}

export function layerItem({ model, layer }: LayerNode, shown: StoredResult | null): vscode.TreeItem {
  const summary = shown ? (digestOf(shown.result).layers.get(layer.id) ?? null) : null;
  const words = layerWords(layer, summary, shown?.result ?? null);
  const item = new vscode.TreeItem(layer.id, Collapsed);
  item.id = `${model.path}#${layer.id}`;
  item.contextValue = treeItems.layer;
  item.iconPath = new vscode.ThemeIcon(layerIcon(layer.kind));
  item.description = words.description;
  item.tooltip = [layer.id, ...words.tooltip].join('\n');
  return item;
}

/** @param indexes of the group's units. */
export function unitGroupItem(
  { layer, begin, end }: UnitGroupNode,
  indexes: readonly number[],
): vscode.TreeItem {
  const item = new vscode.TreeItem(`${begin + 1}–${end}`, Collapsed);
  const { id } = layer.layer;
  item.id = `${layer.model.path}#${id}#${begin}`;
  item.iconPath = new vscode.ThemeIcon('list-tree');
  const [first, last] = [indexes.at(0), indexes.at(-1)];
  if (first !== undefined && last !== undefined) item.description = `${id}[${first}] … ${id}[${last}]`;
  return item;
}

/** Its tooltip is made once the pointer rests on it (`unitTooltip`): a layer has thousands. */
export function unitItem({ layer, index }: UnitNode, shown: StoredResult | null): vscode.TreeItem {
  const { model } = layer;
  const flat = layer.firstUnit + index;
  const name = `${layer.layer.id}[${index}]`;
  const row = shown ? digestOf(shown.result).units.get(flat) : undefined;
  const item = new vscode.TreeItem(name);
  item.id = `${model.path}#${name}`;
  item.contextValue = treeItems.unit;
  item.command = {
    command: commands.selectUnit,
    title: vscode.l10n.t('Show Unit'),
    arguments: [model.path, flat],
  };
  item.iconPath = unitIcon(row, shown ? digestOf(shown.result).mostLost : 0);
  if (shown && row) item.description = unitWords(row, shown.result).description;
  return item;
}

export function unitTooltip({ layer, index }: UnitNode, shown: StoredResult | null): string {
  const name = `${layer.layer.id}[${index}]`;
  const row = shown ? digestOf(shown.result).units.get(layer.firstUnit + index) : undefined;
  return shown && row ? [name, ...unitWords(row, shown.result).tooltip].join('\n') : name;
}

export function shelfItem({ model, holds, files }: ShelfNode): vscode.TreeItem {
  const isData = holds === 'datasets';
  const item = new vscode.TreeItem(isData ? vscode.l10n.t('Data') : vscode.l10n.t('Results'), Collapsed);
  item.id = `${model.path}#/${holds}`;
  item.iconPath = new vscode.ThemeIcon(isData ? 'database' : 'graph');
  item.description = formatCounted(files.length, isData ? 'set' : 'result');
  return item;
}

/** @param results what the model was measured on these data. */
export function datasetItem({ model, path }: DatasetNode, results: readonly StoredResult[]): vscode.TreeItem {
  const item = new vscode.TreeItem(basename(path));
  item.id = `${model.path}#/datasets/${path}`;
  item.contextValue = treeItems.dataset;
  item.iconPath = new vscode.ThemeIcon('database');
  item.description = results.length > 0 ? vscode.l10n.t('measured') : vscode.l10n.t('not measured');
  const measured = results.map(({ result, freshness }) => resultWords(result, freshness).description);
  item.tooltip = [nameInWorkspace(path), ...measured].join('\n');
  item.command = {
    command: 'vscode.open',
    title: vscode.l10n.t('Open File'),
    arguments: [vscode.Uri.file(path)],
  };
  return item;
}

/** @param isShown whether tree and panel show the numbers of this result. */
export function resultItem(node: ResultNode, stored: StoredResult, isShown: boolean): vscode.TreeItem {
  const { result, freshness } = stored;
  const words = resultWords(result, freshness);
  const item = new vscode.TreeItem(basename(node.path));
  item.id = `${node.model.path}#/results/${node.path}`;
  item.contextValue = treeItems.result;
  item.iconPath = isStaleResult(freshness)
    ? new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'))
    : new vscode.ThemeIcon(isShown ? 'check' : 'graph');
  item.description = words.description;
  const created = new Date(result.created).toLocaleString(vscode.env.language, {
    dateStyle: 'medium',
    timeStyle: 'short',
  });
  item.tooltip = [nameInWorkspace(node.path), ...words.tooltip, created].join('\n');
  item.command = {
    command: commands.openResult,
    title: vscode.l10n.t('Open Result'),
    arguments: [vscode.Uri.file(node.path)],
  };
  return item;
}

export function noteItem({ model, severity, sentence }: NoteNode): vscode.TreeItem {
  const item = new vscode.TreeItem(sentence);
  item.id = `${model.path}#note`;
  item.iconPath = new vscode.ThemeIcon(severity);
  item.tooltip = sentence;
  return item;
}

function modelIcon(standing: ModelStanding): vscode.ThemeIcon {
  switch (standing) {
    case 'running':
      return new vscode.ThemeIcon('loading~spin');
    case 'failed':
      return new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground'));
    case 'stale':
      return new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
    case 'settled':
      return new vscode.ThemeIcon('circuit-board');
  }
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

/** By shape what is told apart, by colour what the unit costs against the costliest of its network. */
function unitIcon(row: UnitRow | undefined, mostLost: number): vscode.ThemeIcon {
  const shape = row?.dead ? 'circle-slash' : row?.beyondChance ? 'circle-filled' : 'circle-outline';
  const step = costStep(row?.lost?.count ?? null, mostLost);
  if (step === null || step === 0) return new vscode.ThemeIcon(shape);
  return new vscode.ThemeIcon(
    shape,
    new vscode.ThemeColor(step === -1 ? colours.gain : colours.cost[step - 1]),
  );
}

/** `measuring`, and how far it has come where numbers are shown already: `measuring · 4,096 of 60,000 images` */
function measuringWords(shown: StoredResult | null): string {
  const measuring = vscode.l10n.t('measuring');
  const soFar = shown?.freshness === 'measuring' ? digestOf(shown.result).soFar : null;
  return soFar === null ? measuring : `${measuring} · ${soFar}`;
}
