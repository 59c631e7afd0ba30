import { describe, expect, it } from 'vitest';
import { trustNotes } from '../../../src/results/derive/trustNotes.js';
import { unitRows } from '../../../src/results/derive/unitRows.js';
import type { ResultFile } from '../../../src/results/schema.js';
import { countedSoFar, estimated } from '../inexactResults.js';
import { sampleResult } from '../sampleResult.js';
import { curve } from './findings/networks.js';

const notesOf = (result: ResultFile, replacement: string | null = 'zero') =>
  trustNotes(result, unitRows(result, replacement), replacement);

describe('how far to trust the numbers', () => {
  it('names lower bound, layers, replacement value, and the smallest cost that tells', () => {
    expect(notesOf(sampleResult())).toEqual([
      'What a unit costs is a lower bound on what it does: when it is deleted, later layers make up for it.',
      'Compare units within a layer. Across layers the numbers mean different things.',
      'Deleted means that the unit\u2019s output is replaced by zero, on every sample.',
      // 2 / 2^10 is the first below .05 / 14.
      'All 200 images were counted; other data would give other counts. One image of 200 is .5\u202f%. ' +
        'Among 14 units, one that stands out alone has to cost at least 10 images.',
    ]);
  });

  it('says that nothing can be told of two samples', () => {
    const result = sampleResult();
    result.dataset.samples = 2;
    expect(notesOf(result).join(' ')).toContain(
      'One image of 2 is 50\u202f%. With so few, no single one of 14 units can be told from chance.',
    );
  });

  it('leaves out layers where there is one', () => {
    const result = sampleResult();
    result.layers.length = 1;
    expect(notesOf(result).join(' ')).not.toContain('Across layers');
  });

  it('says of an estimate what its intervals hold, and of numbers that come in that they do', () => {
    expect(notesOf(estimated(sampleResult())).join(' ')).toContain(
      'each to \u00b11 point: 99 of 100 intervals hold the exact number',
    );
    expect(notesOf(countedSoFar(sampleResult(), 4096)).join(' ')).toContain('Numbers still come in');
  });

  it('names labels that are not the true ones', () => {
    const result = sampleResult();
    result.dataset.labelKind = 'shuffled 60 %';
    expect(notesOf(result)).toContain(
      'The labels are not the true ones (shuffled 60 %): right is what agrees with them.',
    );
  });

  it('warns against reading one area as a verdict, where there is one', () => {
    const result = { ...sampleResult(), curves: [curve([180, 170, 150, 100, 40])] };
    expect(notesOf(result).at(-1)).toContain('no AUC by itself is a verdict');
    expect(notesOf(sampleResult()).join(' ')).not.toContain('AUC');
  });

  it('says nothing of deletions that were not made', () => {
    const result = sampleResult();
    for (const layer of result.layers) delete layer.units.ablation;
    expect(notesOf(result, null)).toEqual([
      'Compare units within a layer. Across layers the numbers mean different things.',
    ]);
  });
});
