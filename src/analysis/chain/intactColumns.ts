import type { ScoredBatch } from '../scores.js';
import { score, type ShardContext } from '../shardContext.js';
import type { Range } from '../shards.js';
import { cancelledShare, closeSizes } from '../ways/closeCalls.js';
import { TensorRoom } from '../tensorRoom.js';
import { transposed } from './transposed.js';
import { rowsPerUnit, type UnitChain } from './unitChain.js';

/** What the intact network gave for some samples, one in each column. */
export interface IntactColumns {
  readonly samples: number;
  /** [inputs of the chain x samples]. */
  readonly entry: Float32Array;
  /** [outputs of step 0 x samples], its sums. */
  readonly sums: Float32Array;
  /** Class index of each sample, and the same for the engine. */
  readonly classes: Int32Array;
  readonly labels: BigInt64Array;
  /** [classes x samples], 1 where the class is the label. */
  readonly isLabel: Uint8Array;
  /** What a lead has to be more than (`closeCalls.ts`). */
  readonly sizes: Float32Array;
  /** Losses included where they were asked for. */
  readonly intact: ScoredBatch;
}

/** Some samples of a block. */
export function columnsOf(
  { samples, entry, labels, isLabel, sizes }: IntactColumns,
  chosen: Int32Array,
): Omit<IntactColumns, 'sums' | 'intact' | 'classes'> {
  return {
    samples: chosen.length,
    entry: gatherColumns(entry, samples, chosen, new Float32Array((entry.length / samples) * chosen.length)),
    labels: BigInt64Array.from(chosen, (sample) => labels[sample]),
    isLabel: gatherColumns(
      isLabel,
      samples,
      chosen,
      new Uint8Array((isLabel.length / samples) * chosen.length),
    ),
    sizes: Float32Array.from(chosen, (sample) => sizes[sample]),
  };
}

/** @param values [rows x columns]. */
function gatherColumns<Values extends Float32Array | Uint8Array>(
  values: Values,
  columns: number,
  chosen: Int32Array,
  into: Values,
): Values {
  let to = 0;
  for (let row = 0; row < values.length; row += columns) {
    for (const column of chosen) into[to++] = values[row + column];
  }
  return into;
}

/** Floats of one tensor of a block: what is worked on at a time then stays in the processor's cache. */
const floatsPerBlock = 2 ** 17;
/** Whole vectors of the processor. */
const columnStep = 16;
const mostColumns = 512;

/** Runs the intact network for a chain; keeps the blocks of some samples for the next time. */
export class IntactBlocks {
  #kept: { readonly key: string; readonly blocks: readonly IntactColumns[] } | null = null;
  readonly #room = new TensorRoom();
  readonly #columns: number;
  readonly #rows: number;
  readonly #reach: Float64Array;

  /** @param memoryBytes what may be kept. */
  constructor(
    private readonly chain: UnitChain,
    private readonly memoryBytes: number,
  ) {
    const { entryRows, steps } = chain;
    const widest = Math.max(entryRows, ...steps.map(({ outputs }) => outputs));
    const columns = Math.floor(floatsPerBlock / widest / columnStep) * columnStep;
    this.#columns = Math.min(mostColumns, Math.max(columnStep, columns));
    this.#rows = entryRows + steps[0].outputs;
    this.#reach = squaredReach(chain);
  }

  /** The blocks of a range of samples, and what to tell of as work: passes through the intact network. */
  async *of(
    context: Pick<ShardContext, 'network' | 'reader'>,
    samples: Range,
    loss: boolean,
  ): AsyncGenerator<IntactColumns> {
    const key = `${samples.first} ${samples.count} ${loss}`;
    if (this.#kept?.key === key) {
      for (const block of this.#kept.blocks) yield block;
      return;
    }
    this.#kept = null;
    const blocks: IntactColumns[] = [];
    const isKept = 4 * this.#rows * samples.count <= this.memoryBytes;
    for await (const { inputs, labels } of context.reader.batches(samples, this.#columns)) {
      const block = await this.#block(context, inputs, labels, loss);
      yield block;
      blocks.push(block);
      if (!isKept) blocks.length = 0;
    }
    if (blocks.length > 0) this.#kept = { key, blocks };
  }

  async #block(
    context: Pick<ShardContext, 'network'>,
    inputs: Float32Array,
    labels: Int32Array,
    loss: boolean,
  ): Promise<IntactColumns> {
    const { chain } = this;
    const { network } = context;
    const [{ sums }] = chain.steps;
    const { scores, tensors } = await network.intact(inputs, [chain.entryLayer.tensor, sums], this.#room);
    const samples = labels.length;
    const isLabel = new Uint8Array(network.classCount * samples);
    for (const [sample, label] of labels.entries()) isLabel[label * samples + sample] = 1;
    const entry = transposed(entryOf(chain, tensors, samples), samples, chain.entryRows);
    return {
      samples,
      entry,
      sums: transposed(tensors.get(sums) ?? new Float32Array(), samples, chain.steps[0].outputs),
      classes: labels,
      labels: BigInt64Array.from(labels, BigInt),
      isLabel,
      sizes: this.#sizes(entry, closeSizes(scores, network.classCount, cancelledShare)),
      intact: score(context, scores, labels, loss),
    };
  }

  /** @param sizes by the samples' logits, to which what enters is added: sums that cancel were rounded too. */
  #sizes(entry: Float32Array, sizes: Float32Array): Float32Array {
    const samples = sizes.length;
    const squares = new Float64Array(samples);
    for (const [row, reach] of this.#reach.entries()) {
      for (let i = 0; i < samples; i++) squares[i] += reach * entry[row * samples + i] ** 2;
    }
    return sizes.map((size, i) => size + cancelledShare * Math.sqrt(squares[i]));
  }
}

/**
 * Of each row of the entry, the squares of the weights on all ways to the answers, added up: an output of a times the root
 * is about what it adds to a logit, before other units' parts cancel it. Of the last step's weights, each input's largest.
 */
function squaredReach({ steps }: UnitChain): Float64Array {
  const last = steps[steps.length - 1];
  let reach = new Float64Array(last.inputs);
  for (const [i, weight] of last.weights.entries()) {
    reach[i % last.inputs] = Math.max(reach[i % last.inputs], weight ** 2);
  }
  for (const { weights, inputs, outputs } of steps.slice(0, -1).reverse()) {
    const before = new Float64Array(inputs);
    for (let j = 0; j < outputs; j++) {
      for (let i = 0; i < inputs; i++) before[i] += reach[j] * weights[j * inputs + i] ** 2;
    }
    reach = before;
  }
  return reach;
}

/** What enters a chain, [samples x inputs]: the units' outputs, or their means over positions. */
function entryOf(
  chain: UnitChain,
  tensors: ReadonlyMap<string, Float32Array>,
  samples: number,
): Float32Array {
  const values = tensors.get(chain.entryLayer.tensor) ?? new Float32Array();
  const { positions } = chain;
  if (rowsPerUnit(chain) === positions) return values;
  const means = new Float32Array(samples * chain.entryRows);
  for (let i = 0; i < means.length; i++) {
    let sum = 0;
    for (let position = 0; position < positions; position++) sum += values[i * positions + position];
    means[i] = sum / positions;
  }
  return means;
}
