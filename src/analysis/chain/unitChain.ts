import { hasClasses } from '../../dataset/task.js';
import { denseChain, type DenseChain } from '../../model/denseChain.js';
import type { Network } from '../network.js';
import type { UnitLayer } from '../unitLayers.js';
import { chainActivations, type ChainActivation } from './chainActivations.js';
import { transposed } from './transposed.js';

/** A dense chain with the hidden layers whose units it holds. */
export interface UnitChain extends DenseChain {
  /** The layer whose units enter the chain. */
  readonly entryLayer: UnitLayer;
  /** Inputs of the first step. */
  readonly entryRows: number;
  /** For each step the hidden layer whose units it makes; null where they belong to none. */
  readonly made: readonly (UnitLayer | null)[];
  /** Of each step but the last. */
  readonly activations: readonly ChainActivation[];
  /** By step, [inputs x outputs]: the outgoing weights of an input are a row. */
  readonly outgoing: readonly Float32Array[];
}

/**
 * The dense chain that begins at a hidden layer.
 * @returns null where something else than dense operators lies between the layer and the answers, or these can't
 * be run by themselves.
 */
export function unitChain(network: Network, layer: number): UnitChain | null {
  const entryLayer = network.layers[layer];
  if (network.givesProbabilities || !hasClasses(network.task)) return null;
  const chain = denseChain(network.graph, entryLayer, network.scores);
  const activations = chain && chainActivations(network.graph, chain);
  if (!activations) return null;
  const { entry, positions, steps } = chain;
  return {
    entry,
    positions,
    steps,
    entryLayer,
    entryRows: steps[0].inputs,
    made: steps.map(({ output, activation }) =>
      activation === null ? null : (network.layers.find(({ tensor }) => tensor === output) ?? null),
    ),
    activations,
    outgoing: steps.map(({ weights, inputs, outputs }) => transposed(weights, outputs, inputs)),
  };
}

/** Inputs of a chain's first step that one unit of the entry gives. */
export function rowsPerUnit({ entry, positions }: DenseChain): number {
  return entry === 'flat' ? positions : 1;
}
