import { describe, expect, it } from 'vitest';
import { layerCorrelations, pooledCorrelations } from '../../../src/results/derive/correlations.js';
import { effectName } from '../../../src/results/derive/effects.js';
import { replacementAgreement } from '../../../src/results/derive/replacementAgreement.js';
import { sampleResult, sampleWithMeans } from '../sampleResult.js';

const only = { measures: ['selectivity'], effects: ['samplesLost'] } as const;

describe('correlations within a layer', () => {
  it("are Spearman's with average ranks, units without a selectivity left out and counted", () => {
    const [fc1, fc2] = layerCorrelations(sampleResult(), 'zero', only);
    // Selectivity .5 .5 .25 .75 .1 .6 .3 and samples lost 2 0 5 36 -2 0 5 of seven units:
    // ranks 4.5 4.5 2 7 1 6 3 and 4 2.5 5.5 7 1 2.5 5.5.
    const [x, y] = [
      [4.5, 4.5, 2, 7, 1, 6, 3],
      [4, 2.5, 5.5, 7, 1, 2.5, 5.5],
    ];
    const about4 = (ranks: number[]) => ranks.map((rank) => rank - 4);
    const dot = (a: number[], b: number[]) => a.reduce((sum, value, i) => sum + value * b[i], 0);
    const rho = dot(about4(x), about4(y)) / Math.sqrt(dot(about4(x), about4(x)) * dot(about4(y), about4(y)));
    expect(fc1.rho).toBeCloseTo(rho, 14);
    expect([fc1.layer.id, fc1.n, fc1.leftOut]).toEqual(['fc1', 7, 1]);
    expect([fc2.layer.id, fc2.n, fc2.leftOut]).toEqual(['fc2', 6, 0]);
  });

  it('are of each measure with each effect, and none of what was not measured', () => {
    const found = layerCorrelations(sampleResult(), 'zero');
    expect(found.filter(({ layer }) => layer.id === 'fc1').map((f) => [f.measure, f.effect])).toEqual([
      ['selectivity', 'samplesLost'],
      ['selectivity', 'lossRise'],
      ['selectivity', 'largestClassLoss'],
      ['mutualInformation', 'samplesLost'],
      ['mutualInformation', 'lossRise'],
      ['mutualInformation', 'largestClassLoss'],
    ]);
    expect(layerCorrelations(sampleResult(), 'mean')).toEqual([]);
  });

  it('leave dead units out also where selectivity was not measured', () => {
    const result = sampleResult();
    for (const { units } of result.layers) delete units.selectivity;
    const [fc1] = layerCorrelations(result, 'zero');
    expect([fc1.measure, fc1.n, fc1.leftOut]).toEqual(['mutualInformation', 7, 1]);
  });

  it('have an interval around rho that depends on the seed alone', () => {
    const [first] = layerCorrelations(sampleResult(), 'zero', only);
    const [second] = layerCorrelations(sampleResult(), 'zero', only);
    const [other] = layerCorrelations({ ...sampleResult(), settings: { seed: 1 } }, 'zero', only);
    expect(first.interval).toEqual(second.interval);
    expect(first.interval).not.toEqual(other.interval);
    expect(first.interval!.low).toBeLessThan(first.rho!);
    expect(first.interval!.high).toBeGreaterThan(first.rho!);
  });

  it('are undefined, with no interval, where every unit costs the same', () => {
    const result = sampleResult();
    const zero = result.layers[1].units.ablation!['zero'];
    zero.turnedWrong.fill(0);
    zero.turnedRight.fill(0);
    expect(layerCorrelations(result, 'zero', only)[1]).toMatchObject({ rho: null, interval: null, n: 6 });
  });
});

describe('correlations that are pooled over layers', () => {
  it('come with the warning that a relation of layers may pass for one of units', () => {
    const [pooled] = pooledCorrelations(sampleResult(), 'zero', only);
    expect([pooled.n, pooled.leftOut]).toEqual([13, 1]);
    expect(pooled.warning).toContain('can hide or reverse what holds within each layer (Amjad et al. 2018)');
  });

  it('do reverse it in two layers that rise, one below and beside the other', () => {
    const result = sampleResult();
    const [fc1, fc2] = result.layers;
    fc1.units.selectivity = [1, 2, 3, 4, 5, 6, 7, 8].map((x) => x / 100);
    fc2.units.selectivity = [1, 2, 3, 4, 5, 6].map((x) => 0.5 + x / 100);
    fc1.units.ablation!['zero'].turnedWrong = [11, 12, 13, 14, 15, 16, 17, 18];
    fc2.units.ablation!['zero'].turnedWrong = [1, 2, 3, 4, 5, 6];
    for (const { units } of result.layers) units.ablation!['zero'].turnedRight.fill(0);
    expect(layerCorrelations(result, 'zero', only).map(({ rho }) => rho)).toEqual([1, 1]);
    expect(pooledCorrelations(result, 'zero', only)[0].rho).toBeLessThan(-0.4);
  });
});

describe('the agreement of replacement values', () => {
  it('is 1 between values that rank alike, per layer and pair, dead units left out', () => {
    const result = sampleWithMeans();
    for (const { units } of result.layers) {
      const { zero, mean } = units.ablation!;
      mean.loss = zero.loss!.map((loss) => loss! * 2);
      units.ablation!['resample'] = { ...zero, loss: zero.loss!.map((loss) => -loss!) };
    }
    const found = replacementAgreement(result).map(({ first, second, layer, rho, n }) => [
      `${first} ${second} ${layer.id}`,
      Math.round(1e9 * rho!) / 1e9,
      n,
    ]);
    expect(found).toEqual([
      ['zero mean fc1', 1, 7],
      ['zero mean fc2', 1, 6],
      ['zero resample fc1', -1, 7],
      ['zero resample fc2', -1, 6],
      ['mean resample fc1', -1, 7],
      ['mean resample fc2', -1, 6],
    ]);
  });

  it('is by samples lost where no losses were kept', () => {
    const result = sampleWithMeans();
    for (const { units } of result.layers) {
      for (const ablation of Object.values(units.ablation!)) delete ablation.loss;
    }
    // fc2 loses 3 0 6 0 5 1 by zero and 5 1 11 0 8 2 by the mean: ranks 4 1.5 6 1.5 5 3 and 4 2 6 1 5 3.
    const fc2 = replacementAgreement(result)[1];
    expect(fc2.rho).toBeCloseTo(17 / Math.sqrt(17 * 17.5), 14);
    expect(replacementAgreement(sampleResult())).toEqual([]);
  });
});

it('effects have names', () => {
  expect(effectName('samplesLost', 'image')).toBe('images lost');
  expect(effectName('largestClassLoss', 'image')).toBe('largest loss of one class');
});
