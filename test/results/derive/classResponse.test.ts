import { describe, expect, it } from 'vitest';
import { classResponses, selectivitySum } from '../../../src/results/derive/classResponse.js';
import { unitRows } from '../../../src/results/derive/unitRows.js';
import { seededDetail } from '../../webview/seededDetail.js';
import { sampleResult } from '../sampleResult.js';

describe('a unit class by class', () => {
  const result = sampleResult();
  const row = unitRows(result, 'zero')[2];

  it('has the means and the losses of the result', () => {
    const responses = classResponses(result, row, 'zero', null);
    expect(responses.map(({ mean }) => mean)).toEqual([0.3, 0.3, 0.9]);
    expect(responses.map(({ lost }) => lost)).toEqual([0, 0, 5]);
    expect(responses.map(({ samples }) => samples)).toEqual([80, 70, 50]);
  });

  it('knows nothing of what was neither kept nor read', () => {
    const bare = sampleResult();
    bare.layers[0].units = {};
    const [first] = classResponses(bare, row, null, null);
    expect(first.lost).toBeNull();
    const [without] = classResponses(
      bare,
      { ...row, unit: { ...row.unit, layer: bare.layers[0] } },
      null,
      null,
    );
    expect(without).toMatchObject({ mean: null, lost: null });
  });

  it('counts from the detail what the result does not hold, to the same numbers', () => {
    const detail = seededDetail(result, 2);
    const bare = sampleResult();
    bare.layers[0].units = {};
    const counted = classResponses(
      bare,
      { ...row, unit: { ...row.unit, layer: bare.layers[0] } },
      null,
      detail,
    );
    expect(counted.map(({ lost }) => lost)).toEqual([0, 0, 5]);
    const means = [0, 1, 2].map((c) => {
      const own = [...detail.activity].filter((_, sample) => detail.labels[sample] === c);
      return own.reduce((sum, value) => sum + value, 0) / own.length;
    });
    counted.forEach(({ mean }, c) => expect(mean).toBeCloseTo(means[c], 12));
  });

  it('leaves out a class without samples', () => {
    const empty = sampleResult();
    empty.dataset.classCounts = [130, 70, 0];
    const sum = selectivitySum(classResponses(empty, row, 'zero', null));
    expect(sum).toMatchObject({ favourite: 0, othersMean: 0.3, index: 0 });
  });

  it('sums up to the selectivity of Morcos et al.', () => {
    expect(selectivitySum(classResponses(result, row, 'zero', null))).toEqual({
      favourite: 2,
      favouriteMean: 0.9,
      othersMean: 0.3,
      index: (0.9 - 0.3) / (0.9 + 0.3),
    });
  });

  it('has no index where that divides by zero, or there is one class', () => {
    const named = { name: 'a', samples: 1, lost: null };
    const two = [
      { ...named, classIndex: 0, mean: 1 },
      { ...named, classIndex: 1, mean: -1 },
    ];
    expect(selectivitySum(two)?.index).toBeNull();
    expect(selectivitySum(two.slice(0, 1))).toBeNull();
  });
});
