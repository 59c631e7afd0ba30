import { describe, expect, it } from 'vitest';
import {
  expectationUnder,
  hypotheses,
  resemblance,
} from '../../../src/results/derive/selectivityHypotheses.js';
import { spearman } from '../../../src/results/derive/spearman.js';
import { unitRows } from '../../../src/results/derive/unitRows.js';
import { seededNetwork } from '../../webview/seededNetwork.js';
import { sampleResult } from '../sampleResult.js';

const rows = unitRows(seededNetwork([600, 400]), 'zero');
const alive = rows.filter((row) => row.selectivity !== null);
const ofLayer = (layerIndex: number) => alive.filter((row) => row.layerIndex === layerIndex);

describe('what a hypothesis would have the units cost', () => {
  it('deals out exactly the values that were measured, within each layer', () => {
    for (const hypothesis of hypotheses) {
      const { lost } = expectationUnder(hypothesis, rows, 5);
      expect(lost.size).toBe(alive.length);
      for (const layerIndex of [0, 1]) {
        const measured = ofLayer(layerIndex).map((row) => row.lost!.count);
        const dealt = ofLayer(layerIndex).map((row) => lost.get(row.unit.flat)!);
        expect(dealt.sort((a, b) => a - b)).toEqual(measured.sort((a, b) => a - b));
      }
    }
  });

  it('has the rank correlation that was asked for, less what ties take', () => {
    const at = (hypothesis: 'more' | 'less' | 'none', layerIndex: number) =>
      expectationUnder(hypothesis, rows, 5).rhos.get(layerIndex)!;
    for (const layerIndex of [0, 1]) {
      // Five standard errors of rho at .85 with 360 units: 5 (1 - .85^2) / sqrt(360) = .073; ties of ten counts
      // take up to .02 more.
      expect(Math.abs(at('more', layerIndex) - 0.85)).toBeLessThan(0.1);
      expect(Math.abs(at('less', layerIndex) + 0.85)).toBeLessThan(0.1);
      // Five standard errors at 0: 5 / sqrt(359).
      expect(Math.abs(at('none', layerIndex))).toBeLessThan(0.27);
    }
  });

  it("tells Spearman's rho of what it dealt out", () => {
    const { lost, rhos } = expectationUnder('more', rows, 1);
    const units = ofLayer(1);
    const { rho } = spearman(
      units.map((row) => row.selectivity),
      units.map((row) => lost.get(row.unit.flat)!),
    );
    expect(rhos.get(1)).toBe(rho);
  });

  it('is the same for the same seed, and another for another', () => {
    expect(expectationUnder('none', rows, 5)).toEqual(expectationUnder('none', rows, 5));
    expect(expectationUnder('none', rows, 6)).not.toEqual(expectationUnder('none', rows, 5));
  });

  it('leaves out units without a selectivity, and has no correlation where all cost alike', () => {
    const result = sampleResult();
    for (const layer of result.layers) {
      layer.units.ablation!['zero'].turnedWrong = layer.units.ablation!['zero'].turnedWrong.map(() => 2);
      layer.units.ablation!['zero'].turnedRight = layer.units.ablation!['zero'].turnedRight.map(() => 0);
    }
    const { lost, rhos } = expectationUnder('more', unitRows(result, 'zero'), 0);
    expect(lost.size).toBe(13);
    expect([...rhos.values()]).toEqual([null, null]);
  });
});

describe('what a layer resembles', () => {
  it.each([
    [0.7, 0.9, 'more'],
    [-0.9, -0.7, 'less'],
    [-0.1, 0.1, 'none'],
    [0.02, 0.3, 'weaklyMore'],
    [-0.35, -0.1, 'weaklyLess'],
    [0.9, 0.99, 'stronglyMore'],
    [-0.99, -0.9, 'stronglyLess'],
    [-0.1, 0.9, 'several'],
    [-1, 1, 'several'],
  ] as const)('with an interval from %f to %f is %s', (low, high, kind) => {
    expect(resemblance({ low, high }, 0.84, -0.82)).toBe(kind);
  });
});
