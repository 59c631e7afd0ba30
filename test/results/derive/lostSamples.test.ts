import { describe, expect, it } from 'vitest';
import { confidenceInterval } from '../../../src/results/derive/confidenceInterval.js';
import { unitImportances } from '../../../src/results/derive/importance.js';
import { costsSamples, lostRange, lostSamples } from '../../../src/results/derive/lostSamples.js';
import { importancePhrase, lostPhrase } from '../../../src/results/derive/unitPhrases.js';
import { unitRows } from '../../../src/results/derive/unitRows.js';
import { countedSoFar, deletedSoFar, estimated } from '../inexactResults.js';
import { sampleResult } from '../sampleResult.js';

const exact = sampleResult();

describe('what a deletion costs', () => {
  it('is what was counted, of an exact result', () => {
    const [, , , unit] = unitImportances(exact, 'zero');
    const lost = lostSamples(exact, unit);
    expect(lost).toEqual({ count: 36, basis: null });
    expect(lostRange(lost)).toEqual({ low: 36, high: 36 });
    expect(costsSamples(lost)).toBe(true);
  });

  it('is scaled up to all samples with its interval, of an estimate', () => {
    const result = estimated(exact);
    for (const unit of unitImportances(result, 'zero')) {
      const { samples, turnedWrong, turnedRight } = unit;
      const { count, basis } = lostSamples(result, unit);
      expect(count).toBe(Math.round(((turnedWrong - turnedRight) / samples) * 10_000));
      const { low, high } = confidenceInterval({ turnedWrong, turnedRight, samples, population: 10_000 });
      expect(basis).toMatchObject({ kind: 'estimate', samples, population: 10_000 });
      if (basis?.kind !== 'estimate') continue;
      // The ends are the outermost whole numbers within.
      expect(basis.low - low * 10_000).toBeGreaterThanOrEqual(-1e-6);
      expect(basis.low - low * 10_000).toBeLessThan(1);
      expect(high * 10_000 - basis.high).toBeGreaterThanOrEqual(-1e-6);
      expect(high * 10_000 - basis.high).toBeLessThan(1);
    }
  });

  it('is exact where an estimate took all samples', () => {
    const result = estimated(exact);
    const [unit] = unitImportances(result, 'zero');
    const all = { ...unit, samples: 10_000, turnedWrong: 14, turnedRight: 4, samplesLost: 10 };
    expect(lostSamples(result, all)).toEqual({ count: 10, basis: null });
  });

  it('is not told as a cost where the interval of an estimate holds zero', () => {
    const result = estimated(exact);
    const lost = unitImportances(result, 'zero').map((unit) => lostSamples(result, unit));
    const sure = lost.filter(costsSamples);
    expect(sure.length).toBeGreaterThan(0);
    for (const { basis } of sure) expect(basis?.kind === 'estimate' && basis.low > 0).toBe(true);
    for (const { count, basis } of lost.filter((one) => !costsSamples(one))) {
      expect(count <= 0 || (basis?.kind === 'estimate' && basis.low <= 0)).toBe(true);
    }
  });

  it('is what was counted so far while an analysis is under way, without an interval', () => {
    const result = countedSoFar(exact, 1000);
    const [, , , unit] = unitImportances(result, 'zero');
    // 40 of 200 turned wrong and 4 right, five times as many of 1,000.
    expect(lostSamples(result, unit)).toEqual({
      count: 180,
      basis: { kind: 'soFar', samples: 1000, population: 10_000 },
    });
  });

  it('is not known of units that were not deleted yet', () => {
    const rows = unitRows(deletedSoFar(exact, 4), 'zero');
    expect(rows.map(({ lost }) => lost !== null)).toEqual([
      ...new Array<boolean>(4).fill(true),
      ...new Array<boolean>(10).fill(false),
    ]);
  });
});

describe('a cost in words', () => {
  const basis = { kind: 'estimate', samples: 1536, population: 10_000, low: 12, high: 55 } as const;

  it('says of an estimate all that belongs to it', () => {
    expect(lostPhrase({ count: 31, basis }, 'image')).toBe(
      'costs about 31 of 10,000 images (12 to 55), from 1,536',
    );
    expect(lostPhrase({ count: 0, basis: { ...basis, low: -20, high: 20 } }, 'image')).toBe(
      'costs about 0 of 10,000 images (\u221220 to 20), from 1,536',
    );
  });

  it('turns the interval of a gain round', () => {
    expect(lostPhrase({ count: -5, basis: { ...basis, low: -12, high: 0 } }, 'image')).toBe(
      'gains about 5 of 10,000 images (0 to 12), from 1,536',
    );
  });

  it('says that it is counted so far', () => {
    const soFar = { kind: 'soFar', samples: 1024, population: 10_000 } as const;
    expect([3, -1, 0].map((count) => lostPhrase({ count, basis: soFar }, 'image'))).toEqual([
      'costs 3 images so far',
      'gains 1 image so far',
      'costs no image so far',
    ]);
  });

  it('leaves a dead unit dead, as far as is known', () => {
    const phrases = [exact, countedSoFar(exact, 1024), estimated(exact)].map((result) =>
      importancePhrase(unitRows(result, 'zero')[4], 'image'),
    );
    expect(phrases).toEqual(['dead on this data', 'dead on this data', 'dead on what was read']);
  });
});
