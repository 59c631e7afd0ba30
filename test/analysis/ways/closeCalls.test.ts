import { describe, expect, it } from 'vitest';
import { closeCalls, closeShare, closeSizes } from '../../../src/analysis/ways/closeCalls.js';

const half = closeShare / 2;
const classes = { task: 'classification', probabilities: false } as const;
const labels = { task: 'multi-label', probabilities: false } as const;

/** The samples that are too close to call, each given as a row, where the intact network's scores are near 1. */
function close(
  rows: readonly (readonly number[])[],
  expected: Int32Array | Float32Array,
  wishes: Parameters<typeof closeCalls>[3],
) {
  const width = rows[0].length;
  const sizes = closeSizes(new Float32Array(rows.length * width).fill(1), width);
  return closeCalls(Float32Array.from(rows.flat()), expected, width, wishes, sizes);
}

describe('an answer is too close to call', () => {
  it('where the label is hardly above or below the best other class', () => {
    const rows = [
      [1, 1, 0],
      [1, 1 + half, 0],
      [half, -half, -1],
      [1, 1.001, 0],
      // Two others are tied, and the label is far from both.
      [1, 1, 0],
    ];
    expect(close(rows, Int32Array.of(0, 0, 1, 0, 2), classes)).toEqual([0, 1, 2]);
  });

  it('where what is left of large scores is small', () => {
    const sizes = closeSizes(Float32Array.of(1000, -1000), 2);
    expect(closeCalls(Float32Array.of(0.01, 0), Int32Array.of(0), 2, classes, sizes)).toEqual([0]);
  });

  it('where a score is no number, or none is finite', () => {
    const rows = [
      [NaN, 1],
      [Infinity, 1],
      [2, 1],
    ];
    expect(close(rows, new Int32Array(3), classes)).toEqual([0, 1]);
  });

  it('where any label of several is hardly told to hold or not', () => {
    const rows = [
      [1, half],
      [1, -1],
      [0, 1],
    ];
    expect(close(rows, new Float32Array(6), labels)).toEqual([0, 2]);
    const probabilities = [
      [0.5, 0.9],
      [0.4, 0.9],
    ];
    expect(close(probabilities, new Float32Array(4), { ...labels, probabilities: true })).toEqual([0]);
  });

  it('never where nothing is right or wrong', () => {
    expect(close([[0, 0]], new Float32Array(2), { task: 'regression', probabilities: false })).toEqual([]);
  });
});
