import { describe, expect, it } from 'vitest';
import { checkedSamples } from '../../../src/analysis/dataCheck/checkedSamples.js';

describe('the samples that conversions are tried on', () => {
  it('are the first ones', () => {
    const labels = Int32Array.from({ length: 30 }, (_, i) => i % 3);
    expect(checkedSamples(labels, 5)).toEqual([0, 1, 2, 3, 4]);
  });

  it('are all where there are fewer', () => {
    expect(checkedSamples(Int32Array.of(0, 1, 0), 100)).toEqual([0, 1, 2]);
  });

  it('stand at even distances where the data are sorted by class', () => {
    const labels = Int32Array.from({ length: 40 }, (_, i) => Math.floor(i / 10));
    expect(checkedSamples(labels, 8)).toEqual([0, 5, 10, 15, 20, 25, 30, 35]);
  });

  it('stay the first ones where there is one class alone', () => {
    expect(checkedSamples(new Int32Array(10), 4)).toEqual([0, 1, 2, 3]);
  });
});
