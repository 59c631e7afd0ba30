import { plainNeuronAdder, type NeuronAdder, type NeuronOutputs, type NeuronSums } from './neuronSums.js';
import { depthOf, isTokenWise, tokenActivity, validPlaces, type ValidPositions } from './tokenActivity.js';
import type { UnitLayer } from './unitLayers.js';
import type { ActivityResult } from './shards.js';

/** What is known of the units' activity after some samples; grows batch by batch, merges shard by shard. */
export type ActivityTable = Omit<ActivityResult, 'kind' | 'correctPerClass' | 'correctHalf' | 'lossSum'>;

/** A table of no samples. */
export function emptyActivity(units: number, classes: number): ActivityTable {
  const column = (value = 0) => new Float64Array(units).fill(value);
  return {
    count: column(),
    mean: column(),
    squaredDeviations: column(),
    zeros: column(),
    silentSamples: column(),
    outputMinimum: column(Infinity),
    outputMaximum: column(-Infinity),
    minimum: column(Infinity),
    maximum: column(-Infinity),
    classSums: new Float64Array(units * classes),
  };
}

/**
 * Adds a batch of one layer's outputs to a table.
 * @param values [samples x outer x units x inner] of the layer.
 * @param labels class indexes of the batch's samples.
 * @param valid positions that count, of layers that have as many; null where all do.
 * @param adder for layers of neurons.
 */
export function addActivity(
  table: ActivityTable,
  layer: UnitLayer,
  values: Float32Array,
  labels: Int32Array,
  classes: number,
  valid: ValidPositions | null = null,
  adder: NeuronAdder = plainNeuronAdder,
): void {
  const { unitCount, outer, inner, firstUnit } = layer;
  const byToken = isTokenWise(layer, valid);
  const neurons = { values, units: unitCount, labels };
  const isNeuron = !byToken && outer * inner === 1 && values.length > 0;
  const classSums = table.classSums.subarray(firstUnit * classes, (firstUnit + unitCount) * classes);
  const added = isNeuron ? adder.add(neurons, classSums, classes) : null;
  for (let unit = 0; unit < unitCount; unit++) {
    const flat = firstUnit + unit;
    const sums = byToken
      ? sumTokens(values, layer, unit, labels, table.classSums, flat * classes, valid)
      : added
        ? neuronAt(unit, neurons, added)
        : sumMaps(values, layer, unit, labels, table.classSums, flat * classes);
    const { count, sum } = sums;
    if (count === 0) continue;
    const merged = mergeMoments(
      { count: table.count[flat], mean: table.mean[flat], squares: table.squaredDeviations[flat] },
      { count, mean: sums.shift + sum / count, squares: Math.max(0, sums.squares - (sum * sum) / count) },
    );
    table.count[flat] = merged.count;
    table.mean[flat] = merged.mean;
    table.squaredDeviations[flat] = merged.squares;
    table.zeros[flat] = table.zeros[flat] + sums.zeros;
    table.silentSamples[flat] = table.silentSamples[flat] + sums.silent;
    table.outputMinimum[flat] = Math.min(table.outputMinimum[flat], sums.lowest);
    table.outputMaximum[flat] = Math.max(table.outputMaximum[flat], sums.highest);
    table.minimum[flat] = Math.min(table.minimum[flat], sums.leastActive);
    table.maximum[flat] = Math.max(table.maximum[flat], sums.mostActive);
  }
}

/**
 * A unit's activity on one sample: the mean of its outputs over its positions.
 * @param unit place within its layer.
 * @param values [samples x outer x units x inner] of the layer.
 */
export function activityOf(
  layer: UnitLayer,
  unit: number,
  values: Float32Array,
  sample: number,
  valid: ValidPositions | null = null,
): number {
  if (isTokenWise(layer, valid)) return tokenActivity(layer, unit, values, sample, valid);
  const { unitCount, outer, inner } = layer;
  let sum = 0;
  for (let o = 0; o < outer; o++) {
    const from = ((sample * outer + o) * unitCount + unit) * inner;
    for (let i = from; i < from + inner; i++) sum += values[i];
  }
  return sum / (outer * inner);
}

/** What one unit's outputs on a batch add up to. */
interface UnitSums {
  readonly count: number;
  /** Sums are of differences from this, the first value, so that little is lost where the mean is large. */
  readonly shift: number;
  readonly sum: number;
  readonly squares: number;
  readonly zeros: number;
  readonly silent: number;
  readonly lowest: number;
  readonly highest: number;
  readonly leastActive: number;
  readonly mostActive: number;
}

/** Of a neuron whose layer was added up. */
function neuronAt(unit: number, { values, units }: NeuronOutputs, added: NeuronSums): UnitSums {
  const [silent, leastActive, mostActive] = [added.zeros[unit], added.lowest[unit], added.highest[unit]];
  return {
    count: values.length / units,
    shift: values[unit],
    sum: added.sums[unit],
    squares: added.squares[unit],
    zeros: silent,
    silent,
    lowest: leastActive,
    highest: mostActive,
    leastActive,
    mostActive,
  };
}

