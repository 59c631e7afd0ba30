import { describe, expect, it } from 'vitest';
import { outputRows, outputShare, softmax } from '../../../src/figures/delete/outputRows.js';

const classes = Array.from({ length: 20 }, (_, i) => `class ${i}`);

describe('outputs', () => {
  it('are the softmax of logits, however large', () => {
    expect([...softmax([0, Math.log(3)])]).toEqual([expect.closeTo(0.25), expect.closeTo(0.75)]);
    expect([...softmax([1000, 1000])]).toEqual([0.5, 0.5]);
  });

  it('are told now and intact, with the label and the answer', () => {
    const rows = outputRows([0, Math.log(3)], [0, 0], { label: 0, areProbabilities: false, classes });
    expect(rows).toMatchObject([
      { name: 'class 0', intact: 0.5, isLabel: true, isAnswer: false },
      { name: 'class 1', intact: 0.5, isLabel: false, isAnswer: true },
    ]);
    expect(rows[1].now).toBeCloseTo(0.75);
  });

  it('are probabilities as they are', () => {
    const rows = outputRows([0.9, 0.1], [0.5, 0.5], { label: 0, areProbabilities: true, classes });
    expect(rows.map(({ now }) => now)).toEqual([0.9, 0.1]);
  });

  it('are the highest of many, and the label, in the order of the classes', () => {
    const scores = classes.map((_, i) => i);
    const rows = outputRows(scores, scores, { label: 2, areProbabilities: false, classes });
    expect(rows.map(({ at }) => at)).toEqual([2, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19]);
  });

  it('are never quite certain, and nothing is said of next to nothing', () => {
    expect([1, 0.996, 0.994, 0.84, 0.005, 0.004].map(outputShare)).toEqual([
      '>99\u202f%',
      '>99\u202f%',
      '99\u202f%',
      '84\u202f%',
      '1\u202f%',
      '',
    ]);
  });
});
