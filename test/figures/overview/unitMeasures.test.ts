import { describe, expect, it } from 'vitest';
import { unitMeasures, type UnitMeasureId } from '../../../src/figures/overview/unitMeasures.js';
import { unitRows } from '../../../src/results/derive/unitRows.js';
import type { ResultFile } from '../../../src/results/schema.js';
import { countedSoFar, deletedSoFar, estimated } from '../../results/inexactResults.js';
import { sampleResult } from '../../results/sampleResult.js';

const measuresOf = (result: ResultFile) => unitMeasures(result, unitRows(result, 'zero'));
const measure = (result: ResultFile, id: UnitMeasureId) => measuresOf(result).find((one) => one.id === id)!;

describe('what units are shaded by', () => {
  it('is what the result holds', () => {
    expect(measuresOf(sampleResult()).map(({ name }) => name)).toEqual([
      'Images lost',
      'Selectivity',
      'Information',
    ]);
    const bare = sampleResult();
    for (const layer of bare.layers) layer.units = { mean: layer.units.selectivity };
    expect(measuresOf(bare).map(({ id }) => id)).toEqual(['activity']);
  });

  it('shades costs orange and gains blue, with the largest at the end of its scale', () => {
    const result = sampleResult();
    const { paintOf, ends } = measure(result, 'lost');
    const paints = unitRows(result, 'zero').map(paintOf);
    expect(paints[3]).toEqual({ ramp: 'lost', at: 1 });
    expect(paints[1]).toEqual({ ramp: 'lost', at: 0 });
    expect(paints[5]?.ramp).toBe('gained');
    expect(ends).toEqual(['2 gained', '36 lost']);
  });

  it('dims what is within chance to three fifths', () => {
    const result = sampleResult();
    const { paintOf } = measure(result, 'lost');
    const rows = unitRows(result, 'zero');
    const within = rows[2];
    expect(within.beyondChance).toBe(false);
    const dimmed = paintOf(within)!.at;
    const full = paintOf({ ...within, beyondChance: true })!.at;
    // Shades come in steps of 1 / 48.
    expect(Math.abs(dimmed - 0.6 * full)).toBeLessThanOrEqual(1.6 / 48);
  });

  it('is nearly linear in the cost', () => {
    const result = sampleResult();
    const { paintOf } = measure(result, 'lost');
    const [row] = unitRows(result, 'zero');
    const at = (count: number) => paintOf({ ...row, lost: { count, basis: null }, beyondChance: true })!.at;
    expect(at(18)).toBeGreaterThan(0.5);
    expect(at(18)).toBeLessThan(0.62);
  });

  it('takes an estimate to stand out where its interval leaves out zero', () => {
    const result = estimated(sampleResult());
    const { paintOf, ends } = measure(result, 'lost');
    const rows = unitRows(result, 'zero');
    expect(paintOf(rows[3])?.at).toBe(1);
    expect(ends[1]).toMatch(/^about [\d,]+ lost$/);
  });

  it('dims everything while numbers come in, and has no shade for what was not deleted', () => {
    const growing = countedSoFar(sampleResult(), 4096);
    const rows = unitRows(growing, 'zero');
    expect(measure(growing, 'lost').paintOf(rows[3])!.at).toBeCloseTo(0.6, 1);
    const first = deletedSoFar(sampleResult(), 8);
    expect(measure(first, 'lost').paintOf(unitRows(first, 'zero')[9])).toBeNull();
    expect(measure(deletedSoFar(sampleResult(), 0), 'lost').ends).toEqual(['0 lost', '0 lost']);
  });

  it('puts activities on both sides of zero on one scale, and says its ends', () => {
    const result = sampleResult();
    result.layers[0].units.mean = [-2, 0, 1, 3, 0, 0, 0, 0];
    const { ends, paintOf } = measure(result, 'activity');
    expect(ends).toEqual(['\u22122', '3']);
    const rows = unitRows(result, 'zero');
    expect(paintOf(rows[0])?.at).toBe(0);
    expect(paintOf(rows[3])?.at).toBe(1);
    result.layers[0].units.mean = [0, 0, 1, 3, 0, 0, 0, 0];
    expect(measure(result, 'activity').ends).toEqual(['silent', 'active']);
  });
});
