import { describe, expect, it } from 'vitest';
import { unitRows } from '../../../../src/results/derive/unitRows.js';
import { everyUnit, filterUnits, readUnitFilter } from '../../../../webview/views/units/unitFilter.js';
import { sampleResult } from '../../../results/sampleResult.js';

const rows = unitRows(sampleResult(), 'zero');
const names = (filter: Partial<typeof everyUnit>) =>
  filterUnits(rows, { ...everyUnit, ...filter }).rows.map((row) => row.name);

describe('the filter of units', () => {
  it('finds by a part of the name, in any case', () => {
    expect(names({ text: ' FC2[ ' })).toHaveLength(6);
    expect(names({ text: 'fc1[3]' })).toEqual(['fc1[3]']);
    expect(names({ text: '[4]' })).toEqual(['fc1[4]', 'fc2[4]']);
  });

  it('keeps a layer, and units that prefer a class', () => {
    expect(names({ layerIndex: 1, preferredClass: 0 })).toEqual(['fc2[2]', 'fc2[3]']);
  });

  it('keeps units that cost samples, net', () => {
    // turned wrong > turned right, from the sample: fc1 0, 2, 3, 7 and fc2 0, 2, 4, 5.
    expect(names({ segment: 'costing' })).toEqual([
      'fc1[0]',
      'fc1[2]',
      'fc1[3]',
      'fc1[7]',
      'fc2[0]',
      'fc2[2]',
      'fc2[4]',
      'fc2[5]',
    ]);
  });

  it('keeps what stands out from chance', () => expect(names({ segment: 'beyond' })).toEqual(['fc1[3]']));

  it('keeps units that were picked, within the rest of the filter', () => {
    expect(names({ picked: [2, 9, 3] })).toEqual(['fc1[2]', 'fc1[3]', 'fc2[1]']);
    expect(names({ picked: [2, 9, 3], layerIndex: 1 })).toEqual(['fc2[1]']);
    expect(names({ picked: [] })).toEqual([]);
  });

  it('keeps the dead', () => expect(names({ segment: 'dead' })).toEqual(['fc1[4]']));

  it('counts each segment under the rest of the filter', () => {
    expect(filterUnits(rows, everyUnit).counts).toEqual({ all: 14, beyond: 1, costing: 8, dead: 1 });
    expect(filterUnits(rows, { ...everyUnit, layerIndex: 1, segment: 'dead' }).counts).toEqual({
      all: 6,
      beyond: 0,
      costing: 4,
      dead: 0,
    });
  });
});

describe('a filter that was saved', () => {
  it('is read as it was written', () => {
    const filter = { text: 'fc', layerIndex: 1, preferredClass: 0, segment: 'dead', picked: [3, 4] } as const;
    expect(readUnitFilter(JSON.parse(JSON.stringify(filter)))).toEqual(filter);
  });

  it('is given up where it makes no sense', () => {
    for (const saved of [
      undefined,
      null,
      7,
      {},
      { segment: 'huge', layerIndex: -1, picked: 'all', text: 3 },
    ]) {
      expect(readUnitFilter(saved)).toEqual(everyUnit);
    }
  });
});
