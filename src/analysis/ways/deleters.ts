import { EngineError } from '../../engine/engine.js';
import { writeOnnx } from '../../model/formats/onnx.js';
import type { Network } from '../network.js';
import type { Way } from '../shards.js';
import { CutDeleter } from './cutDeleter.js';
import type { CutModel } from './cutModel.js';
import { cutOf } from './cuts.js';
import type { LayerDeleter } from './layerDeleter.js';
import { MaskDeleter } from './masks.js';
import { PlainAnswers } from './plainAnswers.js';
import { openTail } from './tail.js';

/** A way of deleting units that is open, and about what it holds in memory. */
interface Open {
  readonly deleter: LayerDeleter;
  readonly bytes: number;
}

/** The engine keeps weights in a layout of its own beside those that it was given. */
const copiesOfWeights = 2;

/** The ways of deleting units that are open for a network: opened when they are first used, closed when others need the memory. */
export class Deleters {
  /** Those that were used last stand last. */
  readonly #open = new Map<string, Open>();

  /** @param memoryBytes what they may hold together; a single one may be larger. */
  constructor(
    private readonly network: Network,
    private readonly memoryBytes: number,
  ) {}

  /**
   * Ways of deleting units of layers, all open at once; by masks where the way that is asked for is not to be
   * had.
   */
  async get(wanted: readonly { readonly layer: number; readonly way: Way }[]): Promise<LayerDeleter[]> {
    const found: LayerDeleter[] = [];
    const keys = new Set(wanted.map(({ layer, way }) => `${layer} ${way}`));
    for (const { layer, way } of wanted) {
      const key = `${layer} ${way}`;
      const open = this.#open.get(key) ?? (await this.#load(layer, way));
      this.#open.delete(key);
      this.#open.set(key, open);
      await this.#makeRoom(keys);
      found.push(open.deleter);
    }
    return found;
  }

  async release(): Promise<void> {
    for (const { deleter } of this.#open.values()) await deleter.release();
    this.#open.clear();
  }

  /** Closes what was not used for longest, while too much is open. */
  async #makeRoom(inUse: ReadonlySet<string>): Promise<void> {
    let bytes = [...this.#open.values()].reduce((sum, open) => sum + open.bytes, 0);
    for (const [key, open] of [...this.#open]) {
      if (bytes <= this.memoryBytes) return;
      if (inUse.has(key)) continue;
      this.#open.delete(key);
      bytes -= open.bytes;
      await open.deleter.release();
    }
  }

  async #load(layer: number, way: Way): Promise<Open> {
    const { network } = this;
    const byMasks = { deleter: new MaskDeleter(network, layer), bytes: 0 };
    const tail = way === 'tail' ? openTail(network, layer) : null;
    if (tail) return { deleter: tail, bytes: tail.bytes };
    if (way !== 'suffix' && way !== 'delta') return byMasks;
    const cut = cutOf(network, layer, way);
    if (!cut) return byMasks;
    const model = writeOnnx(cut.model);
    try {
      const session = await network.engine.load(model, 'full');
      const { scoreWidth, task, givesProbabilities: probabilities } = network;
      const facts = { layer: network.layers[layer], scoreWidth, scored: { probabilities, task } };
      const deleter = new CutDeleter(cut, session, {
        ...facts,
        samplesPerRun: samplesPerRun(cut),
        plain: new PlainAnswers(network, layer),
      });
      return { deleter, bytes: copiesOfWeights * model.length };
    } catch (error) {
      if (error instanceof EngineError) return byMasks;
      throw error;
    }
  }
}

/** Samples of one run: enough to share its fixed costs, few enough for its widest tensor to stay in the cache. */
function samplesPerRun({ widest }: CutModel): number {
  const most = Math.min(128, Math.floor(2 ** 20 / widest));
  const least = Math.min(32, Math.floor(2 ** 22 / widest));
  return Math.max(1, least, most);
}
