import { lossOf, type ChainRunner } from '../chain/chainRunner.js';
import { IntactBlocks } from '../chain/intactColumns.js';
import { planRemoval } from '../chain/removal.js';
import type { UnitChain } from '../chain/unitChain.js';
import type { PartInputs } from '../networkPart.js';
import type { Parts } from '../parts.js';
import type { Batch } from '../sampleReader.js';
import { score, type ShardContext } from '../shardContext.js';
import type { Range } from '../shards.js';
import { LiveCounts, type LiveAnswer } from './liveAnswer.js';

/** What answering takes. */
export type LiveContext = Pick<ShardContext, 'network' | 'reader' | 'step'>;

/** A way of answering samples without some units, at least one. What it keeps of the samples serves the next answer. */
export interface LiveWay {
  /**
   * @param deleted flat indexes, each once.
   * @param values what units are held at, by flat index.
   */
  answer(context: LiveContext, deleted: Int32Array, values: Float32Array): Promise<LiveAnswer>;
}

/** Units of one dense chain: the point of a curve that removes them all. */
export class ChainWay implements LiveWay {
  readonly #blocks: IntactBlocks;

  constructor(
    private readonly chain: UnitChain,
    private readonly runner: ChainRunner,
    private readonly samples: Range,
    memoryBytes: number,
  ) {
    this.#blocks = new IntactBlocks(chain, memoryBytes);
  }

  async answer(context: LiveContext, deleted: Int32Array, values: Float32Array): Promise<LiveAnswer> {
    const counts = new LiveCounts(context.network.classCount);
    const removal = planRemoval(this.chain, deleted, [deleted.length], values, 1);
    const [portion] = removal.portions;
    for await (const block of this.#blocks.of(context, this.samples, true)) {
      const answers = await this.runner.answer(block, removal, portion, block.sums, {
        loss: true,
        sums: false,
      });
      const loss = Float64Array.from(answers.right, (_, sample) => lossOf(answers, sample));
      counts.add({ correct: answers.right, loss }, block.classes);
      await context.step(block.samples);
    }
    return counts.answer();
  }
}

type LabelledInputs = PartInputs & Pick<Batch, 'labels' | 'expected'>;

/** Any units: what comes after the first layer that has some of them runs again. */
export class PartWay implements LiveWay {
  #kept: { readonly first: number; readonly blocks: readonly LabelledInputs[] } | null = null;

  constructor(
    private readonly parts: Parts,
    private readonly samples: Range,
    /** What may be kept of the samples. */
    private readonly memoryBytes: number,
  ) {}

  async answer(context: LiveContext, deleted: Int32Array, values: Float32Array): Promise<LiveAnswer> {
    const { network } = context;
    const first = Math.min(...Array.from(deleted, (unit) => network.place(unit).layer));
    // Of all later layers, so that the part stays the same whatever is deleted next.
    const layers = Array.from(network.layers.keys()).slice(first);
    const part = await this.parts.behind(layers);
    const clamps = Array.from(deleted, (unit) => ({ unit, value: values[unit] }));
    const counts = new LiveCounts(network.classCount);
    for await (const block of this.#blocks(context, first, part.needs)) {
      const scores = await part.run(block, clamps);
      counts.add(score(context, scores, block.expected, true), block.labels);
      await context.step(block.samples);
    }
    return counts.answer();
  }

  async *#blocks(
    context: LiveContext,
    first: number,
    needs: readonly string[],
  ): AsyncGenerator<LabelledInputs> {
    if (this.#kept?.first === first) {
      for (const block of this.#kept.blocks) yield block;
      return;
    }
    this.#kept = null;
    const { network, reader } = context;
    // A part that is the whole network starts from the samples themselves, which the reader keeps.
    const isKept = needs.length > 0 && network.blockSize(needs, this.memoryBytes) >= this.samples.count;
    const blocks: LabelledInputs[] = [];
    for await (const { inputs, labels, expected } of reader.batches(this.samples, network.batchSize)) {
      const samples = labels.length;
      const tensors = needs.length === 0 ? new Map() : (await network.intact(inputs, needs)).tensors;
      if (isKept) blocks.push({ samples, inputs: new Float32Array(), tensors, labels, expected });
      yield { samples, inputs, tensors, labels, expected };
    }
    if (isKept) this.#kept = { first, blocks };
  }
}
