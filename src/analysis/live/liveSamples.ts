import type { ActivityResult, Range } from '../shards.js';
import { runActivity } from '../runActivity.js';
import { liveAnswer, type LiveAnswer } from './liveAnswer.js';
import type { LiveContext, LiveWay } from './liveWays.js';

/** What deleted units are held at: zero, or each unit's mean output over the samples that are answered. */
export type LiveReplacement = 'zero' | 'mean';

/** Some samples, answered again and again without some units. */
export class LiveSamples {
  #statistics: ActivityResult | null = null;

  /** @param wayOf the way of deleting units. */
  constructor(
    private readonly samples: Range,
    private readonly wayOf: (deleted: Int32Array) => LiveWay,
  ) {}

  /** @param deleted flat indexes, each once. */
  async answer(context: LiveContext, deleted: Int32Array, replacement: LiveReplacement): Promise<LiveAnswer> {
    if (deleted.length === 0) {
      const { correctPerClass, lossSum } = await this.statistics(context);
      return liveAnswer(this.samples.count, correctPerClass, lossSum);
    }
    const values = await this.values(context, replacement);
    return this.wayOf(deleted).answer(context, deleted, values);
  }

  /** What units are held at, by flat index. */
  async values(context: LiveContext, replacement: LiveReplacement): Promise<Float32Array> {
    return replacement === 'zero'
      ? new Float32Array(context.network.unitCount)
      : Float32Array.from((await this.statistics(context)).mean);
  }

  /** Of the intact network; measured when they are first asked for. */
  async statistics(context: LiveContext): Promise<ActivityResult> {
    this.#statistics ??= await runActivity(context, { kind: 'activity', samples: this.samples });
    return this.#statistics;
  }
}
