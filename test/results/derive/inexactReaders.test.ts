import { describe, expect, it } from 'vitest';
import { largestClassLoss } from '../../../src/results/derive/importance.js';
import { layerSummaries } from '../../../src/results/derive/layerSummary.js';
import { lostSamples } from '../../../src/results/derive/lostSamples.js';
import { resultTables } from '../../../src/results/derive/resultTables.js';
import { splitHalvesSentence } from '../../../src/results/derive/splitHalves.js';
import { unitRows } from '../../../src/results/derive/unitRows.js';
import { parseResult, type ResultFile } from '../../../src/results/schema.js';
import { seededNetwork } from '../../webview/seededNetwork.js';
import { countedSoFar, deletedSoFar, estimated } from '../inexactResults.js';
import { sampleResult } from '../sampleResult.js';

const exact = sampleResult();
const inexact: readonly (readonly [string, ResultFile])[] = [
  ['an estimate', estimated(exact)],
  ['what is counted so far', countedSoFar(exact, 4096)],
];

describe.each(inexact)('of %s', (_, result) => {
  it('no unit is said to be beyond chance, though the exact result has one', () => {
    expect(unitRows(exact, 'zero').some((row) => row.beyondChance)).toBe(true);
    expect(unitRows(result, 'zero').some((row) => row.beyondChance)).toBe(false);
    for (const summary of layerSummaries(result, 'zero')) {
      expect(summary.unitsBeyondChance).toBeNull();
      expect(summary.selectivityAgainstImportance).toBeNull();
    }
  });

  it('no class is said to be hurt, and no halves are held against each other', () => {
    for (const { unit } of unitRows(result, 'zero')) {
      expect(largestClassLoss(result, unit, 'zero')).toBeNull();
    }
    expect(
      splitHalvesSentence({ ...result, baseline: { ...result.baseline, correctHalf: 9 } }, 'zero'),
    ).toBeNull();
  });

  it('the dead are told, and how selective units are', () => {
    const [fc1] = layerSummaries(result, 'zero');
    expect([fc1.dead, fc1.meanSelectivity]).toEqual([1, layerSummaries(exact, 'zero')[0].meanSelectivity]);
  });

  it('tables hold what is known, and say why others are missing', () => {
    const tables = resultTables(result, 'zero');
    expect(tables.map(({ title }) => title)).toEqual(['Layers']);
    expect(tables[0].header).not.toContain('Beyond chance');
    expect(tables[0].rows[0]).toHaveLength(tables[0].header.length);
    expect(tables[0].notes.join(' ')).toContain('is told of exact results');
  });
});

it('of an estimate, the costliest unit of a layer is the one with the highest estimate', () => {
  const result = estimated(seededNetwork([40]));
  const [{ costliest }] = layerSummaries(result, 'zero');
  const counts = unitRows(result, 'zero').map(({ lost }) => lost?.count ?? -Infinity);
  expect(costliest && lostSamples(result, costliest).count).toBe(Math.max(...counts));
});

it('a rise in loss over a unit\u2019s own samples is taken as it stands', () => {
  const result = deletedSoFar(exact, 14);
  const zero = result.layers[0].units.ablation?.['zero'];
  const rises = [0.5, null, 0, 0, 0, 0, 0, 0];
  const [fc1, ...others] = result.layers;
  const layers = [
    { ...fc1, units: { ...fc1.units, ablation: { zero: { ...zero!, lossRise: rises } } } },
    ...others,
  ];
  const rows = unitRows({ ...result, layers }, 'zero');
  expect(rows.slice(0, 2).map(({ importance }) => importance?.lossRise)).toEqual([0.5, null]);
});

it('what is counted so far has the form of a result file', () => {
  const result = countedSoFar(exact, 1024);
  expect(parseResult(JSON.parse(JSON.stringify(result)), 'x.importance.json')).toEqual(result);
});
