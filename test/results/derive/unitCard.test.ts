import { describe, expect, it } from 'vitest';
import { unitCard } from '../../../src/results/derive/unitCard.js';
import { unitRows, unmeasuredRow } from '../../../src/results/derive/unitRows.js';
import { seededDetail } from '../../webview/seededDetail.js';
import { estimated } from '../inexactResults.js';
import { sampleResult } from '../sampleResult.js';

describe('a unit as its card draws it', () => {
  it('has at once what the result holds, and more with its detail', () => {
    const result = sampleResult();
    const row = unitRows(result, 'zero')[3];
    const first = unitCard(result, row, 'zero', null);
    expect(first.rows.map(({ name, mean, lost }) => [name, mean, lost])).toEqual([
      ['cat', 0.9, 36],
      ['dog', 0.3, 0],
      ['bird', 0.3, 0],
    ]);
    expect(first).toMatchObject({ favourite: 'cat', activity: null, has: { means: true, lost: true } });
    const whole = unitCard(result, row, 'zero', seededDetail(result, 3));
    expect(whole.rows.map(({ spread }) => spread?.samples)).toEqual([80, 70, 50]);
    expect(whole.activity?.low).toBe(0);
  });

  it('folds many classes into a row that sums them up', () => {
    const result = sampleResult();
    const classes = 50;
    result.dataset.classes = Array.from({ length: classes }, (_, c) => `class ${c}`);
    result.dataset.classCounts = new Array<number>(classes).fill(4);
    result.baseline.correctPerClass = new Array<number>(classes).fill(4);
    const { units } = result.layers[0];
    units.classMeans = units.classMeans!.map(() => Array.from({ length: classes }, (_, c) => c));
    units.ablation!['zero'].correctPerClass = units.classMeans.map(() => new Array<number>(classes).fill(3));
    const { rows } = unitCard(result, unitRows(result, 'zero')[0], 'zero', null);
    const rest = rows.at(-1);
    expect(rows).toHaveLength(12);
    expect(rest).toMatchObject({ name: '39 others', samples: 156, lost: 39 });
    const shown = rows.slice(0, -1);
    const all = (classes * (classes - 1)) / 2;
    expect(rest?.mean).toBeCloseTo((all - shown.reduce((sum, { mean }) => sum + mean!, 0)) / 39, 12);
  });

  it('has no favourite where the unit is dead', () => {
    const result = sampleResult();
    const card = unitCard(result, unitRows(result, 'zero')[4], 'zero', null);
    expect(card).toMatchObject({ favourite: null, selectivity: null, character: 'dead on this data' });
  });

  it('has no losses by class of an estimate, till every sample is read', () => {
    const result = estimated(sampleResult());
    const row = unitRows(result, 'zero')[3];
    expect(unitCard(result, row, 'zero', null).has.lost).toBe(false);
    expect(unitCard(result, row, 'zero', seededDetail(sampleResult(), 3)).has.lost).toBe(true);
  });

  it('stands for a unit of a layer that was left out', () => {
    const result = sampleResult();
    result.layers[1].units = {};
    const row = unmeasuredRow(result, 9)!;
    expect(row.name).toBe('fc2[1]');
    expect(unitCard(result, row, 'zero', null)).toMatchObject({
      has: { means: false, lost: false },
      character: null,
    });
    expect(unmeasuredRow(result, 99)).toBeNull();
  });
});
