import { describe, expect, it } from 'vitest';
import { importanceOpening } from '../../../src/results/derive/importanceSentence.js';
import { unitRows } from '../../../src/results/derive/unitRows.js';
import { unitsOpening } from '../../../src/results/derive/unitsOpening.js';
import type { ResultFile } from '../../../src/results/schema.js';
import { countedSoFar, deletedSoFar, estimated } from '../inexactResults.js';
import { sampleResult } from '../sampleResult.js';

const exact = sampleResult();
const openingOf = (result: ResultFile) => unitsOpening(result, unitRows(result, 'zero'), 'zero');

describe('the opening of the units', () => {
  it('tells findings of an exact result', () => {
    expect(openingOf(exact)).toEqual(importanceOpening(unitRows(exact, 'zero'), 200, 'image'));
  });

  it('says how far counting has come, and no finding', () => {
    expect(openingOf(countedSoFar(exact, 4096))).toEqual({
      answer: 'So far: 4,096 of 10,000 images',
      evidence: 'Numbers still come in. What stands out from chance is told when all are there.',
    });
    expect(openingOf(deletedSoFar(exact, 8))?.answer).toBe(
      'So far: 1 of 2 layers, on 1,024 of 10,000 images',
    );
    expect(openingOf(countedSoFar(exact, 10_000))?.answer).toMatch(/^All units are counted/);
    const beforeTheFirst = { ...deletedSoFar(exact, 0), settings: { seed: 0, precision: 0.01 } };
    expect(openingOf(beforeTheFirst)?.answer).toBe('So far: 0 of 14 units');
  });

  it('says of an estimate how good it is, and what its intervals leave open', () => {
    const result = estimated(exact);
    const { answer, evidence } = openingOf(result) ?? {};
    expect(answer).toBe('What each unit costs, estimated to \u00b11 point');
    expect(evidence).toContain('1,536 to 3,072 of 10,000 images were taken for a unit.');
    expect(evidence).toMatch(
      /The highest estimate: fc1\[3\] costs about [\d,]+ of 10,000 images \(.+\), from 3,072\./,
    );
    const above = unitRows(result, 'zero').filter(
      ({ lost }) => lost?.basis?.kind === 'estimate' && lost.basis.low > 0,
    ).length;
    expect(evidence).toContain(`${above} of 14 intervals ${above === 1 ? 'lies' : 'lie'} above zero`);
    expect(evidence).not.toContain('stands out from chance.');
  });

  it('says of an estimate under way how many units are known well enough', () => {
    const { answer } = openingOf({ ...estimated(exact, 0.0001), partial: true }) ?? {};
    expect(answer).toBe('So far: 0 of 14 units known to \u00b10.01 points');
    expect(openingOf({ ...estimated(exact, 0.4), partial: true })?.answer).toBe(
      'So far: 14 of 14 units known to \u00b140 points',
    );
  });

  it('says that an estimate which took all samples is exact', () => {
    const all = { ...countedSoFar(exact, 10_000), settings: { seed: 0, precision: 0.01 } };
    expect(openingOf({ ...all, partial: undefined })?.evidence).toBe(
      'That took all 10,000 images: the counts are exact.',
    );
  });
});
