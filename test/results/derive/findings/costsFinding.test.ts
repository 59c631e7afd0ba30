import { describe, expect, it } from 'vitest';
import { costsFinding } from '../../../../src/results/derive/findings/costsFinding.js';
import type { ResultFile } from '../../../../src/results/schema.js';
import { sampleResult } from '../../sampleResult.js';
import { costing, rowsOf } from './networks.js';

const found = (result: ResultFile) => costsFinding(rowsOf(result), result.dataset.noun);
const all = (wrong: number, right: number) =>
  Array.from({ length: 14 }, (): [number, number] => [wrong, right]);

describe('what the units cost', () => {
  it.each<[string, ResultFile, string, string]>([
    [
      'one stands out',
      sampleResult(),
      'Most deletions stay within chance.',
      // By hand: lost are 2 0 5 36 0 -2 0 5 and 3 0 6 0 5 1.
      '8 of 14 units cost an image or more, 5 leave the count as it is, 1 gains some. For 1 unit the loss is too large for chance.',
    ],
    [
      'nothing beyond chance',
      costing(all(3, 1)),
      'No deletion does more than chance explains.',
      '14 of 14 units cost an image or more, 0 leave the count as it is, 0 gain some.',
    ],
    [
      'all dead',
      costing(all(0, 0)),
      'No deletion changes the count.',
      '0 of 14 units cost an image or more, 14 leave the count as it is, 0 gain some.',
    ],
    [
      'all needed',
      costing(all(40, 0)),
      'Every deletion does more than chance explains.',
      '14 of 14 units cost an image or more, 0 leave the count as it is, 0 gain some. For 14 units the loss is too large for chance.',
    ],
    [
      'most needed, and one in the way',
      costing([...all(40, 0).slice(0, 9), [0, 40], ...all(0, 0).slice(10)]),
      'Most deletions do more than chance explains.',
      '9 of 14 units cost an image or more, 4 leave the count as it is, 1 gains some. For 9 units the loss is too large for chance. For 1 unit the gain is too large for chance.',
    ],
  ])('%s', (_, result, claim, evidence) => {
    expect(found(result)).toMatchObject({ claim, evidence });
  });

  it('is drawn from the costliest unit down', () => {
    expect(found(sampleResult())?.plot).toEqual({
      kind: 'sorted',
      lost: [36, 6, 5, 5, 5, 3, 2, 1, 0, 0, 0, 0, 0, -2],
    });
  });

  it('is nothing where no unit was deleted', () => {
    const result = sampleResult();
    for (const layer of result.layers) delete layer.units.ablation;
    expect(found(result)).toBeNull();
  });

  it('says samples as the data call them', () => {
    const result = sampleResult();
    expect(costsFinding(rowsOf(result), 'sample')?.evidence).toContain('cost a sample or more');
  });
});
