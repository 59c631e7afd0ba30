import type { ScoredBatch } from '../scores.js';
import { score, type ShardContext } from '../shardContext.js';
import type { Range } from '../shards.js';
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
  /** Losses included where they were asked for. */
  readonly intact: ScoredBatch;
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
    return {
      samples,
      entry: transposed(entryOf(chain, tensors, samples), samples, chain.entryRows),
      sums: transposed(tensors.get(sums) ?? new Float32Array(), samples, chain.steps[0].outputs),
      classes: labels,
      labels: BigInt64Array.from(labels, BigInt),
      isLabel,
      intact: score(context, scores, labels, loss),
    };
  }
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
