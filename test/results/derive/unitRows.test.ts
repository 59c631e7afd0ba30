import { describe, expect, it } from 'vitest';
import { rowOfUnit, unitRows } from '../../../src/results/derive/unitRows.js';
import { sampleResult, sampleWithMeans } from '../sampleResult.js';

describe('the rows of a result', () => {
  it('stand in flat order, named as one would index them', () => {
    const rows = unitRows(sampleResult(), 'zero');
    expect(rows.map((row) => row.unit.flat)).toEqual(Array.from({ length: 14 }, (_, i) => i));
    expect(rows[3].name).toBe('fc1[3]');
    expect(rows[9]).toMatchObject({ name: 'fc2[1]', layerIndex: 1, selectivity: 0.4, preferredClass: 1 });
  });

  it('hold what each deletion did, and which stand out', () => {
    const rows = unitRows(sampleResult(), 'zero');
    expect(rows[3].importance).toMatchObject({ samplesLost: 36, turnedWrong: 40, turnedRight: 4 });
    expect(rows.filter((row) => row.beyondChance).map((row) => row.name)).toEqual(['fc1[3]']);
  });

  it('read the replacement value that is asked for', () => {
    expect(unitRows(sampleWithMeans(), 'mean')[3].importance?.turnedWrong).toBe(60);
  });

  it('are found by their flat index, also behind a layer that was not measured', () => {
    const result = sampleResult();
    const rows = unitRows(result, 'zero');
    expect(rows.map(({ unit }) => rowOfUnit(rows, unit.flat))).toEqual(rows);
    result.layers[0].units = {};
    const fewer = unitRows(result, 'zero');
    expect([rowOfUnit(fewer, 3), rowOfUnit(fewer, 9)?.name, rowOfUnit(fewer, 14)]).toEqual([
      null,
      'fc2[1]',
      null,
    ]);
    expect(rowOfUnit([], 0)).toBeNull();
  });

  it('know the dead', () => {
    const rows = unitRows(sampleResult(), 'zero');
    expect(rows.filter((row) => row.dead).map((row) => row.name)).toEqual(['fc1[4]']);
  });

  it('leave out layers that were not asked for, and count through them', () => {
    const result = sampleResult();
    result.layers[0].units = {};
    const rows = unitRows(result, 'zero');
    expect(rows.map((row) => row.name)).toEqual(['fc2[0]', 'fc2[1]', 'fc2[2]', 'fc2[3]', 'fc2[4]', 'fc2[5]']);
    expect(rows[0]).toMatchObject({ layerIndex: 1, unit: { flat: 8 } });
  });

  it('have no importance where no unit was deleted', () => {
    expect(unitRows(sampleResult(), null).every((row) => row.importance === null && !row.beyondChance)).toBe(
      true,
    );
  });
});
