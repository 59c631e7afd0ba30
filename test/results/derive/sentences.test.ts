import { describe, expect, it } from 'vitest';
import { beyondChanceSentence, nearChanceHint } from '../../../src/results/derive/sentences.js';
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
