import { describe, expect, it } from 'vitest';
import { layerCorrelations, poolingWarning } from '../../../src/results/derive/correlations.js';
import { resultTables } from '../../../src/results/derive/resultTables.js';
import type { ResultFile } from '../../../src/results/schema.js';
import { sampleResult } from '../sampleResult.js';

/** The sample with two random curves, two draws of noise, and a pair deleted together. */
function measuredResult(): ResultFile {
  const curve = { by: 'random', direction: null, mode: 'remove', scope: 'network', control: null };
  const points = { replacement: 'zero', units: [...Array(14).keys()], removed: [0, 7, 14] };
  return {
    ...sampleResult(),
    // Areas by hand: (180 + 2 x 100 + 80) / 4 / 200 = .575, and (180 + 2 x 140 + 80) / 4 / 200 = .675.
    curves: [
      { ...curve, ...points, seed: 0, correct: [180, 100, 80], auc: 0.575 },
      { ...curve, ...points, seed: 1, correct: [180, 140, 80], auc: 0.675 },
    ],
    noise: [
      { scope: 'network', scale: 0.5, seed: 0, correct: 160, loss: 0.4 },
      { scope: 'network', scale: 0.5, seed: 1, correct: 170, loss: 0.4 },
    ],
    // Singly units 0 and 2 lose 2 and 5 images.
    groups: [{ units: [0, 2], correct: 160, loss: 0.5, turnedWrong: 22, turnedRight: 2 }],
  };
}

const tableOf = (result: ResultFile, title: string) =>
  resultTables(result, 'zero').find((table) => table.title.startsWith(title));

describe('the tables of a result', () => {
  it('are those of what was measured', () => {
    const titles = (result: ResultFile) => resultTables(result, 'zero').map(({ title }) => title);
    expect(titles(sampleResult())).toEqual(['Layers', 'Rank correlations with what a deletion costs']);
    expect(titles(measuredResult()).slice(2)).toEqual([
      'More and more units removed',
      'Noise on every unit',
      'Groups deleted together',
    ]);
  });

  it('have as many cells in every row as in the head', () => {
    for (const { header, rows } of resultTables(measuredResult(), 'zero')) {
      for (const row of rows) expect(row).toHaveLength(header.length);
    }
  });

  it('give the mean area of curves, its band and the floor', () => {
    const table = tableOf(measuredResult(), 'More and more');
    expect(table?.rows).toEqual([['random, network', 'zero', '.625', '.575 to .675', '2']]);
    // 80 of 200 images are cats.
    expect(table?.notes[0]).toContain('gives .400.');
  });

  it('give the mean accuracy under noise', () => {
    expect(tableOf(measuredResult(), 'Noise')?.rows).toEqual([
      ['network', '0.5', '.825', '.800 to .850', '2'],
    ]);
  });

  it('give the synergy of groups', () => {
    expect(tableOf(measuredResult(), 'Groups')?.rows).toEqual([['fc1[0] fc1[2]', '20', '7', '13']]);
  });

  it('say of pooled correlations what has to be said', () => {
    const table = tableOf(sampleResult(), 'Rank');
    const [one] = layerCorrelations(sampleResult(), 'zero');
    expect(table?.rows[0][0]).toBe('fc1: selectivity');
    expect(one.rho).not.toBeNull();
    expect(table?.rows.some(([name]) => name.startsWith('all layers'))).toBe(true);
    expect(table?.notes).toContain(poolingWarning);
  });

  it('leave out of the panel what would keep the reader waiting, and say so', () => {
    const result = sampleResult();
    const wide = { ...result.layers[0], id: 'wide', unitCount: 2001, units: {} };
    const tables = resultTables({ ...result, layers: [...result.layers, wide] }, 'zero');
    expect(tables.map(({ title }) => title)).toEqual(['Layers']);
    expect(tables[0].notes.at(-1)).toContain('on the command line alone');
  });
});
