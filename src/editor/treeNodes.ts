import type { LayerSummary as ModelLayer, WeightLayer } from '../jobs/protocol.js';

/**
 * What stands in the tree: models; in each its layers with their units, in groups where there are many, then the workspace's data
 * sets and the model's results; and sentences where there is nothing to list.
 */
export type TreeNode =
  | ModelNode
  | WeightLayerNode
  | LayerNode
  | UnitGroupNode
  | UnitNode
  | ShelfNode
  | DatasetNode
  | ResultNode
  | NoteNode;

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

/** A layer of a file of weights, which has no units that could be measured. */
export interface WeightLayerNode {
  readonly kind: 'weightLayer';
  readonly model: ModelNode;
  readonly layer: WeightLayer;
}

export interface UnitGroupNode {
  readonly kind: 'unitGroup';
  readonly layer: LayerNode;
  /** Places in the layer's list of units, the end left out. */
  readonly begin: number;
  readonly end: number;
}

export interface UnitNode {
  readonly kind: 'unit';
  readonly layer: LayerNode;
  /** Index within the layer. */
  readonly index: number;
}

/** Holds a model's data sets, or its results. */
export interface ShelfNode {
  readonly kind: 'shelf';
  readonly model: ModelNode;
  readonly holds: 'datasets' | 'results';
  /** Paths of files. */
  readonly files: readonly string[];
}

/** A data set that the model can be measured on. */
export interface DatasetNode {
  readonly kind: 'dataset';
  readonly model: ModelNode;
  /** The descriptor's path. */
  readonly path: string;
  readonly shelf: ShelfNode;
}

export interface ResultNode {
  readonly kind: 'result';
  readonly model: ModelNode;
  readonly path: string;
  readonly shelf: ShelfNode;
}

/** Why a model can't be read, or why nothing of it is listed. */
export interface NoteNode {
  readonly kind: 'note';
  readonly model: ModelNode;
  readonly severity: 'warning' | 'info';
  readonly sentence: string;
}

/** The file that a node stands for, or that holds it. */
export function fileOf(node: TreeNode): string {
  switch (node.kind) {
    case 'model':
    case 'dataset':
    case 'result':
      return node.path;
    case 'unit':
    case 'unitGroup':
      return node.layer.model.path;
    default:
      return node.model.path;
  }
}

/** The model that a node belongs to. */
export function modelOf(node: TreeNode): ModelNode {
  if (node.kind === 'model') return node;
  return node.kind === 'unit' || node.kind === 'unitGroup' ? node.layer.model : node.model;
}
