import { hasClasses } from '../../dataset/task.js';
import { denseChain, type DenseChain } from '../../model/denseChain.js';
import type { Network } from '../network.js';
import type { Tally } from '../tally.js';
import type { IntactBlock, LayerDeleter, Replacements } from './layerDeleter.js';
import { PlainAnswers } from './plainAnswers.js';
import { rivalStep } from './rivals.js';
import { DirectSlopes, MapSlopes, ReluSlopes, type TailSlopes } from './tailSlopes.js';
import type { OpenTailKernel } from './tailJob.js';
import { openTailKernel } from './tailKernel.js';
import { TailSpace } from './tailSpace.js';

/**
 * Units that are deleted at once: with slopes of their own for each sample, so many that an engine does its best and
 * the slopes stay in the cache.
 */
const unitsPerChunk = 512;
const slopedUnitsPerChunk = 64;
const slopesPerChunk = 640;
/** The engine keeps a matrix in a layout of its own beside the one that it was given. */
const copiesOfProducts = 2;
/** Numbers that the weights of all slopes through a layer take at most. */
const mostSlopeWeights = 2 ** 24;
/** Units of the layer behind, which a kernel counts in 16 bits. */
const mostBehind = 2 ** 16 - 32;
/** Where a larger share of the answers may turn, slopes cost less than working each out anew. */
const manyPairs = 1 / 10;
/** So they do where a larger share of the units that they are made for is deleted. */
const manyUnits = 1 / 5;

/**
 * Opens the way of deleting a layer's units without running the network again; null where it does not lead:
 * one or two dense operators have to follow, and two need ReLU between them and units that are neurons, or
 * read as the mean of their map.
 * @param layer place among the hidden layers.
 */
export function openTail(
  network: Network,
  layer: number,
  openKernel: OpenTailKernel = openTailKernel,
): TailDeleter | null {
  const chain = tailChain(network, layer);
  return chain && new TailDeleter(network, layer, chain, openKernel);
}

/** The dense operators behind a layer, where its units can be deleted in closed form. */
export function tailChain(network: Network, layer: number): DenseChain | null {
  if (network.givesProbabilities || !hasClasses(network.task)) return null;
  const chain = denseChain(network.graph, network.layers[layer], network.scores);
  return chain && leads(chain) ? chain : null;
}

function leads({ entry, positions, steps: [first, next, ...others] }: DenseChain): boolean {
  if (!next) return true;
  const isOneNumber = positions === 1 || entry === 'mean';
  const weights = first.inputs * first.outputs * next.outputs;
  if (next.inputs > mostBehind) return false;
  return others.length === 0 && first.activation === 'Relu' && isOneNumber && weights <= mostSlopeWeights;
}

/** Multiply-adds that deleting a unit on a sample takes, for a chain of one or two steps. */
export function tailCost({ entry, positions, steps: [first, next] }: DenseChain): number {
  if (next) return next.inputs * next.outputs;
  return first.outputs * (entry === 'flat' ? positions : 1);
}

/**
 * Deletes units behind which one or two dense operators follow, in closed form. Where the answers come next,
 * logit k changes by (c - a) W[k,u] when output a is replaced by c. Through a layer of ReLUs it changes by (c - a)
 * times its slope, and by what those units of that layer add that begin or cease to answer. Samples on which
 * a unit's output is what replaces it keep their answers. Where no losses are kept, only those answers are
 * worked out that may turn. Answers that are too close to call are worked out the plain way.
 */
export class TailDeleter implements LayerDeleter {
  readonly needs: readonly string[];
  readonly notesPerSample: number;
  /** The most units that are deleted at once. */
  readonly #chunk: number;
  readonly #slopes: TailSlopes;
  /** Feature maps are read position by position: their change is in the slopes, and then happens or not. */
  readonly #readsMaps: boolean;
  readonly #plain: PlainAnswers;
  #space: TailSpace | null = null;

