import { describe, expect, it } from 'vitest';
import { selectivityFinding } from '../../../../src/results/derive/findings/selectivityFinding.js';
import { layerRelations } from '../../../../src/results/derive/selectivityRelation.js';
import type { Interval } from '../../../../src/results/derive/spearmanInterval.js';
import type { ResultFile } from '../../../../src/results/schema.js';
import { sampleResult } from '../../sampleResult.js';
import { curve, rowsOf } from './networks.js';

const less: Interval = { low: -0.4, high: -0.1 };
const more: Interval = { low: 0.1, high: 0.4 };
const none: Interval = { low: -0.2, high: 0.2 };

function found(result: ResultFile, intervals: readonly (Interval | null)[] | null) {
  const rows = rowsOf(result);
  return selectivityFinding(result, rows, 'zero', layerRelations(rows), intervals);
}

/** At a quarter removed: so many right without the most selective, and without random ones. */
function together(selective: number, ...random: number[]): ResultFile {
  const result = sampleResult();
  result.curves = [
    curve([180, selective, 60, 40, 20], { by: 'selectivity', direction: 'desc' }),
    ...random.map((correct, seed) => curve([180, correct, 100, 60, 20], { seed })),
  ];
  return result;
}

describe('whether selective units matter more', () => {
  it.each<[string, (Interval | null)[], string]>([
    ['less, in both layers', [less, less], 'Are the easy units the important ones? Not one by one.'],
    ['more, in both layers', [more, more], 'Are the easy units the important ones? Yes.'],
    ['no relation', [none, none], 'Are the easy units the important ones? Not one by one.'],
    [
      'one way here, the other there',
      [more, less],
      'Are the easy units the important ones? That depends on the layer.',
    ],
    [
      'too few units that differ',
      [null, null],
      'Are the easy units the important ones? That can\u2019t be told.',
    ],
  ])('one by one: %s', (_, intervals, claim) => {
    expect(found(sampleResult(), intervals)?.claim).toBe(claim);
  });

  it('claims nothing before the intervals are known', () => {
    const finding = found(sampleResult(), null);
    expect(finding?.claim).toBe('Are the easy units the important ones?');
    expect(finding?.evidence).toMatch(
      /^Rank correlation with the cost: \u2212?\.\d\d in fc1, \u2212?\.\d\d in fc2\.$/,
    );
  });

  it.each<[string, ResultFile, string]>([
    [
      'below every random order',
      together(88, 176, 180),
      'Together they matter more: with the most selective quarter gone it is right on 44.0\u202f%, with a random quarter on 89.0\u202f% (88.0\u202f% to 90.0\u202f% over 2 orders).',
    ],
    ['above every random order', together(179, 160, 170), 'Together they matter less: '],
    ['among the random orders', together(165, 160, 170), 'Together they matter no more than others: '],
    [
      'beside a single order, which has no spread',
      together(88, 176),
      'With the most selective quarter gone it is right on 44.0\u202f%, with a random quarter on 88.0\u202f%.',
    ],
  ])('together: %s', (_, result, sentence) => {
    expect(found(result, [none, none])?.evidence).toContain(sentence);
  });

  it('says of together nothing without both curves, or with curves of another replacement value', () => {
    const lone = together(88, 176, 180);
    lone.curves = lone.curves?.filter(({ by }) => by === 'random');
    expect(found(lone, [none, none])?.evidence).not.toContain('quarter');
    const other = together(88, 176, 180);
    other.curves![0].replacement = 'mean';
    expect(found(other, [none, none])?.evidence).not.toContain('quarter');
  });

  it('tells that dead units stand last, where there are many', () => {
    expect(found(together(88, 176, 180), [none, none])?.evidence).not.toContain('Dead units');
    const many = together(88, 176, 180);
    many.layers[0].units.silentSamples = [200, 200, 0, 0, 200, 0, 0, 0];
    expect(found(many, [none, none])?.evidence).toContain('Dead units count as the least selective.');
  });

  it('is nothing without selectivity', () => {
    const result = sampleResult();
    for (const layer of result.layers) delete layer.units.selectivity;
    expect(found(result, [])).toBeNull();
  });
});