/**
 * @param values [samples x outer x units x inner] of the layer.
 * @param classSums to which the unit's activities are added, from `firstClass` on.
 */
function sumMaps(
  values: Float32Array,
  { unitCount, outer, inner }: UnitLayer,
  unit: number,
  labels: Int32Array,
  classSums: Float64Array,
  firstClass: number,
): UnitSums {
  const stride = outer * unitCount * inner;
  const samples = values.length / stride;
  const positions = outer * inner;
  const shift = values[unit * inner];
  let sum = 0;
  let squares = 0;
  let zeros = 0;
  let silent = 0;
  let lowest = Infinity;
  let highest = -Infinity;
  let leastActive = Infinity;
  let mostActive = -Infinity;
  for (let sample = 0; sample < samples; sample++) {
    let activity = 0;
    let zerosHere = 0;
    for (let o = 0; o < outer; o++) {
      const from = sample * stride + (o * unitCount + unit) * inner;
      for (let i = from; i < from + inner; i++) {
        const value = values[i];
        const difference = value - shift;
        sum += difference;
        squares += difference * difference;
        activity += value;
        zerosHere += Number(value === 0);
        if (value < lowest) lowest = value;
        if (value > highest) highest = value;
      }
    }
    activity /= positions;
    zeros += zerosHere;
    if (zerosHere === positions) silent++;
    if (activity < leastActive) leastActive = activity;
    if (activity > mostActive) mostActive = activity;
    classSums[firstClass + labels[sample]] += activity;
  }
  const count = samples * positions;
  return { count, shift, sum, squares, zeros, silent, lowest, highest, leastActive, mostActive };
}

/** Of outputs at valid positions (`tokenActivity.ts`). @param values [samples x outer x units x inner] of the layer. */
function sumTokens(
  values: Float32Array,
  layer: UnitLayer,
  unit: number,
  labels: Int32Array,
  classSums: Float64Array,
  firstClass: number,
  valid: ValidPositions | null,
): UnitSums {
  const { outer, inner, unitCount } = layer;
  const samples = values.length / (outer * inner * unitCount);
  const depth = depthOf(layer);
  const shift = values[unit * inner];
  let [count, sum, squares, zeros, silent] = [0, 0, 0, 0, 0];
  let [lowest, highest, leastActive, mostActive] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let sample = 0; sample < samples; sample++) {
    let isSilent = true;
    for (const place of validPlaces(layer, unit, sample, valid)) {
      for (let i = place; i < place + depth; i++) {
        const value = values[i];
        const difference = value - shift;
        sum += difference;
        squares += difference * difference;
        if (value === 0) zeros++;
        else isSilent = false;
        lowest = Math.min(lowest, value);
        highest = Math.max(highest, value);
      }
      count += depth;
    }
    const activity = tokenActivity(layer, unit, values, sample, valid);
    if (isSilent) silent++;
    leastActive = Math.min(leastActive, activity);
    mostActive = Math.max(mostActive, activity);
    classSums[firstClass + labels[sample]] += activity;
  }
  return { count, shift, sum, squares, zeros, silent, lowest, highest, leastActive, mostActive };
}

/** Adds the table of later samples to a table of earlier ones. The order matters to the last bit. */
export function mergeActivity(table: ActivityTable, later: ActivityTable): void {
  for (let unit = 0; unit < table.count.length; unit++) {
    const merged = mergeMoments(momentsOf(table, unit), momentsOf(later, unit));
    table.count[unit] = merged.count;
    table.mean[unit] = merged.mean;
    table.squaredDeviations[unit] = merged.squares;
    table.outputMinimum[unit] = Math.min(table.outputMinimum[unit], later.outputMinimum[unit]);
    table.outputMaximum[unit] = Math.max(table.outputMaximum[unit], later.outputMaximum[unit]);
    table.minimum[unit] = Math.min(table.minimum[unit], later.minimum[unit]);
    table.maximum[unit] = Math.max(table.maximum[unit], later.maximum[unit]);
  }
  addInto(table.zeros, later.zeros);
  addInto(table.silentSamples, later.silentSamples);
  addInto(table.classSums, later.classSums);
}

/** total += part, element by element. */
export function addInto(total: Float64Array, part: Float64Array): void {
  for (let i = 0; i < total.length; i++) total[i] = total[i] + part[i];
}

interface Moments {
  readonly count: number;
  readonly mean: number;
  /** Sum of squared deviations from the mean. */
  readonly squares: number;
}

function momentsOf(table: ActivityTable, unit: number): Moments {
  return {
    count: table.count[unit],
    mean: table.mean[unit],
    squares: table.squaredDeviations[unit],
  };
}

/** Mean and squared deviations of two sets together (Chan, Golub and LeVeque 1979). */
export function mergeMoments(one: Moments, other: Moments): Moments {
  if (one.count === 0) return other;
  if (other.count === 0) return one;
  const count = one.count + other.count;
  const difference = other.mean - one.mean;
  return {
    count,
    mean: one.mean + (difference * other.count) / count,
    squares: one.squares + other.squares + (difference * difference * one.count * other.count) / count,
  };
}
