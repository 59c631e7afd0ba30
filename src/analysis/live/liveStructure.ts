import type { Dataset } from '../../dataset/dataset.js';
import { connectionsTo, type Connections } from '../../model/connections.js';
import type { Network } from '../network.js';

export type { Connections } from '../../model/connections.js';

/** What a network that stays open looks like, for whoever draws it. */
export interface LiveStructure {
  /** Whether the scores are probabilities, not logits. */
  readonly givesProbabilities: boolean;
  /** Class index of each of the first samples. */
  readonly labels: Int32Array;
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
  const { layers, graph, classCount, scores, givesProbabilities } = network;
  return {
    givesProbabilities,
    labels: Int32Array.from(dataset.labels.subarray(0, first)),
    positions: layers.map(({ outer, inner }) => ({ outer, inner })),
    connections: layers.map((layer, i) => {
      const next = layers.at(i + 1);
      const wide = Math.max(layer.unitCount, next?.unitCount ?? 0) > mostConnectedUnits;
      const fed = next ?? { scores, classes: classCount };
      return wide ? null : connectionsTo(graph, layer, fed, (tensor) => network.tensorShape(tensor));
    }),
  };
}
