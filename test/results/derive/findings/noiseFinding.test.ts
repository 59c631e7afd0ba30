import { describe, expect, it } from 'vitest';
import { noiseFinding } from '../../../../src/results/derive/findings/noiseFinding.js';
import type { ResultFile } from '../../../../src/results/schema.js';
import { sampleResult } from '../../sampleResult.js';

/** Correct answers by scale, of one draw or several. */
function noisy(correct: Readonly<Record<string, readonly number[]>>, scope = 'network'): ResultFile {
  const noise = Object.entries(correct).flatMap(([scale, draws]) =>
    draws.map((right, seed) => ({ scope, scale: Number(scale), seed, correct: right })),
  );
  return { ...sampleResult(), noise };
}

describe('how a network bears noise', () => {
  // Half of what it knows over the largest class is gone at 130 of 200 right.
  it.each<[string, ResultFile, string]>([
    [
      'between two scales',
      noisy({ 0.5: [170], 1: [120] }),
      'It bears noise of 0.5 standard deviations, not of 1.',
    ],
    [
      'at every scale',
      noisy({ 0.5: [175], 1: [170] }),
      'It bears noise of up to 1 standard deviation, as far as was measured.',
    ],
    ['at none', noisy({ 0.5: [100], 1: [80] }), 'The least noise that was measured breaks it.'],
  ])('%s', (_, result, claim) => {
    expect(noiseFinding(result)?.claim).toBe(claim);
  });

  it('tells what is right at the scale that breaks it, with the spread of the draws', () => {
    expect(noiseFinding(noisy({ 0.5: [170, 172], 1: [100, 110] }))?.evidence).toBe(
      'With 1 standard deviation of noise on every unit it is right on 52.5\u202f% (50.0\u202f% to 55.0\u202f% over 2 draws), without on 90.0\u202f%.',
    );
  });

  it('is nothing of single layers, and of a network near guessing', () => {
    expect(noiseFinding(noisy({ 1: [100] }, 'fc1'))).toBeNull();
    const guessing = noisy({ 1: [80] });
    guessing.baseline.correct = 84;
    expect(noiseFinding(guessing)).toBeNull();
    expect(noiseFinding(sampleResult())).toBeNull();
  });
});
