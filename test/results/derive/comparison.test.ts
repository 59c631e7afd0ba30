import { describe, expect, it } from 'vitest';
import { compareNetworks, comparedFractions } from '../../../src/results/derive/comparison.js';
import { comparisonNotes } from '../../../src/results/derive/comparisonNotes.js';
import {
  bandSentences,
  memorisationReading,
  memorisationSentence,
} from '../../../src/results/derive/memorisationSentences.js';
import { spreadOf } from '../../../src/results/derive/spread.js';
import type { ResultFile } from '../../../src/results/schema.js';
import { curveOf, measuredSample } from '../measuredSample.js';
import { sampleResult } from '../sampleResult.js';

/** The sample with curves whose middle point has so many right. */
function withCurves(...middles: number[]): ResultFile {
  const curves = middles.map((middle, seed) => curveOf([180, middle, 80], { seed }));
  return { ...sampleResult(), curves };
}

function sentences(results: Readonly<Record<string, ResultFile>>): string[] {
  const named = Object.entries(results).map(([name, result]) => ({ name, result }));
  const networks = compareNetworks(named);
  return bandSentences(networks, networks[0].curves[0].key);
}

describe('networks side by side', () => {
  it('show what each result holds, accuracies as shares', () => {
    const [network] = compareNetworks([{ name: 'pets', result: measuredSample() }]);
    expect(network).toMatchObject({
      ...{ name: 'pets', model: 'pets.onnx', samples: 200, classes: 3, correct: 180, loss: 0.3, floor: 0.4 },
      ...{ units: 14, dead: 1, alwaysOn: 3, beyondChance: { replacement: 'zero', units: 1, of: 14 } },
    });
    expect(network.meanSelectivity).toBeCloseTo((3 + 3.3) / 13, 14);
    expect(network.layers.map(({ id, units, dead }) => [id, units, dead])).toEqual([
      ['fc1', 8, 1],
      ['fc2', 6, 0],
    ]);
    expect(network.curves[0].auc?.mean).toBeCloseTo(0.625, 15);
    expect(comparedFractions).toEqual([0, 0.25, 0.5, 0.75, 1]);
    [0.9, 0.75, 0.6, 0.5, 0.4].forEach((accuracy, i) => {
      expect(network.curves[0].accuracy[i]?.mean).toBeCloseTo(accuracy, 15);
    });
    expect(network.noise[0]).toMatchObject({
      draws: 2,
      accuracy: { mean: 0.88, lowest: 0.87, highest: 0.89 },
    });
  });

  it('have null for what was not measured', () => {
    const result = sampleResult();
    for (const layer of result.layers) layer.units = {};
    const [network] = compareNetworks([{ name: 'bare', result }]);
    expect(network).toMatchObject({ dead: null, alwaysOn: null, beyondChance: null, meanSelectivity: null });
    expect([network.layers, network.curves, network.noise]).toEqual([[], [], []]);
  });

  it('of different sizes share the fractions of their curves', () => {
    const small = withCurves(120);
    small.layers = [{ ...small.layers[0], unitCount: 4, units: {} }];
    small.curves = [curveOf([180, 120, 80], { units: [0, 1, 2, 3], removed: [0, 2, 4] })];
    const [a, b] = compareNetworks([
      { name: 'a', result: small },
      { name: 'b', result: withCurves(120) },
    ]);
    expect(a.curves[0].key).toBe(b.curves[0].key);
    expect(a.curves[0].accuracy).toEqual(b.curves[0].accuracy);
  });
});

describe('what keeps networks from being compared at face value', () => {
  const notes = (...results: ResultFile[]) =>
    comparisonNotes(compareNetworks(results.map((result, i) => ({ name: 'ab'[i], result }))));

  it('is nothing where data and accuracy are alike', () => {
    expect(notes(measuredSample(), measuredSample())).toEqual([]);
  });

  it('is data of another kind', () => {
    const other = measuredSample();
    other.dataset = { ...other.dataset, noun: 'sound' };
    expect(notes(measuredSample(), other)).toEqual([
      'The data differ in kind, so accuracies and AUCs are not on one scale: a of images of 3 classes, b of sounds of 3 classes.',
    ]);
  });

  it('is an intact accuracy five points off, which every AUC contains', () => {
    const other = measuredSample();
    other.baseline = { ...other.baseline, correct: 170 };
    expect(notes(measuredSample(), other)).toEqual([
      'The intact accuracies differ, and every AUC starts from its own: a 90.0 %, b 85.0 %.',
    ]);
    other.baseline.correct = 171;
    expect(notes(measuredSample(), other)).toEqual([]);
  });

  it('is a curve of some layers only, and an estimate', () => {
    const part = withCurves(100);
    part.curves = [curveOf([180, 100, 80], { units: [0, 1, 2, 3, 4, 5, 6, 7], removed: [0, 4, 8] })];
    expect(notes(withCurves(100), { ...part, exact: false })).toEqual([
      'The curves of b remove 8 of its 14 units: it was analysed by layers.',
      'b holds estimates from a part of its samples.',
    ]);
  });
});

describe('the sentences on bands', () => {
  // The area is (260 + 2 m) / 800: .60 to .65 for 110 to 130, .45 to .50 for 50 to 70.
  it('say which of two networks lies above, where every order does', () => {
    expect(sentences({ low: withCurves(50, 70), high: withCurves(110, 130) })).toEqual([
      'AUC from the largest down: high 0.625, low 0.475.',
      'Bands over orders that do not overlap: every order of high lies above every order of low.',
    ]);
  });

  it('say that two cannot be told apart where one order of the one lies within the other', () => {
    expect(sentences({ low: withCurves(50, 110), high: withCurves(109, 130) })).toEqual([
      'AUC from the largest down: high 0.624, low 0.525.',
      'Bands over orders that overlap: high and low. These orders do not tell them apart.',
    ]);
  });

  it('go through all pairs of three networks', () => {
    const three = { a: withCurves(110, 130), b: withCurves(50, 70), c: withCurves(40, 60) };
    expect(sentences(three)).toEqual([
      'AUC from the largest down: a 0.625, b 0.475, c 0.450.',
      'Bands over orders that do not overlap: every order of a lies above every order of b and c.',
      'Bands over orders that overlap: b and c. These orders do not tell them apart.',
    ]);
  });

  it('do not take a single order for a band', () => {
    expect(sentences({ a: withCurves(110), b: withCurves(50, 70) })[1]).toBe(
      'One order has no spread: measure several of a (--orders random:10).',
    );
  });

  it('are silent on one network, and on orders that are not random or keep units', () => {
    expect(sentences({ a: withCurves(110, 130) })).toEqual([]);
    const ranked = () => ({
      ...sampleResult(),
      curves: [curveOf([180, 90, 80], { by: 'selectivity', direction: 'desc' })],
    });
    expect(sentences({ a: ranked(), b: ranked() })).toEqual([]);
  });

  it('stand beside the paper and give no verdict', () => {
    expect(memorisationSentence).toContain('(Morcos et al. 2018)');
    expect(memorisationSentence).toContain('no AUC by itself is a verdict');
    const network = { scope: 'network', replacement: 'zero' };
    expect(memorisationReading(network, spreadOf([0.6, 0.65])!)).toBe(
      `Random orders (network, replaced by zero): AUC 0.625 on average over 2 orders, from 0.600 to 0.650. ${memorisationSentence}`,
    );
    expect(memorisationReading(network, spreadOf([0.6])!)).toContain('AUC 0.600 of one order.');
  });
});
