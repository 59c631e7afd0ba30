import picomatch from 'picomatch/posix.js';
import { InputError } from '../inputError.js';
import type { ResultFile, ResultLayer } from '../results/schema.js';
import { addInto, emptyActivity, mergeActivity, type ActivityTable } from './activity.js';
import {
  ablationColumns,
  activityColumns,
  emptyAblation,
  finite,
  selectivityColumns,
  sum,
  type AblationTable,
} from './columns.js';
import { runInOrder } from './inOrder.js';
import type { UnitLayer } from './network.js';
import { passesOf, planAblation, planActivity, planInformation, type PlanFacts } from './plan.js';
import type { AnalysisSettings, Replacement } from './settings.js';
import type { ActivityShard, Range, ShardRunner } from './shards.js';

/** What an analysis is made on: facts of the network and its data, no files. */
export interface AnalysisSubject {
  readonly layers: readonly UnitLayer[];
  /** Per layer, L1 norms of the units' incoming weights; null where there are none. */
  readonly incomingNorms: readonly (Float64Array | null)[];
  readonly classCount: number;
  readonly labels: Int32Array;
  readonly facts: PlanFacts;
}

/** Work in passes of one sample through the network. */
export interface AnalysisProgress {
  readonly phase: 'statistics' | 'ablation';
  readonly done: number;
  readonly total: number;
  /** Units deleted so far and in all, each replacement value counted; only while units are deleted. */
  readonly deletions?: { readonly done: number; readonly total: number };
}

/** The part of a result file that is measured. */
export type Measured = Pick<ResultFile, 'baseline' | 'layers'>;

/**
 * Measures a network: statistics of the units' activity first, then each unit deleted by itself. Yields its
 * progress, and returns what it measured. The result is the same to the byte for any runner.
 * @throws InputError where a wanted layer does not exist; the signal's reason once it is aborted.
 */
export async function* analyse(
  subject: AnalysisSubject,
  settings: AnalysisSettings,
  runner: ShardRunner,
  signal: AbortSignal,
): AsyncGenerator<AnalysisProgress, Measured> {
  const { layers, classCount, facts } = subject;
  const chosen = chosenLayers(layers, settings.layers);
  const ranges = chosen.map(({ firstUnit, unitCount }): Range => ({ first: firstUnit, count: unitCount }));
  const units = layers.reduce((sum, { unitCount }) => sum + unitCount, 0);
  const ablates = settings.measures.includes('importance');
  const informs = settings.measures.includes('selectivity');
  const activityShards = planActivity(facts);
  const informationShards = informs ? planInformation(facts, ranges) : [];
  // The amount of work does not depend on what units are clamped to, which is not known yet.
  const draft = ablates ? planAblation(facts, ranges, 'zero', new Float32Array(units), settings.loss) : [];
  const work = (
    shards: readonly (ActivityShard | (typeof draft)[number] | (typeof informationShards)[number])[],
  ) => shards.reduce((sum, shard) => sum + passesOf(shard, facts.samples), 0);
  const replacements = ablates ? settings.replacements : [];
  const deleting = replacements.length * work(draft);
  const total = work(activityShards) + work(informationShards) + deleting;
  let done = 0;
  const progress = (phase: AnalysisProgress['phase'], passes: number): AnalysisProgress => {
    done += passes;
    if (phase === 'statistics') return { phase, done, total };
    const deletions = replacements.length * ranges.reduce((count, range) => count + range.count, 0);
    const left = (total - done) / deleting;
    return { phase, done, total, deletions: { done: Math.floor(deletions * (1 - left)), total: deletions } };
  };

  const activity = emptyActivity(units, classCount);
  const baseline = { correctPerClass: new Float64Array(classCount), lossSum: 0 };
  for await (const passes of runInOrder(activityShards, runner, signal, (result) => {
    mergeActivity(activity, result);
    addInto(baseline.correctPerClass, result.correctPerClass);
    baseline.lossSum += result.lossSum;
  })) {
    yield progress('statistics', passes);
  }

  const information = { bits: new Float64Array(units), bins: new Float64Array(units) };
  for await (const passes of runInOrder(informationShards, runner, signal, (result, shard) => {
    information.bits.set(result.mutualInformation, shard.units.first);
    information.bins.set(result.bins, shard.units.first);
  })) {
    yield progress('statistics', passes);
  }

  const ablations = new Map<Replacement, AblationTable>();
  for (const replacement of replacements) {
    const values = replacementValues(replacement, activity);
    const table = emptyAblation(units, classCount, values);
    const shards = planAblation(facts, ranges, replacement, values, settings.loss);
    for await (const passes of runInOrder(shards, runner, signal, (result, shard) => {
      const { first, count } = shard.units;
      addInto(
        table.correctPerClass.subarray(first * classCount, (first + count) * classCount),
        result.correctPerClass,
      );
      addInto(table.turnedWrong.subarray(first, first + count), result.turnedWrong);
      addInto(table.turnedRight.subarray(first, first + count), result.turnedRight);
      addInto(table.lossSum.subarray(first, first + count), result.lossSum);
    })) {
      yield progress('ablation', passes);
    }
    ablations.set(replacement, table);
  }

  const classCounts = countClasses(subject.labels, classCount);
  return {
    baseline: {
      correct: sum(baseline.correctPerClass),
      ...(settings.loss ? { loss: finite(baseline.lossSum / facts.samples) } : {}),
      correctPerClass: [...baseline.correctPerClass],
    },
    layers: layers.map((layer, i): ResultLayer => {
      const { id, kind, operator, activation, shape, unitCount } = layer;
      const head = { id, kind, operator, activation, shape: [...shape], unitCount };
      if (!chosen.includes(layer)) return { ...head, units: {} };
      const columns = activityColumns(layer, activity, classCounts, subject.incomingNorms[i] ?? null);
      const at = (column: Float64Array) => [...column.subarray(layer.firstUnit, layer.firstUnit + unitCount)];
      if (informs) Object.assign(columns, selectivityColumns(columns));
      if (informs)
        Object.assign(columns, { mutualInformation: at(information.bits), bins: at(information.bins) });
      if (ablations.size > 0)
        columns.ablation = ablationColumns(layer, ablations, classCount, facts.samples, settings.loss);
      return { ...head, units: columns };
    }),
  };
}

/**
 * The layers that ids or globs ask for, in forward order.
 * @throws InputError where one matches no layer.
 */
export function chosenLayers(layers: readonly UnitLayer[], wanted: readonly string[] | null): UnitLayer[] {
  if (wanted === null) return [...layers];
  const matchers = wanted.map((pattern) => {
    const matches = picomatch(pattern);
    const test = (id: string) => id === pattern || matches(id);
    if (!layers.some(({ id }) => test(id))) {
      const ids = layers
        .slice(0, 12)
        .map(({ id }) => id)
        .join(', ');
      throw new InputError(
        `No hidden layer is called "${pattern}"; the layers are ${ids}${layers.length > 12 ? ', ... (see inspect)' : ''}.`,
      );
    }
    return test;
  });
  return layers.filter(({ id }) => matchers.some((test) => test(id)));
}

function replacementValues(replacement: Replacement, activity: ActivityTable): Float32Array {
  return replacement === 'zero' ? new Float32Array(activity.mean.length) : Float32Array.from(activity.mean);
}

/** Samples of each class. */
export function countClasses(labels: Int32Array, classes: number): number[] {
  const counts = new Array<number>(classes).fill(0);
  for (const label of labels) counts[label] = counts[label] + 1;
  return counts;
}
