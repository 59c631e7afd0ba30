import { describe, expect, it } from 'vitest';
import { errorVerdict } from '../../../src/results/derive/errorVerdict.js';
import type { TriedConversion } from '../../../src/results/dataCheck.js';
import { Random } from '../../twin/random.js';

const samples = 100;
const random = new Random(4);
const values = Float32Array.from({ length: samples }, () => random.normal());
const targets = { width: 1, values };

/** A conversion whose answers are so far off, by the sample. */
function tried(off: (sample: number) => number): TriedConversion {
  const numbers = values.map((value, i) => value + off(i));
  const loss = values.reduce((sum, value, i) => sum + (numbers[i] - value) ** 2, 0) / samples;
  const conversion = { scale: 1, mean: 0, std: 1 };
  const rest = { answers: new Int32Array(samples), correct: 0, lowest: 0, highest: 1, view: 0 };
  return { kind: 'unit', conversion, loss, numbers, ...rest };
}

describe('the verdict on conversions of a regression', () => {
  it('takes for chance the error of always answering with the mean', () => {
    const mean = values.reduce((sum, value) => sum + value, 0) / samples;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / samples;
    expect(errorVerdict([tried(() => 0.1)], targets).chance).toBeCloseTo(variance, 6);
  });

  it('ranks by error, and proposes what is nearer on nearly all samples', () => {
    const verdict = errorVerdict([tried(() => 5), tried(() => 0.2), tried(() => 0.1)], targets);
    expect(verdict).toMatchObject({ ranking: [2, 1, 0], proposal: 2, rival: null });
    expect(verdict.beyondChance).toEqual([false, true, true]);
  });

  it('proposes nothing that a few samples make: the sign test asks for most of them', () => {
    // The first is far off on five samples, and nearer on all others.
    const verdict = errorVerdict([tried((i) => (i < 5 ? 3 : 0.1)), tried(() => 0.11)], targets);
    expect(verdict).toMatchObject({ ranking: [1, 0], proposal: null, rival: 0 });
  });

  it('asks more of each the more were tried', () => {
    // Nearer than the mean on 60 of 100: P(X >= 60) = .028 by itself, too much for two.
    const mean = values.reduce((sum, value) => sum + value, 0) / samples;
    // On the other 40 a little farther from the target than the mean is.
    const one = tried((i) => (i < 60 ? 0 : 1.02 * (mean - values[i])));
    expect(errorVerdict([one], targets).beyondChance).toEqual([true]);
    expect(errorVerdict([one, one], targets).beyondChance).toEqual([false, false]);
  });

  it('puts errors that are no numbers last', () => {
    const wild = { ...tried(() => 0), loss: Infinity };
    expect(errorVerdict([wild, tried(() => 1)], targets).ranking).toEqual([1, 0]);
  });
});
