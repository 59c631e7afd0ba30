import { expect, it } from 'vitest';
import { unitRows } from '../../../../src/results/derive/unitRows.js';
import { unitsCsv } from '../../../../webview/views/units/unitsCsv.js';
import { estimated } from '../../../results/inexactResults.js';
import { sampleResult } from '../../../results/sampleResult.js';
import { viewData } from '../viewData.js';

const result = sampleResult();
const rows = unitRows(result, 'zero');

it('writes a line a unit under a line of names, numbers in full', () => {
  const lines = unitsCsv(viewData(result), [rows[3], rows[4]]).split('\r\n');
  expect(lines).toHaveLength(4);
  expect(lines[0].split(',').slice(0, 5)).toEqual([
    'layer',
    'unit',
    'flat_index',
    'replacement',
    'samples_lost',
  ]);
  // Unit 3 turns 40 wrong and 4 right, all of its preferred class.
  expect(lines[1]).toBe(`fc1,3,3,zero,36,40,4,true,${0.6 - 0.3},0.75,cat,0.6,false,cat,36`);
  expect(lines[2]).toBe('fc1,4,4,zero,0,0,0,false,0,,,0,true,cat,0');
  expect(lines[3]).toBe('');
});

it('quotes what holds a comma, a quote or a line break', () => {
  const odd = sampleResult();
  odd.dataset.classes[0] = 'cat, "big"';
  const [row] = unitRows(odd, 'zero');
  expect(unitsCsv(viewData(odd), [row])).toContain('"cat, ""big"""');
});

it('leaves empty what was not measured', () => {
  const bare = unitRows(result, null);
  const line = unitsCsv(viewData(result, null), [bare[0]]).split('\r\n')[1];
  expect(line).toBe('fc1,0,0,,,,,,,0.5,cat,0.2,false,,');
});

it('writes of estimates where a count may lie, and of how many samples turned answers are', () => {
  const estimate = estimated(result);
  const [row] = unitRows(estimate, 'zero');
  const [names, line] = unitsCsv(viewData(estimate), [row]).split('\r\n');
  const written = Object.fromEntries(names.split(',').map((name, i) => [name, line.split(',')[i]]));
  if (row.lost?.basis?.kind !== 'estimate') throw new Error('no estimate');
  expect(written).toMatchObject({
    samples_lost: String(row.lost.count),
    beyond_chance: '',
    class_hurt_most: '',
    samples_lost_low: String(row.lost.basis.low),
    samples_lost_high: String(row.lost.basis.high),
    samples_used: '1536',
  });
});
