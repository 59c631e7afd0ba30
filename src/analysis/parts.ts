import type { Network } from './network.js';
import { openMixedPart, openPart, type MixedPart, type NetworkPart } from './networkPart.js';

/** Parts of a network that are open; the last that were used are kept. */
export class Parts {
  readonly #open = new Map<string, NetworkPart | MixedPart>();

  constructor(private readonly network: Network) {}

  /** The part behind some layers, by their places. */
  async behind(layers: readonly number[]): Promise<NetworkPart> {
    return this.#get(`behind ${layers.join()}`, () => openPart(this.network, layers));
  }

  /** The part behind a layer whose units are mixed by a matrix. */
  async mixed(layer: number): Promise<MixedPart> {
    return this.#get(`mixed ${layer}`, () => openMixedPart(this.network, layer));
  }

  async release(): Promise<void> {
    for (const part of this.#open.values()) await part.release();
    this.#open.clear();
  }

  async #get<Part extends NetworkPart | MixedPart>(key: string, open: () => Promise<Part>): Promise<Part> {
    const found = (this.#open.get(key) as Part | undefined) ?? (await open());
    this.#open.delete(key);
    this.#open.set(key, found);
    const [oldest] = this.#open;
    if (this.#open.size > mostOpen && oldest) {
      this.#open.delete(oldest[0]);
      await oldest[1].release();
    }
    return found;
  }
}

/** Each holds the weights of what comes after its layers. */
const mostOpen = 2;
