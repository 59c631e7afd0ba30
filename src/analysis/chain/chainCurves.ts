import type { Network } from '../network.js';
import { countAnswers, noAnswers, type ShardContext } from '../shardContext.js';
import type { AnswersResult, GroupShard, Prefixes } from '../shards.js';
import { ChainRunner, lossOf, type ChainAnswers } from './chainRunner.js';
import { IntactBlocks, type IntactColumns } from './intactColumns.js';
import { Removals } from './removals.js';
import type { UnitChain } from './unitChain.js';

/** Points that one run answers. */
const pointsPerRun = 32;
/** Bytes of samples, and of orders, that are kept at most. */
const mostBytes = 2 ** 25;

/**
 * Curves of units that all lie in one dense chain, by increments: from point to point the first sums behind the
 * entry change by the newly removed units alone, and what follows is computed of living units alone.
 */
export class ChainCurves {
  readonly #blocks: IntactBlocks;
  readonly #removals: Removals;
  readonly #runner: ChainRunner;

  /** @param memoryBytes what may be kept to save work. */
  constructor(network: Network, chain: UnitChain, memoryBytes: number) {
    this.#runner = new ChainRunner(network, chain);
    const kept = Math.min(mostBytes, memoryBytes / 2);
    this.#blocks = new IntactBlocks(chain, kept);
    this.#removals = new Removals(chain, pointsPerRun, kept);
  }

  /** @param sets an order whose units all lie in the chain. */
  async run(context: ShardContext, shard: GroupShard, sets: Prefixes): Promise<AnswersResult> {
    const { step } = context;
    const { samples, loss } = shard;
    const result = noAnswers(sets.lengths.length);
    const points = Array.from(sets.lengths, (length, at) => ({ length, at })).sort(
      (one, other) => one.length - other.length,
    );
    const removing = points.filter(({ length }) => length > 0);
    const lengths = removing.map(({ length }) => length);
    const removal = this.#removals.get(shard, sets, lengths);
    for await (const block of this.#blocks.of(context, samples, loss)) {
      await step(block.samples);
      for (const { at } of points.slice(0, points.length - removing.length)) {
        countAnswers(result, at, block.intact, block.intact);
        await step(block.samples);
      }
      let { sums } = block;
      for (const [i, portion] of removal.portions.entries()) {
        const own = removing.slice(i * pointsPerRun, (i + 1) * pointsPerRun);
        const wants = { loss, sums: i < removal.portions.length - 1 };
        const answers = await this.#runner.answer(block, removal, portion, sums, wants);
        own.forEach(({ at }, point) => count(result, at, block, answers, point, loss));
        sums = answers.sums;
        await step(block.samples * own.length);
      }
    }
    return result;
  }

  release(): Promise<void> {
    return this.#runner.release();
  }
}

/** Counts the answers of one point. */
function count(
  result: AnswersResult,
  at: number,
  { samples, intact }: IntactColumns,
  answers: ChainAnswers,
  point: number,
  loss: boolean,
): void {
  const first = point * samples;
  let correct = 0;
  let turnedWrong = 0;
  let turnedRight = 0;
  let lossSum = result.lossSum[at];
  for (let sample = 0; sample < samples; sample++) {
    const after = answers.right[first + sample];
    const before = intact.correct[sample];
    correct += after;
    if (before > after) turnedWrong++;
    if (before < after) turnedRight++;
    if (loss) lossSum += lossOf(answers, first + sample);
  }
  result.correct[at] += correct;
  result.turnedWrong[at] += turnedWrong;
  result.turnedRight[at] += turnedRight;
  result.lossSum[at] = lossSum;
}
