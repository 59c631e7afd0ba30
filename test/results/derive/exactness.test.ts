import { describe, expect, it } from 'vitest';
import {
  precisionOf,
  precisionWords,
  soFarWords,
  statisticsSamples,
} from '../../../src/results/derive/exactness.js';
import { countedSoFar, deletedSoFar, estimated } from '../inexactResults.js';
import { sampleResult } from '../sampleResult.js';

const exact = sampleResult();

describe('how exact a result is', () => {
  it('is told by its settings, where it is an estimate', () => {
    expect(precisionOf(estimated(exact, 0.005))).toBe(0.005);
    expect(precisionOf(exact)).toBeNull();
    // An exact result may have been an estimate once.
    expect(precisionOf({ ...exact, settings: { seed: 0, precision: 0.005 } })).toBeNull();
    expect(precisionOf(countedSoFar(exact, 1024))).toBeNull();
  });

  it('is said in percentage points', () => {
    expect([0.01, 0.005, 0.02, 0.00125].map(precisionWords)).toEqual([
      '\u00b11 point',
      '\u00b10.5 points',
      '\u00b12 points',
      '\u00b10.125 points',
    ]);
  });

  it('goes with the samples that statistics are of', () => {
    expect([exact, estimated(exact), countedSoFar(exact, 1024)].map(statisticsSamples)).toEqual([
      200, 4096, 10_000,
    ]);
  });
});

describe('how far counting has come', () => {
  it('is told in samples once every unit was deleted on some', () => {
    expect(soFarWords(countedSoFar(exact, 4096), 'zero')).toBe('4,096 of 10,000 images');
  });

  it('is told in units, then in layers, before that', () => {
    expect(soFarWords(deletedSoFar(exact, 0), 'zero')).toBe('0 of 14 units');
    expect(soFarWords(deletedSoFar(exact, 5), 'zero')).toBe('5 of 14 units, on 1,024 of 10,000 images');
    expect(soFarWords(deletedSoFar(exact, 8), 'zero')).toBe('1 of 2 layers, on 1,024 of 10,000 images');
    expect(soFarWords(countedSoFar(exact, 1024), null)).toBe('0 of 14 units');
  });

  it('is told without samples where all are read at once', () => {
    const result = deletedSoFar(exact, 8);
    const small = { ...result, dataset: { ...result.dataset, samples: 1024 } };
    expect(soFarWords(small, 'zero')).toBe('1 of 2 layers');
  });

  it('is no matter once all is counted', () => {
    expect(soFarWords(countedSoFar(exact, 10_000), 'zero')).toBeNull();
    expect(soFarWords(exact, 'zero')).toBeNull();
  });
});