  constructor(
    private readonly network: Network,
    private readonly layer: number,
    private readonly chain: DenseChain,
    private readonly openKernel: OpenTailKernel,
  ) {
    const [first, next] = chain.steps;
    const { tensor } = network.layers[layer];
    this.#plain = new PlainAnswers(network, layer);
    this.needs = next ? [tensor, first.sums] : [tensor];
    this.#readsMaps = chain.entry === 'flat' && chain.positions > 1;
    const last = rivalStep(chain);
    if (next) this.#slopes = new ReluSlopes(network.engine, first, last);
    else if (this.#readsMaps) this.#slopes = new MapSlopes(last, tensor, chain.positions);
    else this.#slopes = new DirectSlopes(last);
    const { perSample } = this.#slopes;
    const sloped = Math.min(slopedUnitsPerChunk, Math.floor(slopesPerChunk / network.classCount));
    this.#chunk = perSample ? Math.max(1, sloped) : unitsPerChunk;
    this.notesPerSample = perSample ? this.#chunk * last.rivals : 0;
  }

  /** About what it holds in memory. */
  get bytes(): number {
    const [first, next] = this.chain.steps;
    const products = next ? first.inputs * first.outputs * next.outputs : 0;
    return Float32Array.BYTES_PER_ELEMENT * (copiesOfProducts * products + 3 * first.inputs * first.outputs);
  }

  async delete(
    block: IntactBlock,
    units: Int32Array,
    replacements: Replacements,
    tally: Tally,
    at: number,
    step: (passes: number) => Promise<void>,
  ): Promise<void> {
    const { firstUnit, unitCount } = this.network.layers[this.layer];
    const { samples } = block;
    const space = this.#load(block);
    const columns = units.map((unit) => unit - firstUnit);
    const replaced = byColumn(replacements, columns, unitCount);
    this.#replace(space, block, replaced);
    const perSample = this.#readsMaps || replaced.kind === 'outputs';
    const bounded = !tally.loss && !this.#readsMaps;
    const whole = { columns, perSample, bounded };
    const isThrough = this.chain.steps.length > 1;
    const fewTurn = isThrough && bounded && space.countPairs(whole) < manyPairs * samples * units.length;
    for (let from = 0; from < units.length;) {
      // A chunk holds units of one piece of the layer, for which the weights of slopes are made once.
      const first = columns[from] - (columns[from] % space.sizes.chunk);
      const count = Math.min(space.sizes.chunk, unitCount - first);
      let to = from;
      while (to < units.length && columns[to] < first + count) to++;
      const areFew = isThrough && to - from < manyUnits * count;
      const slopes = fewTurn || areFew || !space.usesSlopes ? null : space.slopesOf(count);
      if (slopes) await this.#slopes.write(slopes, block, first, count, replaced);
      const call = { ...whole, columns: columns.subarray(from, to) };
      const loss = tally.loss ? tally.lossChange.subarray(at + from, at + to) : null;
      const close = new Map<number, number[]>();
      for (const pair of space.delete(call, slopes, first, loss)) {
        const known = pair < 0 ? ~pair : pair;
        const [i, sample] = [from + (known % (to - from)), Math.floor(known / (to - from))];
        if (pair >= 0) tally.turn(block, at + i, sample);
        else if (!close.get(i)?.push(sample)) close.set(i, [sample]);
      }
      for (const [i, samples] of close) {
        const by = replacements.kind === 'constants' ? replacements.values[i] : replacements.values;
        const places = Int32Array.from(samples);
        const correct = await this.#plain.correct(block, places, units[i], by);
        for (const [k, sample] of places.entries()) {
          if (correct[k] !== block.intact.correct[sample]) tally.turn(block, at + i, sample);
        }
      }
      await step(samples * (to - from));
      from = to;
    }
  }

  async release(): Promise<void> {
    this.#space = null;
    await this.#slopes.release();
  }

  #load(block: IntactBlock): TailSpace {
    const { layer, network, chain } = this;
    if (!this.#space || this.#space.sizes.samples < block.samples) {
      const { unitCount: width } = network.layers[layer];
      const { perSample: slopesPerSample } = this.#slopes;
      const sizes = { samples: block.samples, width, chunk: this.#chunk, slopesPerSample };
      this.#space = new TailSpace(chain, sizes, this.openKernel);
    }
    const space = this.#space;
    if (space.load(block) && !this.#readsMaps) {
      const clean = block.tensors.get(network.layers[layer].tensor) ?? new Float32Array();
      space.outputs.set(this.#read(clean));
    }
    return space;
  }

  #replace(space: TailSpace, block: IntactBlock, replacements: Replacements): void {
    const { unitCount, tensor } = this.network.layers[this.layer];
    if (!this.#readsMaps) {
      space.values.set(
        replacements.kind === 'constants' ? replacements.values : this.#read(replacements.values),
      );
      return;
    }
    const clean = block.tensors.get(tensor) ?? new Float32Array();
    const { positions } = this.chain;
    for (let row = 0; row < block.samples * unitCount; row++) {
      const from = row * positions;
      let changes = 0;
      for (let i = from; i < from + positions && changes === 0; i++) {
        const value = replacements.values[replacements.kind === 'constants' ? row % unitCount : i];
        if (value !== clean[i]) changes = 1;
      }
      space.values[row] = changes;
    }
  }

  /** What the first step reads of each unit, [samples x units]. */
  #read(values: Float32Array): Float32Array {
    const { positions } = this.chain;
    if (positions === 1) return values;
    const means = new Float32Array(values.length / positions);
    for (let row = 0; row < means.length; row++) {
      let sum = 0;
      for (let i = row * positions; i < (row + 1) * positions; i++) sum += values[i];
      means[row] = sum / positions;
    }
    return means;
  }
}

/** Replacements by place in the layer; outputs already are. */
function byColumn(replacements: Replacements, columns: Int32Array, width: number): Replacements {
  if (replacements.kind === 'outputs') return replacements;
  const values = new Float32Array(width);
  for (let i = 0; i < columns.length; i++) values[columns[i]] = replacements.values[i];
  return { kind: 'constants', values };
}
