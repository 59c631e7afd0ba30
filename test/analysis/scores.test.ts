import { describe, expect, it } from 'vitest';
import { scoreBatch } from '../../src/analysis/scores.js';
import { Random } from '../twin/random.js';

const logits = { loss: true, probabilities: false };
const probabilities = { loss: true, probabilities: true };

describe('answers', () => {
  it('are correct where the largest score is that of the label', () => {
    const scores = Float32Array.of(1, 3, 2, 5, 4, 4, -3, -2, -1);
    expect([...scoreBatch(scores, Int32Array.of(1, 0, 0), 3, logits).correct]).toEqual([1, 1, 0]);
  });

  it('go to the lowest index where scores tie', () => {
    const scores = Float32Array.of(2, 7, 7, 7, 7, 2);
    expect([...scoreBatch(scores, Int32Array.of(1, 1), 3, logits).correct]).toEqual([1, 0]);
    expect([...scoreBatch(scores, Int32Array.of(2, 0), 3, logits).correct]).toEqual([0, 1]);
  });

  it('are told apart at the last bit of single precision', () => {
    const close = Float32Array.of(1, 1 + 2 ** -23);
    expect([...scoreBatch(close, Int32Array.of(1), 2, logits).correct]).toEqual([1]);
  });

  it('need no more labels than there are rows', () => {
    const { correct, loss } = scoreBatch(Float32Array.of(0, 1), Int32Array.of(1, 0, 0), 2, logits);
    expect(correct).toHaveLength(1);
    expect(loss).toHaveLength(1);
  });
});

describe('cross-entropy', () => {
  const lossOf = (scores: readonly number[], label: number, wants = logits) =>
    scoreBatch(Float32Array.from(scores), Int32Array.of(label), scores.length, wants).loss[0];

  it('is the log of the number of classes where all logits are equal', () => {
    expect(lossOf([5, 5, 5, 5], 2)).toBe(Math.fround(Math.log(4)));
  });

  it('is log(1 + exp(-d)) of two logits that are d apart', () => {
    for (const d of [-3, -0.5, 0.25, 2, 10]) {
      expect(lossOf([d, 0], 0)).toBe(Math.fround(Math.log(1 + Math.exp(-d))));
    }
  });

  it('is -log softmax of the label, rounded to single precision', () => {
    const random = new Random(2);
    for (let trial = 0; trial < 200; trial++) {
      const scores = random.normals(10, 4);
      const label = random.below(10);
      const total = scores.reduce((sum, score) => sum + Math.exp(score), 0);
      const expected = Math.log(total) - scores[label];
      const found = lossOf(scores, label);
      expect(Math.abs(found - expected)).toBeLessThanOrEqual(2 ** -23 * Math.max(expected, 1e-7));
      expect(Math.fround(found)).toBe(found);
    }
  });

  it('does not overflow, however large the logits', () => {
    expect(lossOf([1e4, 0], 1)).toBe(1e4);
    expect(lossOf([1e4, 0], 0)).toBe(0);
    expect(lossOf([-3e38, -3e38], 0)).toBe(Math.fround(Math.log(2)));
  });

  it('of probabilities is -log of that of the label, which counts as at least 1e-7', () => {
    expect(lossOf([0.25, 0.75], 0, probabilities)).toBe(-Math.log(0.25));
    expect(lossOf([0, 1], 0, probabilities)).toBe(-Math.log(1e-7));
    expect(lossOf([1, 0], 0, probabilities)).toBeCloseTo(0, 15);
  });

  it('is left at zero where it is not asked for', () => {
    expect(lossOf([1, 2], 0, { loss: false, probabilities: false })).toBe(0);
  });
});
