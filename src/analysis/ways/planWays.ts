import type { Network } from '../network.js';
import type { Way } from '../shards.js';
import { cutOf } from './cuts.js';
import { tailChain, tailCost } from './tail.js';
import { workOfNode, workOfWeights } from './work.js';

/** A way of deleting the units of a layer, with what it is estimated to take. */
export interface WayEstimate {
  readonly way: Way;
  /** Of deleting one unit on one sample, in multiply-adds. */
  readonly work: number;
}

/** How the units of one layer can be deleted. */
export interface LayerPlan {
  /** The way with the least estimated work first. */
  readonly ways: readonly WayEstimate[];
}

/** How a network's units can be deleted. */
export interface NetworkWays {
  /** Of running the whole network on one sample, in multiply-adds. */
  readonly work: number;
  /** In forward order. */
  readonly layers: readonly LayerPlan[];
}

/**
 * Estimates each exact way of deleting the units of each layer, from the graph's structure and shapes alone.
 * A way that is not to be had for a layer is left out; masks always are.
 */
export function planWays(network: Network): NetworkWays {
  const shapeOf = (tensor: string) => network.tensorShape(tensor)?.slice(1) ?? null;
  const { graph } = network;
  // Shapes are not known where the batch is fixed, nor those of half floats.
  const known = graph.nodes.reduce((sum, node) => sum + workOfNode(graph, node, shapeOf), 0);
  const work = known > 0 ? known : workOfWeights(graph);
  const layers = network.layers.map((_, layer): LayerPlan => {
    const ways: WayEstimate[] = [{ way: 'masks', work }];
    for (const way of ['suffix', 'delta'] as const) {
      const cut = cutOf(network, layer, way);
      if (cut) ways.push({ way, work: cut.work });
    }
    const chain = tailChain(network, layer);
    if (chain) ways.push({ way: 'tail', work: tailCost(chain) });
    return { ways: ways.sort((a, b) => a.work - b.work) };
  });
  return { work, layers };
}
