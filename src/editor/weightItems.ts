import * as vscode from 'vscode';
import type { LayerStatistics, WeightStatistics, WeightTensor } from '../jobs/protocol.js';
import { formatCounted, formatShare } from '../results/derive/numberFormat.js';
import { writeDecimal } from '../results/derive/typographicNumbers.js';
import { treeItems } from './ids.js';
import { treeUri } from './modelBadges.js';
import type { ModelNode, WeightLayerNode } from './treeNodes.js';
import { nameInWorkspace } from './workspacePlaces.js';

const { Collapsed, None } = vscode.TreeItemCollapsibleState;

/** A file of weights. @param name tells files of the same name apart. */
export function weightsItem({ path }: ModelNode, name: string): vscode.TreeItem {
  const item = new vscode.TreeItem(name, Collapsed);
  item.id = path;
  item.resourceUri = treeUri(path);
  item.contextValue = treeItems.weights;
  item.iconPath = new vscode.ThemeIcon('file-binary');
  item.description = vscode.l10n.t('weights without a graph');
  item.tooltip = nameInWorkspace(path);
  return item;
}

/** Its tooltip tells of the values once the pointer rests on it (`weightLayerTooltip`): they have to be read. */
export function weightLayerItem({ model, layer }: WeightLayerNode): vscode.TreeItem {
  const item = new vscode.TreeItem(layer.id === '' ? vscode.l10n.t('(no name)') : layer.id, None);
  item.id = `${model.path}#weights/${layer.id}`;
  item.iconPath = new vscode.ThemeIcon('symbol-array');
  const [first] = layer.tensors;
  item.description = `${shapeWords(first)} · ${formatCounted(layer.parameters, 'parameter')}`;
  return item;
}

/** The tensors of a layer, and what their values are like. */
export function weightLayerTooltip({ layer }: WeightLayerNode, statistics: LayerStatistics): string {
  const tensors = layer.tensors.map((tensor) => {
    const values = statistics[tensor.name];
    const head = `${tensor.name} ${shapeWords(tensor)} ${tensor.type}`;
    return values ? `${head}: ${valueWords(values)}` : head;
  });
  return [layer.id, ...tensors].join('\n');
}

function shapeWords({ shape }: WeightTensor): string {
  return shape.length === 0 ? vscode.l10n.t('scalar') : shape.join(' × ');
}

function valueWords(values: WeightStatistics): string {
  const number = (value: number): string => writeDecimal(Number(value.toPrecision(3)));
  const words = vscode.l10n.t(
    'mean {0}, standard deviation {1}, from {2} to {3}, {4} zero',
    number(values.mean),
    number(values.deviation),
    number(values.minimum),
    number(values.maximum),
    formatShare(Math.round(values.zeroFraction * values.count), values.count),
  );
  return values.notFinite === 0
    ? words
    : vscode.l10n.t('{0}; {1} are NaN or infinite', words, values.notFinite);
}
