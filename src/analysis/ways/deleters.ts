import type { Network } from '../network.js';
import type { Way } from '../shards.js';
import type { LayerDeleter } from './layerDeleter.js';
import { MaskDeleter } from './masks.js';
import { openTail } from './tail.js';

/** The ways of deleting units that are open for a network; opened when they are first used. */
export class Deleters {
  readonly #open = new Map<string, LayerDeleter>();

  constructor(private readonly network: Network) {}

  /** The way of deleting a layer's units. */
  async get(layer: number, way: Way): Promise<LayerDeleter> {
    const key = `${layer} ${way}`;
    const tail = way === 'tail' && !this.#open.has(key) ? openTail(this.network, layer) : null;
    const found = this.#open.get(key) ?? tail ?? new MaskDeleter(this.network, layer);
    this.#open.set(key, found);
    return found;
  }

  async release(): Promise<void> {
    for (const deleter of this.#open.values()) await deleter.release();
    this.#open.clear();
  }
}
