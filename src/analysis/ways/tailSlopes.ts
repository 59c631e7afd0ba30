import type { Engine } from '../../engine/engine.js';
import type { DenseStep } from '../../model/denseChain.js';
import type { IntactBlock, Replacements } from './layerDeleter.js';
import type { RivalStep } from './rivals.js';
import { openProduct, type MatrixProduct } from './matrixProduct.js';

/** How much each logit rises with a unit's output: [units x rivals], or one such for each sample. */
export interface TailSlopes {
  readonly perSample: boolean;
  /**
   * Writes those of so many units from one on.
   * @param into of just that length.
   * @param replacements what each unit of the layer is replaced by.
   */
  write(
    into: Float32Array,
    block: IntactBlock,
    first: number,
    units: number,
    replacements: Replacements,
  ): Promise<void>;
  release(): Promise<void>;
}

/** Units that the answers read at once: the slopes are their weights. */
export class DirectSlopes implements TailSlopes {
  readonly perSample = false;
  readonly #weights: Float32Array;
  readonly #rivals: number;

  constructor({ weights, inputs, rivals }: RivalStep) {
    this.#weights = new Float32Array(weights.length);
    this.#rivals = rivals;
    for (let k = 0; k < rivals; k++) {
      for (let unit = 0; unit < inputs; unit++) this.#weights[unit * rivals + k] = weights[k * inputs + unit];
    }
  }

  async write(into: Float32Array, _block: IntactBlock, first: number, units: number): Promise<void> {
    into.set(this.#weights.subarray(first * this.#rivals, (first + units) * this.#rivals));
  }

  async release(): Promise<void> {}
}

/**
 * Units that the answers read through a layer of ReLUs: where units j of that layer answer or don't (1 or 0),
 * unit u raises logit k by the sum over j of answers[j] next[k,j] first[j,u], one large matrix product for many
 * samples and units.
 */
export class ReluSlopes implements TailSlopes {
  readonly perSample = true;
  readonly #products = new Map<number, MatrixProduct>();
  #block: IntactBlock | null = null;
  #answers = new Float32Array();

  constructor(
    private readonly engine: Engine,
    private readonly first: DenseStep,
    private readonly next: RivalStep,
  ) {}

  async write(into: Float32Array, block: IntactBlock, first: number, units: number): Promise<void> {
    const product = this.#products.get(first) ?? (await this.#open(first, units));
    this.#products.set(first, product);
    if (this.#block !== block) this.#answerTo(block);
    await product.write(this.#answers, into);
  }

  async release(): Promise<void> {
    for (const product of this.#products.values()) await product.release();
    this.#products.clear();
  }

  #answerTo(block: IntactBlock): void {
    this.#block = block;
    const sums = block.tensors.get(this.first.sums) ?? new Float32Array();
    if (this.#answers.length !== sums.length) this.#answers = new Float32Array(sums.length);
    const answers = this.#answers;
    // A number of a comparison, since a choice between two would be guessed wrong every third time.
    for (let i = 0; i < sums.length; i++) answers[i] = Number(sums[i] > 0);
  }

  #open(unit: number, units: number): Promise<MatrixProduct> {
    const { first, next } = this;
    const { rivals } = next;
    const columns = units * rivals;
    const matrix = new Float32Array(first.outputs * columns);
    for (let j = 0; j < first.outputs; j++) {
      for (let u = 0; u < units; u++) {
        const weight = first.weights[j * first.inputs + unit + u];
        const to = j * columns + u * rivals;
        for (let k = 0; k < rivals; k++) matrix[to + k] = weight * next.weights[k * next.inputs + j];
      }
    }
    return openProduct(this.engine, matrix, first.outputs, columns);
  }
}

/** Feature maps that the answers read position by position: the slopes of a change from the clean map to the new one. */
export class MapSlopes implements TailSlopes {
  readonly perSample = true;

  /** @param tensor of the maps, [samples x maps x positions]. */
  constructor(
    private readonly step: RivalStep,
    private readonly tensor: string,
    private readonly positions: number,
  ) {}

  async write(
    into: Float32Array,
    block: IntactBlock,
    first: number,
    units: number,
    replacements: Replacements,
  ): Promise<void> {
    const { weights, inputs, rivals } = this.step;
    const { positions } = this;
    const clean = block.tensors.get(this.tensor) ?? new Float32Array();
    const change = new Float32Array(positions);
    let to = 0;
    for (let sample = 0; sample < block.samples; sample++) {
      for (let unit = first; unit < first + units; unit++) {
        const from = sample * inputs + unit * positions;
        changeOf(clean, from, replacements, unit, change);
        for (let k = 0; k < rivals; k++) {
          const row = k * inputs + unit * positions;
          let sum = 0;
          for (let i = 0; i < positions; i++) sum += change[i] * weights[row + i];
          into[to++] = sum;
        }
      }
    }
  }

  async release(): Promise<void> {}
}

/** By how much a map changes at each position. */
function changeOf(
  clean: Float32Array,
  from: number,
  { kind, values }: Replacements,
  unit: number,
  change: Float32Array,
): void {
  for (let i = 0; i < change.length; i++) {
    change[i] = (kind === 'constants' ? values[unit] : values[from + i]) - clean[from + i];
  }
}
