import { sizeOf } from '../../model/tensor.js';
import { reachOf } from '../../model/reach.js';
import type { Network } from '../network.js';
import { cutModel, type CutModel, type CutSource } from './cutModel.js';

/**
 * The part of the network that runs again when units of a layer are deleted.
 * @param layer place among the hidden layers.
 * @returns null where this way is not to be had: for `suffix` where the batch is fixed or the rest reads what
 * can't be fed, for `delta` also where no linear operator reads the units.
 */
export function cutOf(network: Network, layer: number, way: 'suffix' | 'delta'): CutModel | null {
  const { graph, layers, scores } = network;
  const { tensor, outer, inner, unitCount, rowsPerSample } = layers[layer];
  const shape = network.tensorShape(tensor);
  if (!shape) return null;
  const source: CutSource = {
    graph,
    units: { name: tensor, dims: shape.slice(1) },
    scores,
    tensor: (name) => {
      const dims = network.tensorShape(name);
      return dims?.[0] === network.trialSamples ? { name, dims: dims.slice(1) } : null;
    },
  };
  if (way === 'suffix') return cutModel(source, []);
  if (outer !== 1 || rowsPerSample !== 1) return null;
  if (shape[1] !== unitCount || unitCount * inner !== sizeOf(shape.slice(1))) return null;
  const { mixers } = reachOf(graph, tensor, (name) => network.tensorShape(name));
  const useful = mixers.filter(({ node }) => source.tensor(node.output[0] ?? ''));
  return useful.length === 0 ? null : cutModel(source, useful);
}
