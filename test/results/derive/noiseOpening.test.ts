import { describe, expect, it } from 'vitest';
import {
  layerCurves,
  noiseCurves,
  tellingScale,
  triedScales,
} from '../../../src/results/derive/noiseCurves.js';
import { noiseOpening } from '../../../src/results/derive/noiseOpening.js';
import type { ResultFile } from '../../../src/results/schema.js';
import { curvedResult, noiseOf } from '../curvedResult.js';

const withNoise = (...noise: NonNullable<ResultFile['noise']>[]): ResultFile => ({
  ...curvedResult(),
  noise: noise.flat(),
});

describe('noise by scope', () => {
  it('begins with the intact network, and takes means and bands over draws', () => {
    const [network] = noiseCurves(curvedResult());
    expect(network.points.map(({ scale }) => scale)).toEqual([0, 0.5, 1, 2]);
    expect(network.points[0].accuracy.mean).toBe(0.9);
    expect(network.points[3].accuracy).toMatchObject({ count: 2, mean: 0.52, lowest: 0.5, highest: 0.54 });
  });

  it('knows the scale at which layers lie furthest apart', () => {
    const layers = layerCurves(noiseCurves(curvedResult()));
    expect(triedScales(layers)).toEqual([0.5, 1, 2]);
    expect(tellingScale(layers)).toBe(2);
    expect(tellingScale(layers.slice(0, 1))).toBeNull();
  });
});

describe('the opening of noise', () => {
  it('tells the first size that takes half of the lead over the largest class', () => {
    // 180 of 200 intact, 80 of the largest class: half is 130.
    expect(noiseOpening(curvedResult(), 'network').answer).toBe(
      'Noise of 2 standard deviations takes half of its lead over guessing, or more',
    );
  });

  it('tells a network, or a layer, that stands all that was tried', () => {
    expect(noiseOpening(curvedResult(), 'fc2').answer).toBe(
      'Under noise of up to 2 standard deviations in fc2 it keeps more than half of its lead over guessing',
    );
  });

  it('gives the levels, and from where on all draws fall below the intact network', () => {
    const { evidence } = noiseOpening(curvedResult(), 'network');
    expect(evidence).toContain(
      'Intact it is 90.0\u202f% right; with noise 89.5\u202f% at 0.5, 76.0\u202f% at 1 and 52.0\u202f% at 2.',
    );
    // At 0.5 one draw reaches the intact network.
    expect(evidence).toContain('From 1 on, all 2 draws fall below the intact network.');
    expect(evidence).toContain(
      'With 2 in one layer alone, fc1 suffers most: 61.0\u202f%, every draw below those of all others.',
    );
  });

  it('says so where no noise costs anything, or layers can’t be told apart', () => {
    const { evidence } = noiseOpening(
      withNoise(
        noiseOf('network', { 1: [179, 181] }),
        noiseOf('fc1', { 1: [178, 181] }),
        noiseOf('fc2', { 1: [180, 182] }),
      ),
      'network',
    );
    expect(evidence).toContain('At no size do all draws fall below the intact network.');
    expect(evidence).toContain('With 1 in one layer alone, the draws do not tell which layer suffers most.');
  });

  it('judges by no single draw', () => {
    const { evidence } = noiseOpening(
      withNoise(noiseOf('network', { 1: [100] }), noiseOf('fc1', { 1: [100] }), noiseOf('fc2', { 1: [150] })),
      'network',
    );
    expect(evidence).toContain('One draw each has no spread to judge by.');
    expect(evidence).not.toContain('suffer');
  });

  it('names layers whose draws overlap together', () => {
    const result = withNoise(
      noiseOf('fc1', { 1: [100, 110] }),
      noiseOf('fc2', { 1: [105, 115] }),
      noiseOf('fc3', { 1: [170, 175] }),
    );
    expect(noiseOpening(result, 'fc1').evidence).toContain(
      'fc1 and fc2 suffer most (52.5\u202f% in fc1); their draws overlap.',
    );
  });

  it('lays networks side by side where they differ most', () => {
    const [a, b] = [
      curvedResult(),
      withNoise(noiseOf('network', { 0.5: [120, 122], 1: [100, 104], 2: [90, 92] })),
    ];
    const { evidence } = noiseOpening(a, 'network', [
      { name: 'a', result: a },
      { name: 'network', result: b },
    ]);
    expect(evidence).toContain('At 0.5, a is 89.5\u202f% right and network is 60.5\u202f% right.');
  });

  it('claims nothing of a network near chance, or of numbers that still come in', () => {
    const chance = curvedResult();
    chance.baseline.correct = 82;
    expect(noiseOpening(chance, 'network').answer).toContain('near chance');
    expect(noiseOpening({ ...curvedResult(), partial: true }, 'network').evidence).toBe(
      'That is told when all is in.',
    );
  });
});
