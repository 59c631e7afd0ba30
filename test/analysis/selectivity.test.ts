import { describe, expect, it } from 'vitest';
import { classSelectivity } from '../../src/analysis/selectivity.js';
import { Random } from '../twin/random.js';

describe('class selectivity', () => {
  it.each([
    ['one where the unit answers a single class', [0, 0, 5, 0], 1, 2],
    ['a half where the others get a third of the largest', [3, 1, 1], 0.5, 0],
    ['taken from the unweighted mean of the others', [8, 0, 4], 0.6, 0],
    ['zero where the unit answers all classes alike', [2, 2, 2, 2], 0, 0],
    ['zero where that answer has no exact binary form', [0.1, 0.1, 0.1], 0, 0],
  ])('is %s', (_, means, selectivity, preferredClass) => {
    expect(classSelectivity(means, false)).toEqual({ selectivity, preferredClass });
  });

  it('prefers the lowest of several largest classes', () => {
    expect(classSelectivity([1, 4, 4], false).preferredClass).toBe(1);
  });

  it('leaves out classes without samples', () => {
    expect(classSelectivity([null, 1, 3, null], false)).toEqual({ selectivity: 0.5, preferredClass: 2 });
  });

  it('is undefined with fewer than two classes', () => {
    expect(classSelectivity([null, 2, null], false)).toEqual({ selectivity: null, preferredClass: 1 });
    expect(classSelectivity([], false)).toEqual({ selectivity: null, preferredClass: null });
  });

  it('is undefined of a dead unit, which prefers no class', () => {
    expect(classSelectivity([0, 0, 0], true)).toEqual({ selectivity: null, preferredClass: null });
  });

  it('is undefined where largest and rest cancel, though the unit lives', () => {
    expect(classSelectivity([1, -1], false)).toEqual({ selectivity: null, preferredClass: 0 });
    expect(classSelectivity([0, 0], false)).toEqual({ selectivity: null, preferredClass: 0 });
  });

  it('may leave 0..1 where a class mean is negative', () => {
    // Largest 1, rest -0.5: 1.5 / 0.5.
    expect(classSelectivity([1, -0.5], false).selectivity).toBe(3);
    // Largest -1, rest -3: 2 / -4.
    expect(classSelectivity([-3, -1], false)).toEqual({ selectivity: -0.5, preferredClass: 1 });
  });

  it('lies within 0..1 where no class mean is negative, and does not depend on the scale', () => {
    const random = new Random(7);
    for (let trial = 0; trial < 2000; trial++) {
      const level = random.uniform();
      const spread = random.below(2) === 0 ? 1e-16 : 1;
      const means = Array.from({ length: 2 + random.below(9) }, () => level + spread * random.uniform());
      const { selectivity } = classSelectivity(means, false);
      expect(selectivity).toBeGreaterThanOrEqual(0);
      expect(selectivity).toBeLessThanOrEqual(1);
      expect(
        classSelectivity(
          means.map((mean) => 4 * mean),
          false,
        ).selectivity,
      ).toBe(selectivity);
    }
  });
});
