import { describe, expect, it } from 'vitest';
import { unitRows } from '../../../src/results/derive/unitRows.js';
import { unitsThatStandOut } from '../../../src/results/derive/unitsThatStandOut.js';
import type { ResultFile } from '../../../src/results/schema.js';
import { seededNetwork } from '../../webview/seededNetwork.js';
import { sampleResult } from '../sampleResult.js';

const chosen = (result: ResultFile) =>
  unitsThatStandOut(result, unitRows(result, 'zero')).map(({ name }) => name);

describe('the units that stand out', () => {
  it('are those that cost more than chance, and the most selective one', () => {
    expect(chosen(sampleResult())).toEqual(['fc1[3]', 'fc2[2]']);
  });

  it('are the costliest three where none costs more than chance', () => {
    const result = sampleResult();
    const { turnedWrong } = result.layers[0].units.ablation!['zero'];
    turnedWrong[3] = 4;
    // Net: fc2[2] and fc1[2] and fc1[7] 6, 5 and 5; fc2[2] is the most selective one too.
    expect(chosen(result)).toEqual(['fc2[2]', 'fc1[2]', 'fc1[7]']);
  });

  it('are six at most, with the most selective one among them', () => {
    const result = seededNetwork([60, 40]);
    const ablation = result.layers[0].units.ablation!['zero'];
    for (let unit = 0; unit < 20; unit++) {
      [ablation.turnedWrong[unit], ablation.turnedRight[unit]] = [200 - unit, 0];
    }
    const rows = unitRows(result, 'zero');
    const selective = Math.max(...rows.map(({ selectivity }) => selectivity ?? 0));
    const found = unitsThatStandOut(result, rows);
    expect(found).toHaveLength(6);
    expect(found.slice(0, 5).map(({ unit }) => unit.flat)).toEqual([0, 1, 2, 3, 4]);
    expect(found[5].selectivity).toBe(selective);
  });

  it('leave out a selectivity that rests on a few samples', () => {
    const result = sampleResult();
    result.layers[1].units.silentSamples![2] = 197;
    expect(chosen(result)).toEqual(['fc1[3]', 'fc2[3]']);
  });

  it('are none where nothing was measured', () => {
    const result = sampleResult();
    for (const layer of result.layers) layer.units = {};
    expect(chosen(result)).toEqual([]);
  });
});
