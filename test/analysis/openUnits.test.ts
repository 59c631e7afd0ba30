import { describe, expect, it } from 'vitest';
import { openUnits } from '../../src/analysis/openUnits.js';

const population = 60_000;

/** A table of units that turn so many answers wrong, and one right, on so many samples. */
function table(wrong: readonly number[], samples: readonly number[]) {
  return {
    turnedWrong: Float64Array.from(wrong),
    turnedRight: new Float64Array(wrong.length).fill(1),
    samples: Float64Array.from(samples),
  };
}

const every = [0, 1, 2, 3, 4];

describe('the units that need more samples', () => {
  it('are those whose interval is too wide', () => {
    const counted = table([1, 5, 40, 200, 1], [1100, 1100, 1100, 1100, 1100]);
    const found = openUnits(every, every, counted, { precision: 0.01, top: null, population });
    expect(found.units).toEqual([2, 3]);
    // 4 % changed: 0.04 / (0.01 / 2.9)^2 samples or so; and for 18 % as many more.
    expect(found.needed[0]).toBeGreaterThan(2000);
    expect(found.needed[0]).toBeLessThan(5000);
    expect(found.needed[1]).toBeGreaterThan(3 * found.needed[0]);
  });

  it('are looked for among those that were counted last alone', () => {
    const counted = table([40, 40, 40, 40, 40], [1100, 900, 1100, 1100, 1100]);
    expect(openUnits([0, 2], every, counted, { precision: 0.01, top: null, population }).units).toEqual([
      0, 2,
    ]);
  });

  it('are none once all samples were drawn, however wide', () => {
    const counted = table(
      [40, 40, 40, 40, 40],
      every.map(() => 100),
    );
    expect(openUnits(every, every, counted, { precision: 0.01, top: null, population: 100 }).units).toEqual(
      [],
    );
  });

  it('are not those that are told to be among the costliest, or not to be', () => {
    // 400 and 300 of 1,000 lie apart from 60 and less; the two in the middle can't be told apart.
    const counted = table(
      [400, 60, 300, 64, 0],
      every.map(() => 1000),
    );
    const open = (top: number | null) =>
      openUnits(every, every, counted, { precision: 0.001, top, population }).units;
    expect(open(null)).toEqual(every);
    expect(open(2)).toEqual([]);
    expect(open(3)).toEqual([1, 3]);
    expect(open(4)).toEqual([]);
    expect(open(5)).toEqual([]);
    expect(open(9)).toEqual([]);
  });
});
