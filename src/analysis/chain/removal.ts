import type { UnitLayer } from '../unitLayers.js';
import { rowsPerUnit, type UnitChain } from './unitChain.js';

/** An order of units made ready for being removed from a chain by a model of curves (`curveModel.ts`). */
export interface Removal {
  /** By step from step 1 on, transposed: [rows of its inputs x rows of its outputs]. */
  readonly weights: readonly Float32Array[];
  readonly portions: readonly Portion[];
  /** What step 0 makes, in the order of the rows of its sums. */
  readonly outputs: Int32Array;
  /** The units that are removed from the entry, in that order. */
  readonly entry: readonly RemovedUnit[];
}

/** Several points of a curve, one behind the other. */
export interface Portion {
  /** Number of points, and of the order's units that are removed at each. */
  readonly points: number;
  readonly lengths: readonly number[];
  /** Rows of the entry that are removed, in that order, and what they are held at; null where all at zero. */
  readonly rows: BigInt64Array;
  readonly constants: Float32Array | null;
  /** How many of these rows at each point; at least one. */
  readonly counts: BigInt64Array;
  /** Where step 0's sums at the first of these points stand among those before it. */
  readonly sumsRows: BigInt64Array;
  /**
   * What the removed rows take from step 0's sums: minus their weights, [rows removed x rows that count] of each
   * point one behind the other; and how many values each point has.
   */
  readonly taken: Float32Array;
  readonly takenSizes: BigInt64Array;
  /** By step but the last: how many of its rows count at each point. */
  readonly living: readonly BigInt64Array[];
  /** By step from step 1 on, [points x rows of its outputs]: the bias with what removed inputs are held at. */
  readonly bias: readonly Float32Array[];
}

/**
 * Makes an order of units ready for being removed. What a step makes is put in rows so that units that live are
 * always a prefix: those that are never removed, then the others, the last removed first. Before them stands a
 * copy of the first one that leads nowhere, so that no prefix is empty.
 * @param order flat unit indexes, all in layers of the chain.
 * @param lengths how many of them are removed at each point: ascending, at least one.
 * @param values what units are held at, by flat index.
 * @param pointsPerPortion at most.
 */
export function planRemoval(
  chain: UnitChain,
  order: Int32Array,
  lengths: readonly number[],
  values: Float32Array,
  pointsPerPortion: number,
): Removal {
  const { steps, made, outgoing } = chain;
  const entry = removedOf(chain.entryLayer, order, values);
  const removed = made.slice(0, -1).map((layer) => removedOf(layer, order, values));
  const rows = steps.map(({ outputs }, step) => rowsOf(removed.at(step), outputs));
  const rowsLeft = (step: number, length: number) =>
    rows[step].length - countBefore(removed[step] ?? [], length);
  const portions: Portion[] = [];
  const biases = removed.map((units, i) => runningBias(chain, i + 1, units, rows[i + 1]));
  for (let first = 0; first < lengths.length; first += pointsPerPortion) {
    const own = lengths.slice(first, first + pointsPerPortion);
    const before = first === 0 ? 0 : lengths[first - 1];
    const sumsRows = rows[0].slice(0, rowsLeft(0, own[0]));
    const outputs = own.map((length) => rows[0].subarray(0, rowsLeft(0, length)));
    portions.push({
      points: own.length,
      lengths: own,
      // The first portion starts from the sums as the intact network has them.
      sumsRows: BigInt64Array.from(first === 0 ? sumsRows : sumsRows.keys(), BigInt),
      ...removedRows(chain, entry, before, own, outputs),
      living: removed.map((_, step) => BigInt64Array.from(own, (length) => BigInt(rowsLeft(step, length)))),
      bias: biases.map((biasAt) => joined(own.map(biasAt))),
    });
  }
  const weights = removed.map((_, i) => {
    const matrix = gathered(outgoing[i + 1], steps[i + 1].outputs, rows[i], rows[i + 1]);
    // The first row is the copy that leads nowhere.
    return matrix.fill(0, 0, rows[i + 1].length);
  });
  return { weights, portions, outputs: rows[0], entry };
}

/** A unit, or a row of the entry, that is removed. */
export interface RemovedUnit {
  /** Within its layer. */
  readonly unit: number;
  /** Place in the order. */
  readonly at: number;
  readonly value: number;
}

