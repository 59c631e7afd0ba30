import { describe, expect, it } from 'vitest';
import { flatUnits } from '../../../src/results/derive/flatUnits.js';
import { pairSelectivity, unitPairSelectivity } from '../../../src/results/derive/pairSelectivity.js';
import { sampleResult } from '../sampleResult.js';

describe('selectivity for a pair of classes', () => {
  it('is 1 where two classes alone have activity, and 0 where all have the same', () => {
    expect(pairSelectivity([0, 3, 0, 1])).toEqual({ classes: [1, 3], index: 1 });
    expect(pairSelectivity([2, 2, 2])).toEqual({ classes: [0, 1], index: 0 });
  });

  it('is (m_pair - m_rest) / (m_pair + m_rest): means 4 and 1 give .6', () => {
    const { classes, index } = pairSelectivity([1, 5, 0, 3, 2])!;
    expect(classes).toEqual([1, 3]);
    expect(index).toBeCloseTo(3 / 5, 15);
  });

  it('leaves classes without samples out', () => {
    expect(pairSelectivity([null, 1, 0, null, 3])).toEqual({ classes: [4, 1], index: 1 });
  });

  it('is undefined with fewer than three classes, of a dead unit, and over a sum of zero', () => {
    expect(pairSelectivity([1, 2])).toBeNull();
    expect(pairSelectivity([1, 2, null])).toBeNull();
    expect(pairSelectivity([0, 0, 0])).toBeNull();
    expect(pairSelectivity([1, 1, -1])).toBeNull();
  });

  it('of a unit comes from its class means', () => {
    const units = flatUnits(sampleResult());
    // .9, .3 and .3: (.6 - .3) / (.6 + .3).
    expect(unitPairSelectivity(sampleResult(), units[0])?.index).toBeCloseTo(1 / 3, 14);
    expect(unitPairSelectivity(sampleResult(), units[4])).toBeNull();
  });
});
