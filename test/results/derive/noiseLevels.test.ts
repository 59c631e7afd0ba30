import { describe, expect, it } from 'vitest';
import { noiseLevels } from '../../../src/results/derive/noiseLevels.js';
import { measuredSample } from '../measuredSample.js';
import { sampleResult } from '../sampleResult.js';

describe('noise', () => {
  it('has at each scale a mean and a range over its draws', () => {
    const [low, high] = noiseLevels(measuredSample());
    expect(low).toMatchObject({ scope: 'network', scale: 0.1 });
    expect(low.correct).toEqual({ count: 2, mean: 176, deviation: 2, lowest: 174, highest: 178 });
    expect(low.loss?.mean).toBeCloseTo(0.32, 15);
    expect(high.correct.mean).toBe(125);
  });

  it('keeps scopes apart, and losses out where one is missing', () => {
    const result = measuredSample();
    result.noise?.push({ scope: 'fc1', scale: 0.1, seed: 0, correct: 180 });
    const levels = noiseLevels(result);
    expect(levels.map(({ scope, scale }) => [scope, scale])).toEqual([
      ['network', 0.1],
      ['network', 1],
      ['fc1', 0.1],
    ]);
    expect(levels[2].loss).toBeNull();
    expect(noiseLevels(sampleResult())).toEqual([]);
  });
});
