import { describe, expect, it } from 'vitest';
import type { LayerSummary } from '../../../src/results/derive/layerSummary.js';
import { layerSummaries } from '../../../src/results/derive/layerSummary.js';
import {
  beyondChanceSentence,
  nearChanceHint,
  selectivitySentence,
} from '../../../src/results/derive/sentences.js';
import { sampleResult } from '../sampleResult.js';

describe('a sentence on chance', () => {
  it('says no more than its count', () => {
    expect(beyondChanceSentence(0, 512)).toBe('No unit stands out from chance.');
    expect(beyondChanceSentence(1, 512)).toBe('1 of 512 units stands out from chance.');
    expect(beyondChanceSentence(125, 1512)).toBe('125 of 1,512 units stand out from chance.');
  });
});

describe('the hint on accuracy near chance', () => {
  it('is silent where the network clearly knows more than the largest class', () => {
    expect(nearChanceHint(sampleResult())).toBeNull();
  });

  it('comes up to three standard errors above the share of the largest class', () => {
    // Largest class 80 of 200; 0.4 + 3 sqrt(0.24 / 200) = 0.5039: 100 correct is near, 101 is not.
    const result = sampleResult();
    result.baseline.correct = 100;
    expect(nearChanceHint(result)).toBe(
      'The intact network is near chance (50.0 % correct; always naming the largest class gives 40.0 %): is the ' +
        'data fed as in training? See "scale", "mean" and "std" in the dataset\'s descriptor.',
    );
    result.baseline.correct = 101;
    expect(nearChanceHint(result)).toBeNull();
  });

  it('is silent where one class has all the samples, which says nothing', () => {
    const result = sampleResult();
    result.dataset.classCounts = [200, 0, 0];
    result.baseline.correct = 199;
    expect(nearChanceHint(result)).toBeNull();
  });
});

describe('the sentence on selectivity and importance', () => {
  const summary = (rho: number | null, n: number): LayerSummary => ({
    ...layerSummaries(sampleResult(), 'zero')[0],
    selectivityAgainstImportance: { rho, n },
  });

  it('gives rho and n layer by layer', () => {
    expect(selectivitySentence([summary(0.123, 62), summary(null, 2)], 'rise in loss')).toBe(
      "Selectivity against rise in loss, Spearman's rho within a layer: fc1 0.12 (n = 62); it describes these units; no interval was computed.",
    );
  });

  it('gives the range and the median over many layers', () => {
    const sentence = selectivitySentence(
      [0.4, -0.2, 0.1, 0.3].map((rho) => summary(rho, 9)),
      'rise in loss',
    );
    expect(sentence).toContain('-0.20 to 0.40, median 0.20, over 4 layers;');
  });

  it('is left out where no layer has a correlation', () => {
    expect(selectivitySentence([summary(null, 2)], 'rise in loss')).toBeNull();
  });
});
