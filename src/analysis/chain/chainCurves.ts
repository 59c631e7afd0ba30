import type { EngineSession, EngineTensor } from '../../engine/engine.js';
import type { Network } from '../network.js';
import { countAnswers, noAnswers, type ShardContext } from '../shardContext.js';
import type { AnswersResult, GroupShard, Prefixes } from '../shards.js';
import { curveInputs, curveModel, curveOutputs } from './curveModel.js';
import { IntactBlocks, type IntactColumns } from './intactColumns.js';
import type { Portion, Removal } from './removal.js';
import { Removals } from './removals.js';
import type { UnitChain } from './unitChain.js';

/** Points that one run answers. */
const pointsPerRun = 32;

/**
 * Curves of units that all lie in one dense chain, by increments: from point to point the first sums behind the
 * entry change by the newly removed units alone, and what follows is computed of living units alone.
 */
export class ChainCurves {
  readonly #blocks: IntactBlocks;
  readonly #removals: Removals;
  readonly #sessions = new Map<number, EngineSession>();

  constructor(
    private readonly network: Network,
    private readonly chain: UnitChain,
    memoryBytes: number,
  ) {
    this.#blocks = new IntactBlocks(chain, memoryBytes / 2);
    this.#removals = new Removals(chain, pointsPerRun, memoryBytes / 2);
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
        const isLast = i === removal.portions.length - 1;
        const answers = await this.#answer(block, removal, portion, sums, loss, isLast);
        own.forEach(({ at }, point) => count(result, at, block, answers, point, loss));
        sums = answers.sums;
        await step(block.samples * own.length);
      }
    }
    return result;
  }

  async release(): Promise<void> {
    for (const session of this.#sessions.values()) await session.release();
    this.#sessions.clear();
  }

  async #answer(
    block: IntactColumns,
    removal: Removal,
    portion: Portion,
    sums: Float32Array,
    loss: boolean,
    isLast: boolean,
  ): Promise<Answers> {
    const { points, width, living, bias } = portion;
    const columns = block.samples;
    const feeds: Record<string, EngineTensor> = {
      [curveInputs.entry]: floats(block.entry, this.chain.entryRows, columns),
      [curveInputs.rows]: integers(portion.rows),
      [curveInputs.constants]: floats(portion.constants, portion.rows.length, 1),
      [curveInputs.counts]: integers(portion.counts),
      [curveInputs.weights(0)]: floats(portion.weights, portion.rows.length, width),
      [curveInputs.sums]: floats(sums, sums.length / columns, columns),
      [curveInputs.sumsRows]: integers(portion.sumsRows),
      [curveInputs.labels]: { type: 'int64', dims: [1, columns], data: block.labels },
      [curveInputs.isLabel]: { type: 'bool', dims: [this.network.classCount, columns], data: block.isLabel },
    };
    for (const [i, counts] of living.entries()) {
      const outputs = bias[i].length / points;
      const weights = removal.weights[i];
      feeds[curveInputs.living(i)] = integers(counts);
      feeds[curveInputs.weights(i + 1)] = floats(weights, weights.length / outputs, outputs);
      feeds[curveInputs.bias(i + 1)] = floats(bias[i], points * outputs, 1);
    }
    const { right, behind, others, sums: after } = curveOutputs;
    const session = await this.#session(points);
    const results = await session.run(feeds, [
      right,
      ...(loss ? [behind, others] : []),
      ...(isLast ? [] : [after]),
    ]);
    const values = (name: string) => (results[name]?.data ?? new Float32Array()) as Float32Array;
    return {
      right: results[right].data as Uint8Array,
      behind: values(behind),
      others: values(others),
      sums: values(after),
    };
  }

  async #session(points: number): Promise<EngineSession> {
    const open = this.#sessions.get(points);
    if (open) return open;
    const { network, chain } = this;
    const widths = chain.steps.map(({ outputs, activation }) => outputs + (activation === null ? 0 : 1));
    const model = curveModel(network.graph.model, chain.activations, widths, points);
    const session = await network.engine.load(model, 'full');
    this.#sessions.set(points, session);
    return session;
  }
}

/** @see curveOutputs */
interface Answers {
  readonly right: Uint8Array;
  readonly behind: Float32Array;
  readonly others: Float32Array;
  readonly sums: Float32Array;
}

/** Counts the answers of one point. */
function count(
  result: AnswersResult,
  at: number,
  { samples, intact }: IntactColumns,
  { right, behind, others }: Answers,
  point: number,
  loss: boolean,
): void {
  const first = point * samples;
  let correct = 0;
  let turnedWrong = 0;
  let turnedRight = 0;
  let lossSum = result.lossSum[at];
  for (let sample = 0; sample < samples; sample++) {
    const after = right[first + sample];
    const before = intact.correct[sample];
    correct += after;
    if (before > after) turnedWrong++;
    if (before < after) turnedRight++;
    if (loss) lossSum += crossEntropy(behind[first + sample], others[first + sample]);
  }
  result.correct[at] += correct;
  result.turnedWrong[at] += turnedWrong;
  result.turnedRight[at] += turnedRight;
  result.lossSum[at] = lossSum;
}

/**
 * -log softmax(logits)[label] = h - y + log(sum over k of exp(z_k - h)), with the label's logit y and the largest
 * one h, rounded as in `scores.ts`; exact also where the answer is all but certain.
 * @param behind h - y.
 * @param others that sum without the label's own part.
 */
function crossEntropy(behind: number, others: number): number {
  return Math.fround(behind === 0 ? Math.log1p(others) : behind + Math.log(others + Math.exp(-behind)));
}

function floats(data: Float32Array, ...dims: number[]): EngineTensor {
  return { type: 'float32', dims, data };
}

function integers(data: BigInt64Array): EngineTensor {
  return { type: 'int64', dims: [data.length], data };
}
