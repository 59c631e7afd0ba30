import type { EngineSession, EngineTensor } from '../../engine/engine.js';
import type { Network } from '../network.js';
import { curveInputs, curveModel, curveOutputs } from './curveModel.js';
import { fromScratch } from './fromScratch.js';
import { columnsOf, type IntactColumns } from './intactColumns.js';
import type { Portion, Removal } from './removal.js';
import type { UnitChain } from './unitChain.js';

/** How a network answered a block of samples without some of its units, at each of several points. */
export interface ChainAnswers {
  /** [points x samples], 1 where the answer is right. */
  readonly right: Uint8Array;
  /** [points x samples], of which `lossOf` makes losses; empty where none were asked for. */
  readonly behind: Float32Array;
  readonly others: Float32Array;
  /** [rows x samples], sums of step 0 after the last point; empty where they were not asked for. */
  readonly sums: Float32Array;
}

/** Runs a chain without some of its units, through models that are made once for each number of points. */
export class ChainRunner {
  readonly #sessions = new Map<string, EngineSession>();

  constructor(
    private readonly network: Network,
    private readonly chain: UnitChain,
  ) {}

  /**
   * Answers a portion of a removal on a block. What is too close to call is worked out anew, of living units alone.
   * @param sums of step 0 before the portion: the block's own, or those after the portion before.
   */
  async answer(
    block: IntactColumns,
    removal: Removal,
    portion: Portion,
    sums: Float32Array,
    wants: { readonly loss: boolean; readonly sums: boolean },
  ): Promise<ChainAnswers> {
    const answers = await this.#run(block, removal, portion, sums, wants);
    for (let point = 0; point < portion.points; point++) {
      const first = point * block.samples;
      const close = answers.close.subarray(first, first + block.samples);
      if (!close.includes(1)) continue;
      const samples = Int32Array.from(close.keys()).filter((sample) => close[sample] === 1);
      const some = columnsOf(block, samples);
      const anew = fromScratch(this.chain, removal, portion, point, samples.length);
      const settled = await this.#run(some, removal, anew.portion, anew.sums, { ...wants, sums: false });
      for (const [i, sample] of samples.entries()) {
        answers.right[first + sample] = settled.right[i];
        if (!wants.loss) continue;
        answers.behind[first + sample] = settled.behind[i];
        answers.others[first + sample] = settled.others[i];
      }
    }
    return answers;
  }

  async #run(
    block: Omit<IntactColumns, 'sums' | 'intact' | 'classes'>,
    { weights }: Removal,
    portion: Portion,
    sums: Float32Array,
    wants: { readonly loss: boolean; readonly sums: boolean },
  ): Promise<ChainAnswers & { readonly close: Uint8Array }> {
    const { points, constants, living, bias } = portion;
    const columns = block.samples;
    const feeds: Record<string, EngineTensor> = {
      [curveInputs.entry]: floats(block.entry, this.chain.entryRows, columns),
      [curveInputs.rows]: integers(portion.rows),
      ...(constants ? { [curveInputs.constants]: floats(constants, constants.length, 1) } : {}),
      [curveInputs.counts]: integers(portion.counts),
      [curveInputs.taken]: floats(portion.taken, portion.taken.length),
      [curveInputs.takenSizes]: integers(portion.takenSizes),
      [curveInputs.sums]: floats(sums, sums.length / columns, columns),
      [curveInputs.sumsRows]: integers(portion.sumsRows),
      [curveInputs.labels]: { type: 'int64', dims: [1, columns], data: block.labels },
      [curveInputs.isLabel]: { type: 'bool', dims: [this.network.classCount, columns], data: block.isLabel },
      [curveInputs.sizes]: floats(block.sizes, columns),
    };
    for (const [i, counts] of living.entries()) {
      const outputs = bias[i].length / points;
      feeds[curveInputs.living(i)] = integers(counts);
      feeds[curveInputs.weights(i + 1)] = floats(weights[i], weights[i].length / outputs, outputs);
      feeds[curveInputs.bias(i + 1)] = floats(bias[i], points * outputs, 1);
    }
    const { right, close, behind, others, sums: after } = curveOutputs;
    const wanted = [right, close, ...(wants.loss ? [behind, others] : []), ...(wants.sums ? [after] : [])];
    const results = await (await this.#session(points, constants !== null)).run(feeds, wanted);
    const values = (name: string) => (results[name]?.data ?? new Float32Array()) as Float32Array;
    return {
      right: results[right].data as Uint8Array,
      close: results[close].data as Uint8Array,
      behind: values(behind),
      others: values(others),
      sums: values(after),
    };
  }

  async release(): Promise<void> {
    for (const session of this.#sessions.values()) await session.release();
    this.#sessions.clear();
  }

  async #session(points: number, holds: boolean): Promise<EngineSession> {
    const key = `${points} ${holds}`;
    const open = this.#sessions.get(key);
    if (open) return open;
    const { network, chain } = this;
    const widths = chain.steps.map(({ outputs, activation }) => outputs + (activation === null ? 0 : 1));
    const model = curveModel(network.graph.model, chain.activations, widths, points, holds);
    const session = await network.engine.load(model, 'full');
    this.#sessions.set(key, session);
    return session;
  }
}

/**
 * -log softmax(logits)[label] = h - y + log(sum over k of exp(z_k - h)), with the label's logit y and the largest
 * one h, rounded as in `scores.ts`; exact also where the answer is all but certain.
 * @param at point * samples + sample.
 */
export function lossOf({ behind, others }: ChainAnswers, at: number): number {
  const gap = behind[at];
  const rest = others[at];
  return Math.fround(gap === 0 ? Math.log1p(rest) : gap + Math.log(rest + Math.exp(-gap)));
}

function floats(data: Float32Array, ...dims: number[]): EngineTensor {
  return { type: 'float32', dims, data };
}

function integers(data: BigInt64Array): EngineTensor {
  return { type: 'int64', dims: [data.length], data };
}
