import { describe, expect, it } from 'vitest';
import { rounds } from '../../src/analysis/rounds.js';
import { confidenceInterval, halfWidth } from '../../src/results/derive/confidenceInterval.js';

describe('the looks of an estimate', () => {
  it('begin where a unit without effect is known well enough, grow by a tenth, and end at all samples', () => {
    const looks = rounds(0.005, 60_000, 'narrow', 100);
    const half = (samples: number) =>
      halfWidth(confidenceInterval({ turnedWrong: 0, turnedRight: 0, samples, population: 60_000 }));
    expect(half(looks[0])).toBeLessThanOrEqual(0.005);
    expect(half(looks[0] - 1)).toBeGreaterThan(0.005);
    expect(looks.at(-1)).toBe(60_000);
    for (const [i, look] of looks.slice(1, -1).entries()) {
      expect(look / looks[i]).toBeGreaterThan(1.05);
      expect(look / looks[i]).toBeLessThan(1.11);
      // Whole runs of the network where they are no more than a tenth.
      if (0.1 * looks[i] >= 100) expect((look - looks[i]) % 100).toBe(0);
    }
  });

  it('begin earlier where units may be settled by how they compare', () => {
    expect(rounds(0.005, 60_000, 'any', 100)[0]).toBe(256);
    expect(rounds(0.1, 60_000, 'any', 100)[0]).toBeLessThan(256);
  });

  it('are one where all samples are too few, or one is all', () => {
    expect(rounds(0.001, 200, 'any', 100)).toEqual([200]);
    expect(rounds(0.001, 1, 'narrow', 100)).toEqual([1]);
  });
});
