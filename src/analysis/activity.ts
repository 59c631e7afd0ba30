import type { UnitLayer } from './network.js';
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
 */
export function addActivity(
  table: ActivityTable,
  layer: UnitLayer,
  values: Float32Array,
  labels: Int32Array,
  classes: number,
): void {
  const { unitCount, outer, inner, firstUnit } = layer;
  const stride = outer * unitCount * inner;
  const samples = values.length / stride;
  const positions = outer * inner;
  for (let unit = 0; unit < unitCount; unit++) {
    const flat = firstUnit + unit;
    // Sums are taken of differences from the first value, so that little is lost where the mean is large.
    const shift = values[unit * inner];
    let sum = 0;
    let squares = 0;
    let zeros = 0;
    let silent = 0;
    let lowest = Infinity;
    let highest = -Infinity;
    let leastActive = table.minimum[flat];
    let mostActive = table.maximum[flat];
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
          if (value === 0) zerosHere++;
          if (value < lowest) lowest = value;
          if (value > highest) highest = value;
        }
      }
      activity /= positions;
      zeros += zerosHere;
      if (zerosHere === positions) silent++;
      if (activity < leastActive) leastActive = activity;
      if (activity > mostActive) mostActive = activity;
      const cell = flat * classes + labels[sample];
      table.classSums[cell] = table.classSums[cell] + activity;
    }
    const count = samples * positions;
    const before = table.count[flat];
    const merged = mergeMoments(
      { count: before, mean: table.mean[flat], squares: table.squaredDeviations[flat] },
      { count, mean: shift + sum / count, squares: Math.max(0, squares - (sum * sum) / count) },
    );
    table.count[flat] = merged.count;
    table.mean[flat] = merged.mean;
    table.squaredDeviations[flat] = merged.squares;
    table.zeros[flat] = table.zeros[flat] + zeros;
    table.silentSamples[flat] = table.silentSamples[flat] + silent;
    table.outputMinimum[flat] = Math.min(table.outputMinimum[flat], lowest);
    table.outputMaximum[flat] = Math.max(table.outputMaximum[flat], highest);
    table.minimum[flat] = leastActive;
    table.maximum[flat] = mostActive;
  }
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
