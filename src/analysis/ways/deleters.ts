import { EngineError } from '../../engine/engine.js';
import { writeOnnx } from '../../model/formats/onnx.js';
import type { Network } from '../network.js';
import type { Way } from '../shards.js';
import { CutDeleter } from './cutDeleter.js';
import type { CutModel } from './cutModel.js';
import { cutOf } from './cuts.js';
import type { LayerDeleter } from './layerDeleter.js';
import { MaskDeleter } from './masks.js';

/** Samples of one run: enough to share its fixed costs, few enough for its widest tensor to stay in the cache. */
function samplesPerRun({ widest }: CutModel): number {
  const most = Math.min(128, Math.floor(2 ** 20 / widest));
  const least = Math.min(32, Math.floor(2 ** 22 / widest));
  return Math.max(1, least, most);
}

/** The ways of deleting units that are open for a network; opened when they are first used. */
export class Deleters {
  readonly #open = new Map<string, LayerDeleter>();

  constructor(private readonly network: Network) {}

  /** A way of deleting a layer's units; by masks where the way that is asked for is not to be had. */
  async get(layer: number, way: Way): Promise<LayerDeleter> {
    const key = `${layer} ${way}`;
    const found =
      this.#open.get(key) ?? (await this.#load(layer, way)) ?? new MaskDeleter(this.network, layer);
    this.#open.set(key, found);
    return found;
  }

  async release(): Promise<void> {
    for (const deleter of this.#open.values()) await deleter.release();
    this.#open.clear();
  }

  async #load(layer: number, way: Way): Promise<LayerDeleter | null> {
    const { network } = this;
    if (way !== 'suffix' && way !== 'delta') return null;
    const cut = cutOf(network, layer, way);
    if (!cut) return null;
    try {
      const session = await network.engine.load(writeOnnx(cut.model), 'full');
      const { classCount, givesProbabilities } = network;
      const facts = {
        layer: network.layers[layer],
        classCount,
        givesProbabilities,
        samplesPerRun: samplesPerRun(cut),
      };
      return new CutDeleter(cut, session, facts);
    } catch (error) {
      if (error instanceof EngineError) return null;
      throw error;
    }
  }
}
