import type { Network } from '../network.js';
import { ChainCurves } from './chainCurves.js';
import { unitChain, type UnitChain } from './unitChain.js';

/** The ways of measuring curves by increments that are open for a network; opened when they are first used. */
export class OpenCurves {
  readonly #chains = new Map<number, UnitChain | null>();
  readonly #curves = new Map<number, ChainCurves>();

  /** @param memoryBytes what may be kept to save work. */
  constructor(
    private readonly network: Network,
    private readonly memoryBytes: number,
  ) {}

  /**
   * The way of removing units by increments.
   * @param order flat unit indexes.
   * @returns null where they don't all lie in one dense chain.
   */
  for(order: Int32Array): ChainCurves | null {
    const { network } = this;
    const layers = network.layers.filter(({ firstUnit, unitCount }) =>
      order.some((unit) => unit >= firstUnit && unit < firstUnit + unitCount),
    );
    if (layers.length === 0) return null;
    const [first, ...others] = layers;
    const at = network.layers.indexOf(first);
    const chain = this.#chain(at);
    if (!chain || !others.every((layer) => chain.made.includes(layer))) return null;
    const curves = this.#curves.get(at) ?? new ChainCurves(network, chain, this.memoryBytes);
    this.#curves.set(at, curves);
    return curves;
  }

  async release(): Promise<void> {
    for (const curves of this.#curves.values()) await curves.release();
    this.#curves.clear();
  }

  #chain(layer: number): UnitChain | null {
    let chain = this.#chains.get(layer);
    if (chain === undefined) {
      chain = unitChain(this.network, layer);
      this.#chains.set(layer, chain);
    }
    return chain;
  }
}
