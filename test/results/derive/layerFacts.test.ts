import { describe, expect, it } from 'vitest';
import { layerFacts } from '../../../src/results/derive/layerFacts.js';
import { unitRows } from '../../../src/results/derive/unitRows.js';
import { sampleResult } from '../sampleResult.js';

const rowsOf = (layer: string, replacement: string | null = 'zero') =>
  unitRows(sampleResult(), replacement).filter(({ unit }) => unit.layer.id === layer);

describe('the facts of a layer', () => {
  it('are counts, means and deviations over its units', () => {
    const rows = rowsOf('fc1');
    const { units, dead, lost, selectivity } = layerFacts(rows);
    const counts = rows.map((row) => row.importance?.samplesLost ?? NaN);
    const mean = counts.reduce((sum, count) => sum + count) / counts.length;
    const square = counts.reduce((sum, count) => sum + (count - mean) ** 2, 0) / counts.length;
    expect([units, dead]).toEqual([8, 1]);
    expect(lost?.mean).toBeCloseTo(mean, 12);
    expect(lost?.deviation).toBeCloseTo(Math.sqrt(square), 12);
    // Of a dead unit it is undefined.
    expect(selectivity?.count).toBe(rows.filter((row) => row.selectivity !== null).length);
  });

  it('name the three units that cost most, and none that costs nothing', () => {
    const { costliest } = layerFacts(rowsOf('fc1'));
    expect(costliest[0].name).toBe('fc1[3]');
    expect(costliest.length).toBeLessThanOrEqual(3);
    for (const { lost } of costliest) expect(lost?.count).toBeGreaterThan(0);
  });

  it('say nothing of importance where no unit was deleted', () => {
    expect(layerFacts(rowsOf('fc1', null))).toMatchObject({
      lost: null,
      costliest: [],
      changesNothing: false,
    });
    expect(layerFacts([])).toMatchObject({ units: 0, lost: null, changesNothing: false });
  });

  it('tell a layer of which no single unit changes an answer', () => {
    const rows = rowsOf('fc1');
    const still = rows.map((row) => ({
      ...row,
      importance: row.importance && { ...row.importance, turnedWrong: 0, turnedRight: 0 },
    }));
    expect(layerFacts(still).changesNothing).toBe(true);
    expect(layerFacts(rows).changesNothing).toBe(false);
  });
});
