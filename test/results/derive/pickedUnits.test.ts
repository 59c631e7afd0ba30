import { expect, it } from 'vitest';
import { pickedWords } from '../../../src/results/derive/pickedUnits.js';
import { unitRows, type UnitRow } from '../../../src/results/derive/unitRows.js';
import { countedSoFar, estimated } from '../inexactResults.js';
import { sampleResult } from '../sampleResult.js';

const rows = unitRows(sampleResult(), 'zero');
const costing = (...counts: number[]): UnitRow[] =>
  counts.map((count, i) => ({ ...rows[i], lost: { count, basis: null } }));

it.each([
  [[3, 0, 1], '3 units, 1.3 images lost on average'],
  [[-2, 1], '2 units, 0.5 images gained on average'],
  [[0, 0], '2 units, 0.0 images lost on average'],
  [[4], '1 unit, 4.0 images lost'],
  [[], '0 units'],
] as [number[], string][])('says of costs %j: %s', (counts, words) => {
  expect(pickedWords(costing(...counts), 'image')).toBe(words);
});

it('says what numbers rest on that are not counted to the end', () => {
  expect(pickedWords(unitRows(estimated(sampleResult()), 'zero'), 'row')).toMatch(
    /^14 units, about \d+\.\d rows (lost|gained) on average$/,
  );
  expect(pickedWords(unitRows(countedSoFar(sampleResult(), 100), 'zero'), 'row')).toMatch(
    / on average so far$/,
  );
});

it('tells no mean where no unit was deleted', () => {
  expect(pickedWords(unitRows(sampleResult(), null).slice(0, 2), 'image')).toBe('2 units');
});
