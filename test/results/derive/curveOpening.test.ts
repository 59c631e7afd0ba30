import { describe, expect, it } from 'vitest';
import { chosenFamilies } from '../../../src/results/derive/curveChoices.js';
import { curveOpening } from '../../../src/results/derive/curveOpening.js';
import type { ResultFile } from '../../../src/results/schema.js';
import { curvedResult, curveOf } from '../curvedResult.js';

const opening = (result: ResultFile, scope = 'network') =>
  curveOpening(result, chosenFamilies(result, { scope, mode: 'remove', replacement: 'zero' }));

/** The sample with these random orders alone; 200 samples, 80 of them of the largest class. */
function withRandom(...orders: number[][]): ResultFile {
  const result = curvedResult();
  return { ...result, curves: orders.map((correct, seed) => curveOf(result, correct, { seed })) };
}

describe('the opening of the curves', () => {
  it('says how much is right at a half and three quarters gone, in counts of the result', () => {
    const { evidence } = opening(curvedResult());
    // Means of (150, 140, 130) of 200; three quarters of 14 units are 10.5, between 140 at 7 and 100 at 11.
    expect(evidence).toContain(
      'Intact it is 90.0\u202f% right; with half of the units gone at random 70.0\u202f%, with three quarters gone 52.5\u202f%.',
    );
    expect(evidence).toContain('Always naming the largest class gives 40.0\u202f%.');
  });

  it('changes when the result does', () => {
    const result = curvedResult();
    result.curves?.forEach((curve) => (curve.correct[2] -= 20));
    expect(opening(result).evidence).toContain('gone at random 60.0\u202f%');
  });

  it.each([
    ['many deletions', [180, 179, 176, 160, 80], 'It takes many deletions to break it'],
    ['a middling number', [180, 150, 120, 90, 80], 'It breaks bit by bit as units go'],
    ['few', [180, 85, 80, 80, 80], 'A small part gone breaks it'],
    [
      'none at all',
      [180, 180, 180, 170, 150],
      'It keeps more than half of its lead over guessing to the end',
    ],
    [
      'near chance from the start',
      [84, 80, 80, 80, 80],
      'The intact network is near chance: deletion has little to take from it',
    ],
  ])('tells a network that breaks with %s', (_, correct, answer) => {
    const result = withRandom(correct, correct);
    result.baseline.correct = correct[0];
    expect(opening(result).answer).toBe(answer);
  });

  it('names the layer that it speaks of', () => {
    expect(opening(curvedResult(), 'fc1').answer).toBe('It breaks bit by bit as units in fc1 go');
    expect(opening(curvedResult(), 'fc1').evidence).toContain('half of the units of fc1 gone');
    expect(opening(curvedResult(), 'fc2').answer).toBe(
      'Even without fc2 it keeps more than half of its lead over guessing',
    );
  });

  it('gives the area with its band, and of one order no band', () => {
    // Trapezoids: 14 units, removed at 0, 4, 7, 11, 14.
    expect(opening(curvedResult()).evidence).toMatch(
      /The area under the curve is \.\d\d, \.\d\d to \.\d\d over 3 random orders\./,
    );
    expect(opening(withRandom([180, 150, 120, 90, 80])).evidence).toContain('of a single order.');
  });

  it('claims nothing of curves that still come in', () => {
    const soFar: ResultFile = { ...curvedResult(), partial: true };
    expect(opening(soFar)).toEqual({
      answer: 'How much can be deleted before it breaks?',
      evidence: 'That is told when all curves are in.',
    });
  });

  it('claims no robustness without random orders', () => {
    const result = curvedResult();
    result.curves = result.curves?.filter(({ by }) => by !== 'random');
    expect(opening(result)).toEqual({
      answer: 'How much can be deleted before it breaks?',
      evidence:
        'No random orders were measured here, against which others could be judged. Areas from the smallest up: most selective first .52 and least selective first .68.',
    });
  });

  it('claims no area of an order that ends before all units are gone', () => {
    const result = withRandom([180, 150, 120, 90, 80]);
    result.curves?.forEach((curve) => {
      for (const points of [curve.removed, curve.correct, curve.loss ?? []]) points.length = 3;
      curve.auc = null;
    });
    const { answer, evidence } = opening(result);
    expect(answer).toBe('How much can be deleted before it breaks?');
    expect(evidence).not.toContain('area');
    expect(evidence).not.toContain('three quarters');
  });
});
