import { derangement, drawOrder } from '../../src/analysis/orders.js';
import { addActivity, emptyActivity } from '../../src/analysis/activity.js';
import type { AnalysisSubject } from '../../src/analysis/analysisPlan.js';
import { passesOf } from '../../src/analysis/plan.js';
import type {
  AblationShard,
  ActivityShard,
  AnswersResult,
  InformationShard,
  Range,
  SampleSelection,
  Shard,
  ShardResult,
  ShardRunner,
} from '../../src/analysis/shards.js';
import { Random } from '../twin/random.js';
import { someLayer } from './someLayer.js';

/*
 * A made-up network of five units in two layers, three classes and 2,500 samples, whose answers are drawn by lot
 * from sample, unit and replacement value. What an analysis has to find is worked out sample by sample.
 */
export const samples = 2500;
export const classCount = 3;
export const layers = [
  someLayer({ id: 'fc1', unitCount: 3 }),
  someLayer({
    id: 'layer1.0.conv1',
    kind: 'conv',
    operator: 'Conv',
    unitCount: 2,
    firstUnit: 3,
    inner: 2,
    shape: [2, 1, 2],
  }),
];
const units = 5;

/** A number in [0, 1) for each combination. */
const lot = (...keys: number[]) =>
  new Random(keys.reduce((seed, key) => Math.imul(seed, 31) + Math.round(key * 1000), 7)).uniform();

export const labels = Int32Array.from({ length: samples }, (_, i) => Math.floor(lot(i, 1) * classCount));
/** Whether the intact network is right, and whether it is with a unit at a value. */
export const isRight = (sample: number) => lot(sample, 2) < 0.8;
export const isRightWithout = (sample: number, unit: number, value: number) =>
  lot(sample, unit, value) < 0.3 ? !isRight(sample) : isRight(sample);
/** Whether it is with several changes, of which each number is one. */
export const isRightChanged = (sample: number, ...changes: number[]) =>
  lot(sample, 5, ...changes) < 0.3 ? !isRight(sample) : isRight(sample);
export const lossOf = (sample: number) => 1 + lot(sample, 3);
export const output = (sample: number, unit: number, position: number) =>
  Math.fround(Math.max(0, lot(sample, unit, position, 4) - 0.3));

export const subject: AnalysisSubject = {
  layers,
  incomingNorms: [Float64Array.of(1, 2, 3), null],
  classCount,
  labels,
  facts: { samples, sampleSize: 4, batchSize: 100, classCount },
  ways: { work: 1, layers: layers.map(() => ({ ways: [{ way: 'masks', work: 1 }] })) },
};

/** Runs shards on the made-up network, each ready after a lot of its own. */
export class MadeUpRunner implements ShardRunner {
  readonly shards: Shard[] = [];
  worked = 0;
  readonly #random = new Random(1);

  constructor(readonly concurrency: number) {}

