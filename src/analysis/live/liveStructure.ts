import type { Dataset } from '../../dataset/dataset.js';
import type { Targets, Task } from '../../dataset/task.js';
import { connectionsTo, type Connections } from '../../model/connections.js';
import type { Network } from '../network.js';

export type { Connections } from '../../model/connections.js';

/** What a network that stays open looks like, for whoever draws it. */
export interface LiveStructure {
  /** Whether the scores are probabilities, not logits. */
  readonly givesProbabilities: boolean;
  readonly task: Task;
  /** Class index of each of the first samples; zeros where they have no class. */
  readonly labels: Int32Array;
  /** Where the first samples have no single class: what answers are compared with. */
  readonly targets: Targets | null;
  /** Names of the outputs in their order; null where the data name none. */
  readonly outputNames: readonly string[] | null;
  /** By layer, positions of a unit in one sample: `outer` before the unit axis times `inner` behind it. */
  readonly positions: readonly { readonly outer: number; readonly inner: number }[];
  /**
   * By layer, the weights to the next hidden layer, of the last one to the answers; `null` where there is another way,
   * or more units on either side than could be drawn with lines between them.
   */
  readonly connections: readonly (Connections | null)[];
}

/** Units of a layer that can still be drawn one by one, with lines to those of the next. */
export const mostConnectedUnits = 32;

/** @param first how many samples are answered at first. */
export function liveStructure(network: Network, dataset: Dataset, first: number): LiveStructure {
  const { layers, graph, scoreWidth, scores, givesProbabilities, task } = network;
  const { labels, classes, targets } = dataset;
  return {
    ...{ givesProbabilities, task },
    labels: Int32Array.from(labels.subarray(0, first)),
    targets: targets ? { ...targets, values: targets.values.slice(0, first * targets.width) } : null,
    outputNames: classes?.length === scoreWidth ? classes : null,
    positions: layers.map(({ outer, inner }) => ({ outer, inner })),
    connections: layers.map((layer, i) => {
      const next = layers.at(i + 1);
      const wide = Math.max(layer.unitCount, next?.unitCount ?? 0) > mostConnectedUnits;
      const fed = next ?? { scores, classes: scoreWidth };
      return wide ? null : connectionsTo(graph, layer, fed, (tensor) => network.tensorShape(tensor));
    }),
  };
}
