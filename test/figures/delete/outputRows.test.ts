import { describe, expect, it } from 'vitest';
import {
  labelRows,
  numberRows,
  outputRows,
  outputShare,
  softmax,
} from '../../../src/figures/delete/outputRows.js';

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

describe('outputs of labels that may hold side by side', () => {
  it('each have a probability of their own, and hold from a half on', () => {
    const facts = { held: [true, false, true], areProbabilities: false, names: ['sun', 'rain'] };
    const rows = labelRows([Math.log(3), 0.01, -5], [0, 0, 0], facts);
    expect(rows).toMatchObject([
      { name: 'sun', intact: 0.5, isLabel: true, isAnswer: true },
      { name: 'rain', isLabel: false, isAnswer: true },
      { name: '2', isLabel: true, isAnswer: false },
    ]);
    expect(rows[0].now).toBeCloseTo(0.75);
  });

  it('are left out where they are many and nothing is said of them', () => {
    const held = classes.map((_, i) => i === 19);
    const scores = classes.map((_, i) => (i === 18 ? 2 : -9 - i));
    const rows = labelRows(scores, scores, { held, areProbabilities: false, names: classes });
    expect(rows).toHaveLength(12);
    expect(rows.slice(-2).map(({ at }) => at)).toEqual([18, 19]);
  });
});

describe('numbers that are predicted', () => {
  it('stand between the lowest and the highest target, and are written out', () => {
    const facts = {
      ranges: [{ low: -1, high: 3 }],
      names: ['price'],
      write: (value: number) => `${value} EUR`,
    };
    expect(numberRows([2], [9], facts)).toMatchObject([
      { name: 'price', now: 0.75, intact: 1, text: '2 EUR', isLabel: false },
    ]);
  });
});