  async run(shard: Shard, onWork: (passes: number) => void): Promise<ShardResult> {
    this.shards.push(shard);
    const work = passesOf(shard, samples);
    const early = this.#random.below(work + 1);
    for (const passes of [early, work - early]) {
      for (let wait = this.#random.below(4); wait > 0; wait--) await new Promise(setImmediate);
      this.worked += passes;
      onWork(passes);
    }
    return resultOf(shard);
  }
}

export function resultOf(shard: Shard): ShardResult {
  switch (shard.kind) {
    case 'activity':
      return activityOf(shard);
    case 'information':
      return informationOf(shard);
    case 'ablation':
      return ablationOf(shard);
    case 'group': {
      const { sets } = shard;
      const groups =
        sets.kind === 'listed'
          ? sets.groups
          : Array.from(sets.lengths, (length) => sets.order.subarray(0, length));
      return answersOf(
        shard.samples,
        groups.map((group) => [...group]),
      );
    }
    case 'timing':
      return { kind: 'timing', milliseconds: 1 };
    case 'noise':
      return answersOf(shard.samples, [[shard.seed, ...shard.deviations]]);
    case 'rotation':
      return answersOf(
        shard.samples,
        Array.from(shard.lengths, (length) => [shard.layer, shard.seed, length]),
      );
  }
}

function answersOf({ first, count }: Range, changes: readonly (readonly number[])[]): AnswersResult {
  const every = Array.from({ length: count }, (_, i) => first + i);
  const counted = (isCounted: (sample: number, right: boolean) => boolean) =>
    Float64Array.from(
      changes,
      (change) => every.filter((sample) => isCounted(sample, isRightChanged(sample, ...change))).length,
    );
  return {
    kind: 'answers',
    correct: counted((_, right) => right),
    turnedWrong: counted((sample, right) => isRight(sample) && !right),
    turnedRight: counted((sample, right) => !isRight(sample) && right),
    lossSum: Float64Array.from(changes, () => every.reduce((sum, sample) => sum + lossOf(sample), 0)),
  };
}

/** The samples of a selection, by their indexes. */
export function selected({ first, count, draw, without }: SampleSelection): number[] {
  const places = Array.from({ length: count }, (_, i) => first + i);
  if (draw !== undefined) return places.map((place) => drawOrder(samples, draw)[place]);
  const leftOut = new Set(without ? drawOrder(samples, without.draw).subarray(0, without.count) : []);
  return places.filter((sample) => !leftOut.has(sample));
}

function activityOf({ samples: selection }: ActivityShard): ShardResult {
  const table = emptyActivity(units, classCount);
  const correctPerClass = new Float64Array(classCount);
  let correctHalf = 0;
  let lossSum = 0;
  for (const sample of selected(selection)) {
    if (isRight(sample)) correctPerClass[labels[sample]]++;
    if (isRight(sample) && sample % 2 === 0) correctHalf++;
    lossSum += lossOf(sample);
    for (const layer of layers) {
      const values = Array.from({ length: layer.unitCount * layer.inner }, (_, i) =>
        output(sample, layer.firstUnit + Math.floor(i / layer.inner), i % layer.inner),
      );
      addActivity(table, layer, Float32Array.from(values), labels.subarray(sample), classCount);
    }
  }
  return { kind: 'activity', correctPerClass, correctHalf, lossSum, ...table };
}

function informationOf({ units: { first, count } }: InformationShard): ShardResult {
  const column = (scale: number) => Float64Array.from({ length: count }, (_, i) => scale * (first + i));
  return { kind: 'information', mutualInformation: column(0.125), bins: column(2) };
}

function ablationOf({ units, replaceBy, samples: selection }: AblationShard): ShardResult {
  const column = () => new Float64Array(units.length);
  const result = {
    kind: 'ablation' as const,
    correctPerClass: new Float64Array(units.length * classCount),
    correctHalf: column(),
    turnedWrong: column(),
    turnedRight: column(),
    lossSum: column(),
    intactPerClass: new Float64Array(classCount),
    intactHalf: 0,
    intactLossSum: 0,
  };
  const drawn = selected(selection);
  const sources = replaceBy.kind === 'constants' ? [] : derangement(labels.length, replaceBy.seed);
  for (const sample of drawn) {
    if (isRight(sample)) result.intactPerClass[labels[sample]]++;
    if (isRight(sample) && sample % 2 === 0) result.intactHalf++;
    result.intactLossSum += lossOf(sample);
  }
  for (const [i, unit] of units.entries()) {
    for (const sample of drawn) {
      const value = replaceBy.kind === 'constants' ? replaceBy.values[i] : sources[sample];
      const right = isRightWithout(sample, unit, value);
      if (right) result.correctPerClass[i * classCount + labels[sample]]++;
      if (right && sample % 2 === 0) result.correctHalf[i]++;
      if (isRight(sample) && !right) result.turnedWrong[i]++;
      if (!isRight(sample) && right) result.turnedRight[i]++;
      result.lossSum[i] += lossOf(sample);
    }
  }
  return result;
}
