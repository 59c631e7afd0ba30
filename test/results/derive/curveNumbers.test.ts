import { describe, expect, it } from 'vitest';
import {
  choiceWithin,
  chosenFamilies,
  curveScopes,
  randomOrders,
} from '../../../src/results/derive/curveChoices.js';
import { curveFamilies } from '../../../src/results/derive/curveFamilies.js';
import { classShareLoss, meanLoss } from '../../../src/results/derive/curveLoss.js';
import { networkNote, orderNote } from '../../../src/results/derive/curveNotes.js';
import { orderPhrase } from '../../../src/results/derive/curveWords.js';
import { networkNames } from '../../../src/results/derive/networkNames.js';
import { halfGoneAt } from '../../../src/results/derive/robustness.js';
import { writeShare } from '../../../src/results/derive/typographicNumbers.js';
import { curvedResult, curveOf } from '../curvedResult.js';

const choice = { scope: 'network', mode: 'remove', replacement: 'zero' };

describe('the choice of curves', () => {
  it('takes what a result holds of it, and its first elsewhere', () => {
    const result = curvedResult();
    expect(curveScopes(result)).toEqual(['network', 'fc1', 'fc2']);
    expect(choiceWithin(result, { scope: 'fc2', mode: 'keep', replacement: 'mean' })).toEqual({
      scope: 'fc2',
      mode: 'remove',
      replacement: 'zero',
    });
    expect(choiceWithin(result, { ...choice, scope: 'conv9' }).scope).toBe('network');
  });

  it('puts random orders first, and counts turned axes among the others', () => {
    const result = curvedResult();
    result.curves = [
      curveOf(result, [180, 100, 80, 80, 80], { by: 'selectivity', direction: 'desc', scope: 'fc1' }),
      curveOf(result, [180, 120, 80, 80, 80], { control: 'rotation', scope: 'fc1' }),
      curveOf(result, [180, 140, 80, 80, 80], { scope: 'fc1' }),
    ];
    const families = chosenFamilies(result, { ...choice, scope: 'fc1' });
    expect(families.map(({ by, control }) => [by, control])).toEqual([
      ['random', null],
      ['selectivity', null],
      ['random', 'rotation'],
    ]);
    expect(randomOrders(families.slice(1))).toBeNull();
  });
});

describe('numbers of curves', () => {
  it('finds where half of the lead is gone, between the points', () => {
    const result = curvedResult();
    result.curves = [curveOf(result, [180, 180, 140, 80, 80])];
    const [family] = curveFamilies(result);
    // 7 of 14 units leave 140, 11 leave 80; half of 180 above 80 is 130: a sixth of the way on.
    expect(halfGoneAt(family, 200, 0.4)).toBeCloseTo((7 + 4 / 6) / 14, 12);
    expect(halfGoneAt(family, 200, 0.95)).toBeNull();
  });

  it('takes the mean height of a loss as trapezoids do', () => {
    const result = curvedResult();
    result.curves = [curveOf(result, [200, 100, 100, 100, 100])];
    const [family] = curveFamilies(result);
    // Loss 1 at none, 2 from 4 of 14 units on.
    expect(meanLoss(family.points)).toBeCloseTo((4 * 1.5 + 10 * 2) / 14, 12);
    expect(meanLoss(family.points.slice(0, 3))).toBeNull();
  });

  it('takes the entropy of classes for the loss of knowing their shares', () => {
    const result = curvedResult();
    const alike = { ...result, dataset: { ...result.dataset, samples: 4, classCounts: [2, 2, 0] } };
    expect(classShareLoss(alike)).toBeCloseTo(Math.log(2), 12);
  });
});

describe('words of curves', () => {
  it.each([
    ['random', null, 'remove', null, 'at random'],
    ['selectivity', 'desc', 'remove', null, 'most selective first'],
    ['selectivity', 'asc', 'keep', null, 'least selective last'],
    ['information', 'asc', 'remove', null, 'least information first'],
    ['importance', 'desc', 'remove', null, 'costliest first (by loss)'],
    ['accuracy', 'asc', 'remove', null, 'cheapest first (by words)'],
    ['given', null, 'remove', null, 'in the given order'],
    ['random', null, 'remove', 'rotation', 'random axes'],
  ])('%s, %s, %s, %s', (by, direction, mode, control, phrase) => {
    expect(orderPhrase({ by, direction, mode, control }, 'word')[0]).toBe(phrase);
  });

  it('names networks by their files, and by their data where these are alike', () => {
    const [one, other] = [curvedResult(), curvedResult()];
    expect(networkNames([one])).toEqual(['pets']);
    expect(networkNames([one, other])).toEqual(['pets, pets, test part', 'pets, pets, test part']);
    other.model.file = 'models/cats.onnx';
    expect(networkNames([one, other])).toEqual(['pets', 'cats']);
  });

  it('explains what is drawn, and no more', () => {
    const result = curvedResult();
    const families = chosenFamilies(result, choice);
    expect(orderNote(result, families)).toBe('Line: mean of 3 random orders; band: lowest to highest.');
    const costly = curveOf(result, [180, 80, 80, 80, 80], {
      by: 'accuracy',
      direction: 'desc',
      mode: 'keep',
    });
    const note = orderNote(result, curveFamilies({ ...result, curves: [costly] }));
    expect(note).toContain('The first units of an order are kept: they are the last to go.');
    expect(note).toContain('scored on the same images flatters itself');
    const [random] = families;
    expect(networkNote([{ name: 'a', result, random }], 1)).toContain(
      '1 network more holds no random orders of this kind.',
    );
  });
});

it.each([
  [0.792, '79.2\u202f%'],
  [0.9995, '99.95\u202f%'],
  [0.99996, '99.996\u202f%'],
  [1, '100\u202f%'],
  [0, '0\u202f%'],
  [0.0004, '0.04\u202f%'],
])('writes the share %d as %s', (share, text) => {
  expect(writeShare(share)).toBe(text);
});
