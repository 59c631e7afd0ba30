import { describe, expect, it } from 'vitest';
import {
  atRandom,
  costliest,
  deletionSteps,
  groupSize,
  mostSelective,
} from '../../../src/results/derive/deletionChoices.js';
import { unitRows } from '../../../src/results/derive/unitRows.js';
import type { ResultFile } from '../../../src/results/schema.js';
import { estimated } from '../inexactResults.js';
import { sampleResult } from '../sampleResult.js';

const none: ReadonlySet<number> = new Set();
const stepsOf = (result: ResultFile, replacement: string | null = 'zero') =>
  deletionSteps(result, unitRows(result, replacement), 14);

function changed(alter: (result: ResultFile) => void): ResultFile {
  const result = sampleResult();
  alter(result);
  return result;
}

describe('units to delete', () => {
  const rows = unitRows(sampleResult(), 'zero');

  it('by rank are ten, or as many as fit a small network', () => {
    expect([1, 14, 24, 80, 512, 27_000].map(groupSize)).toEqual([1, 1, 3, 10, 10, 10]);
  });

  it('are the most selective that are left, ties by place', () => {
    expect(mostSelective(rows, none, 2)).toEqual(bySelectivity().slice(0, 2));
    expect(mostSelective(rows, new Set([bySelectivity()[0]]), 1)).toEqual([bySelectivity()[1]]);
  });

  function bySelectivity(): number[] {
    const values = rows.map(({ selectivity, unit }) => [selectivity ?? -1, unit.flat]);
    return values.sort(([a, i], [b, j]) => b - a || i - j).map(([, flat]) => flat);
  }

  it('are the costliest that are left', () => {
    // Unit 3 of the first layer turns 40 wrong and 4 right.
    expect(costliest(rows, none, 1)).toEqual([3]);
    expect(costliest(rows, new Set([3]), 1)).not.toContain(3);
    expect(costliest(rows, none, 99)).toHaveLength(rows.length);
  });

  it('are drawn at random from those that are left, the same with the same seed', () => {
    const drawn = atRandom(100, none, 0.2, 1);
    expect(new Set(drawn).size).toBe(20);
    expect(drawn).toEqual(atRandom(100, none, 0.2, 1));
    expect(drawn).not.toEqual(atRandom(100, none, 0.2, 2));
    const left = atRandom(100, new Set(drawn), 0.9, 3);
    expect(left).toHaveLength(80);
    expect(left.filter((unit) => drawn.includes(unit))).toEqual([]);
  });
});

describe('the four steps', () => {
  it('take an ordinary unit, the most selective, half of all, and the costliest', () => {
    const [one, selective, half, matters] = stepsOf(sampleResult());
    expect(one.units).toHaveLength(1);
    expect(one.note).toMatch(/^fc[12]\[\d\], of middling cost$/);
    expect(selective).toMatchObject({ label: 'The most selective', units: [expect.any(Number)] });
    expect(half.units).toHaveLength(7);
    expect(matters).toMatchObject({ units: [3], note: 'fc1[3], the costliest' });
  });

  it('follow the result', () => {
    const result = changed(({ layers }) => {
      layers[0].units.ablation!.zero.turnedWrong[6] = 90;
    });
    expect(stepsOf(result)[3]).toMatchObject({ units: [6], note: 'fc1[6], the costliest' });
  });

  it('say where no unit matters', () => {
    const result = changed(({ layers }) => {
      for (const { units } of layers) units.ablation!.zero.turnedWrong.fill(0);
    });
    expect(stepsOf(result)[3]).toMatchObject({ units: null, note: 'none costs a single image' });
  });

  it('say which measure they need', () => {
    const result = changed(({ layers }) => {
      for (const { units } of layers) {
        delete units.ablation;
        delete units.selectivity;
      }
    });
    const [one, selective, half, matters] = stepsOf(result, null);
    expect(one).toMatchObject({ units: [0], note: 'the first unit' });
    expect(selective).toMatchObject({ units: null, note: 'needs the units\u2019 selectivity' });
    expect(half.units).toHaveLength(7);
    expect(matters).toMatchObject({ units: null, note: 'needs the units\u2019 importance' });
  });

  it('wait for costs that are still counted', () => {
    const [one, , , matters] = stepsOf({ ...sampleResult(), exact: false, partial: true });
    expect([one.units, matters.units]).toEqual([null, null]);
    expect(matters.note).toBe('told when all units have been deleted once');
  });

  it('take no unit from an estimate that may cost nothing', () => {
    const result = changed(({ layers }) => {
      for (const { units } of layers) {
        units.ablation!.zero.turnedWrong.fill(1);
        units.ablation!.zero.turnedRight.fill(1);
      }
    });
    expect(stepsOf(estimated(result))[3]).toMatchObject({
      units: null,
      note: 'none can be told from an estimate',
    });
  });
});