/** The units of an order that lie in a layer. */
function removedOf(layer: UnitLayer | null, order: Int32Array, values: Float32Array): RemovedUnit[] {
  const units: RemovedUnit[] = [];
  if (!layer) return units;
  for (const [at, flat] of order.entries()) {
    const unit = flat - layer.firstUnit;
    if (unit >= 0 && unit < layer.unitCount) units.push({ unit, at, value: values[flat] });
  }
  return units;
}

function countBefore(units: readonly RemovedUnit[], length: number): number {
  const first = units.findIndex(({ at }) => at >= length);
  return first === -1 ? units.length : first;
}

/** What a step makes, in the rows of its sums; the last step's answers stay as they are. */
function rowsOf(removed: readonly RemovedUnit[] | undefined, outputs: number): Int32Array {
  const all = Array.from({ length: outputs }, (_, i) => i);
  if (!removed) return Int32Array.from(all);
  const mortal = new Set(removed.map(({ unit }) => unit));
  const rows = [...all.filter((unit) => !mortal.has(unit)), ...removed.map(({ unit }) => unit).reverse()];
  return Int32Array.from([rows[0], ...rows]);
}

/**
 * The part of a portion that enters the chain.
 * @param outputs for each point, the outputs of step 0 that count.
 */
function removedRows(
  chain: UnitChain,
  entry: readonly RemovedUnit[],
  before: number,
  lengths: readonly number[],
  outputs: readonly Int32Array[],
): Pick<Portion, 'rows' | 'constants' | 'counts' | 'taken' | 'takenSizes'> {
  const perUnit = rowsPerUnit(chain);
  const rows: number[] = [];
  const constants: number[] = [];
  const taken: Float32Array[] = [];
  const counts: number[] = [];
  let next = countBefore(entry, before);
  for (const [point, length] of lengths.entries()) {
    const first = rows.length;
    for (; next < entry.length && entry[next].at < length; next++) {
      const { unit, value } = entry[next];
      for (let row = unit * perUnit; row < (unit + 1) * perUnit; row++) {
        rows.push(row);
        constants.push(value);
      }
    }
    const isIdle = rows.length === first;
    if (isIdle) {
      // No operator is to see an empty tensor: any row, that takes nothing.
      rows.push(0);
      constants.push(0);
    }
    const own = rows.slice(first);
    const weights = gathered(chain.outgoing[0], chain.steps[0].outputs, own, outputs[point]);
    taken.push(weights.map((weight) => (isIdle ? 0 : -weight)));
    counts.push(own.length);
  }
  return {
    rows: BigInt64Array.from(rows, BigInt),
    constants: constants.every((value) => value === 0) ? null : Float32Array.from(constants),
    counts: BigInt64Array.from(counts, BigInt),
    taken: joined(taken),
    takenSizes: BigInt64Array.from(taken, ({ length }) => BigInt(length)),
  };
}

/**
 * A step's bias while more and more of its inputs are removed and held at constants; to be asked for growing
 * lengths. Summed in double precision.
 */
export function runningBias(
  { steps, outgoing }: UnitChain,
  step: number,
  removed: readonly RemovedUnit[],
  outputs: Int32Array,
): (length: number) => Float32Array {
  const width = steps[step].outputs;
  const sums = Float64Array.from(steps[step].bias);
  let next = 0;
  return (length) => {
    for (; next < removed.length && removed[next].at < length; next++) {
      const { unit, value } = removed[next];
      if (value === 0) continue;
      for (let i = 0; i < width; i++) sums[i] += value * outgoing[step][unit * width + i];
    }
    return Float32Array.from(outputs, (output) => sums[output]);
  };
}

/** Some rows of a matrix and some columns of these. */
export function gathered(
  matrix: Float32Array,
  width: number,
  rows: ArrayLike<number>,
  columns: Int32Array,
): Float32Array {
  const count = columns.length;
  const result = new Float32Array(rows.length * count);
  for (let row = 0; row < rows.length; row++) {
    const from = rows[row] * width;
    const to = row * count;
    for (let i = 0; i < count; i++) result[to + i] = matrix[from + columns[i]];
  }
  return result;
}

function joined(parts: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
