import { expect, it } from 'vitest';
import { chosenFamilies } from '../../../src/results/derive/curveChoices.js';
import { orderAreasSentence } from '../../../src/results/derive/orderAreas.js';
import type { ResultFile } from '../../../src/results/schema.js';
import { curvedResult, curveOf } from '../curvedResult.js';

const sentence = (result: ResultFile) =>
  orderAreasSentence(
    chosenFamilies(result, { scope: 'network', mode: 'remove', replacement: 'zero' }),
    result.dataset.noun,
  );

it('names the orders that lie outside of the random orders’ band, and no other', () => {
  expect(sentence(curvedResult())).toBe('Sooner than every random order break it: most selective first .52.');
});

it('says where none does', () => {
  const result = curvedResult();
  result.curves = result.curves?.filter(({ direction }) => direction !== 'desc');
  expect(sentence(result)).toBe('No order breaks it sooner or later than the random ones do.');
});

it('tells of selective units that matter less', () => {
  const result = curvedResult();
  const selective = { by: 'selectivity', direction: 'desc' };
  result.curves = [
    ...(result.curves ?? []).filter(({ by }) => by === 'random'),
    curveOf(result, [180, 180, 180, 170, 80], selective),
  ];
  expect(sentence(result)).toMatch(/^Later than every random order: most selective first \.\d\d\.$/);
});

it('does not judge by a single random order', () => {
  const result = curvedResult();
  result.curves = result.curves?.filter(({ by, seed }) => by !== 'random' || seed === 0);
  expect(sentence(result)).toBe('One random order has no spread to judge the others by.');
});

it('is silent without other orders', () => {
  const result = curvedResult();
  result.curves = result.curves?.filter(({ by }) => by === 'random');
  expect(sentence(result)).toBeNull();
});
