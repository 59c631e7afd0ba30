import { describe, expect, it } from 'vitest';
import { galleryWords } from '../../../src/results/derive/galleryWords.js';
import { selectivitySumWords } from '../../../src/results/derive/selectivityWords.js';
import { unitGallery } from '../../../src/results/derive/unitGallery.js';
import { seededDetail } from '../../webview/seededDetail.js';
import { sampleResult } from '../sampleResult.js';

describe('the sum of the selectivity', () => {
  const sum = { favourite: 4, favouriteMean: 2.957, othersMean: 0.2462, index: 0.846 };

  it('can be followed', () => {
    expect(selectivitySumWords(sum)).toBe('(2.96 \u2212 .25) / (2.96 + .25) = .85');
    expect(selectivitySumWords({ ...sum, othersMean: -0.2, index: 1.15 })).toBe(
      '(2.96 \u2212 (\u2212.20)) / (2.96 + (\u2212.20)) = 1.15',
    );
  });

  it('is not written where it divides by zero', () => {
    expect(selectivitySumWords({ ...sum, index: null })).toBeNull();
  });
});

describe('what stands beside rows of samples', () => {
  const words = (change: (activity: Float32Array) => void) => {
    const detail = seededDetail(sampleResult(), 3);
    change(detail.activity);
    return galleryWords(detail, unitGallery(detail, 5, 0), 'image');
  };

  it('counts what wakes the unit and what leaves it silent', () => {
    const { acrossRange, least, turnedWrong } = words((activity) => {
      activity.fill(0, 0, 150);
      activity.fill(1, 150);
    });
    expect(acrossRange).toBe('evenly spaced among the 50 images that wake it');
    expect(least).toBe('silent on 150; a few of them at random');
    expect(turnedWrong).toBe('36 \u00b7 answer with the unit \u2192 without it');
  });

  it('does not call silent what is below zero', () => {
    const { acrossRange, least } = words((activity) => {
      activity.fill(-1, 0, 150);
      activity.fill(1, 150);
    });
    expect(acrossRange).toBe('evenly spaced among the 50 images above its lowest activity');
    expect(least).toBe('150 share its lowest activity; a few of them at random');
  });

  it('says nothing of chance where no samples tie', () => {
    const { acrossRange, least } = words((activity) => activity.forEach((_, i) => (activity[i] = i + 1)));
    expect(acrossRange).toBe('evenly spaced among the 200 images by activity');
    expect(least).toBe('its lowest activity');
  });
});
