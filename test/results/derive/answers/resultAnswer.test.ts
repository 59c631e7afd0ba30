import { describe, expect, it } from 'vitest';
import { resultAnswer } from '../../../../src/results/derive/answers/resultAnswer.js';
import { deletedSoFar } from '../../inexactResults.js';
import { sampleResult } from '../../sampleResult.js';

const asked = { replacement: null };

describe('the answer to what a network was found to be', () => {
  it('says when, on what and how it was measured, and how good the network is intact', () => {
    const answer = resultAnswer(sampleResult(), 'notChecked', asked);
    expect(answer).toMatchObject({
      model: 'pets.onnx',
      measured: {
        at: '2026-11-22T14:02:00Z',
        tookSeconds: 8.1,
        dataName: 'pets, test part',
        samples: 200,
        sampleNoun: 'image',
        counts: 'exact',
        precisionPercentagePoints: null,
        files: 'notChecked',
      },
      intact: { correctSamples: 180, ofSamples: 200, accuracyPercent: 90, lossNats: 0.3 },
      replacement: 'zero',
      otherReplacements: [],
    });
  });

  it('tells the layers in a line each', () => {
    const { layers } = resultAnswer(sampleResult(), 'upToDate', asked);
    expect(layers).toMatchObject([
      {
        ...{
          layer: 'fc1',
          kind: 'dense',
          units: 8,
          deadUnits: 1,
          mostSamplesLost: 36,
          costliestUnit: 'fc1[3]',
        },
        ...{ unitsBeyondChance: 1, unitsWhoseDeletionChangesNoAnswer: 2, meanSamplesLost: 5.75 },
      },
      {
        ...{ layer: 'fc2', units: 6, deadUnits: 0, mostSamplesLost: 6, costliestUnit: 'fc2[2]' },
        ...{ unitsBeyondChance: 0, unitsWhoseDeletionChangesNoAnswer: 1, meanSamplesLost: 2.5 },
      },
    ]);
    expect(layers[1].meanSelectivity).toBeCloseTo(3.3 / 6, 5);
  });

  it('says nothing of a layer that was not measured', () => {
    const result = sampleResult();
    result.layers[1].units = {};
    const [, unmeasured] = resultAnswer(result, 'upToDate', asked).layers;
    expect(unmeasured).toMatchObject({ layer: 'fc2', units: 6, deadUnits: null, meanSamplesLost: null });
    expect(unmeasured.unitsWhoseDeletionChangesNoAnswer).toBeNull();
  });

  it('opens with what was found, and says how far to trust it', () => {
    const { sentences } = resultAnswer(sampleResult(), 'upToDate', asked);
    expect(sentences[0]).toBe(
      '1 of 14 units stands out from chance. Deleted one at a time, 6 of 14 units cost no image. ' +
        'The costliest, fc1[3], costs 36 of 200 images.',
    );
    expect(sentences).toContain(
      'Compare units within a layer. Across layers the numbers mean different things.',
    );
  });

  it('says of what is still being counted how far it is', () => {
    const { measured, sentences } = resultAnswer(deletedSoFar(sampleResult(), 8), 'upToDate', asked);
    expect(measured.counts).toBe('soFar');
    expect(sentences[0]).toBe(
      'An analysis is under way; counted so far: 1 of 2 layers, on 1,024 of 10,000 images.',
    );
  });

  it('refuses a replacement value that was not measured, and says which were', () => {
    expect(() => resultAnswer(sampleResult(), 'upToDate', { replacement: 'mean' })).toThrow(
      'The result of pets.onnx has no deletions replaced by "mean": it has zero, and an analysis with other replacement values adds more.',
    );
  });
});
