import { describe, expect, it } from 'vitest';
import { layerAnswer, type AskedLayer } from '../../../../src/results/derive/answers/layerAnswer.js';
import { curveOf } from '../../measuredSample.js';
import { estimated } from '../../inexactResults.js';
import { sampleResult, sampleWithMeans } from '../../sampleResult.js';

const fc1: AskedLayer = { layer: 'fc1', replacement: null, units: 3 };

describe('the answer to what a layer is worth', () => {
  it('counts dead units, and those whose deletion changes nothing or loses nothing', () => {
    const answer = layerAnswer(sampleResult(), 'upToDate', fc1);
    expect(answer.layer).toMatchObject({ id: 'fc1', place: 1, ofLayers: 2, units: 8, outputShape: [8] });
    expect(answer.deadUnits).toEqual({ count: 1, indexes: '4' });
    expect(answer.deletableOneAtATime).toEqual({
      changingNoAnswer: { count: 2, indexes: '1, 4' },
      losingNoSample: { count: 4, indexes: '1, 4-6' },
    });
    expect(answer.unitsBeyondChance).toBe(1);
  });

  it('gives mean and spread of what deleting a unit loses, and of selectivity where it is defined', () => {
    const { samplesLost, selectivity } = layerAnswer(sampleResult(), 'upToDate', fc1);
    const lost = [2, 0, 5, 36, 0, -2, 0, 5];
    const mean = 46 / 8;
    const deviation = Math.sqrt(lost.reduce((sum, count) => sum + (count - mean) ** 2, 0) / 8);
    expect(samplesLost).toMatchObject({ mean, lowest: -2, highest: 36 });
    // Answers have six digits.
    expect(samplesLost?.standardDeviation).toBeCloseTo(deviation, 4);
    expect(selectivity?.mean).toBeCloseTo((0.5 + 0.5 + 0.25 + 0.75 + 0.1 + 0.6 + 0.3) / 7, 5);
  });

  it('names the units that matter most and least; of equally many lost the loss decides', () => {
    const { unitsThatMatterMost, unitsThatMatterLeast } = layerAnswer(sampleResult(), 'upToDate', fc1);
    expect(unitsThatMatterMost.map(({ unit, samplesLost }) => [unit, samplesLost])).toEqual([
      ['fc1[3]', 36],
      ['fc1[2]', 5],
      ['fc1[7]', 5],
    ]);
    expect(unitsThatMatterMost[0]).toMatchObject({
      flatIndex: 3,
      turnedWrong: 40,
      turnedRight: 4,
      deletedOnSamples: 200,
      lossRiseNats: 0.3,
      beyondChance: true,
      selectivity: 0.75,
      preferredClass: 'cat',
    });
    expect(unitsThatMatterLeast.map(({ unit }) => unit)).toEqual(['fc1[5]', 'fc1[6]', 'fc1[4]']);
  });

  it('says in sentences what costs, what is dead, and that one deletion is not many', () => {
    const { sentences } = layerAnswer(sampleResult(), 'upToDate', fc1);
    expect(sentences).toEqual([
      'Deleted one at a time, 4 of 8 units of fc1 cost no image.',
      'The costliest, fc1[3], costs 36 images.',
      '1 unit of fc1 is dead, zero on every image: without it the network answers the same on this data.',
      'One deletion is a lower bound: later layers can compensate.',
      'Units that cost nothing alone can cost much together; how many of fc1 may go at once was not measured ' +
        '(analyse with --measures curves --scope fc1 --orders accuracy:asc).',
    ]);
  });

  it('reads another replacement value, and knows of dead units then only that they are', () => {
    const answer = layerAnswer(sampleWithMeans(), 'upToDate', { ...fc1, replacement: 'mean' });
    expect([answer.replacement, answer.otherReplacements]).toEqual(['mean', ['zero']]);
    // 60 wrong by their means, 4 right.
    expect(answer.samplesLost?.highest).toBe(56);
    expect(answer.sentences.join(' ')).not.toContain('dead');
  });

  it('tells how many units could go together, by the order that bears it longest', () => {
    const removed = [0, 2, 4, 6];
    const curve = (correct: number[], by: string, seed: number) => ({
      ...curveOf([180, 0, 0], { by, direction: by === 'random' ? null : 'asc', scope: 'fc1', seed }),
      ...{ removed, correct, loss: [0.3, 0.3, 0.4, 0.9] },
    });
    const result = {
      ...sampleResult(),
      curves: [
        curve([180, 181, 180, 100], 'random', 0),
        curve([180, 179, 180, 100], 'random', 1),
        curve([180, 180, 180, 179], 'accuracy', 0),
      ],
    };
    const answer = layerAnswer(result, 'upToDate', fc1);
    expect(answer.removableTogetherWithoutLoss).toEqual({
      units: 4,
      ofUnits: 8,
      order: 'samples lost, lowest first',
      replacement: 'zero',
      isFlattered: true,
    });
    expect(answer.sentences.at(-1)).toBe(
      'Removed together in the order that bears it longest of those measured (samples lost, lowest first), ' +
        '4 of 8 units could go before the first image was lost. The order was chosen on the same images, which flatters it.',
    );
    const bad = layerAnswer(
      { ...result, curves: [curve([180, 170, 180, 100], 'random', 0)] },
      'upToDate',
      fc1,
    );
    expect(bad.removableTogetherWithoutLoss?.units).toBe(0);
    expect(bad.sentences.at(-1)).toContain('In no order that was measured');
  });

  it('takes only curves of this layer alone and of this replacement value', () => {
    const answer = layerAnswer(
      { ...sampleResult(), curves: [curveOf([180, 180, 180]), curveOf([180, 180, 180], { scope: 'fc2' })] },
      'upToDate',
      fc1,
    );
    expect(answer.removableTogetherWithoutLoss).toBeNull();
  });

  it('gives intervals of an estimate, and says that it is one', () => {
    const { measured, unitsThatMatterMost, unitsBeyondChance, sentences } = layerAnswer(
      estimated(sampleResult()),
      'upToDate',
      fc1,
    );
    expect(measured.counts).toBe('estimated');
    expect(unitsBeyondChance).toBeNull();
    const [first] = unitsThatMatterMost;
    const [low, high] = first.samplesLostInterval99Percent ?? [NaN, NaN];
    expect(low).toBeLessThanOrEqual(first.samplesLost ?? NaN);
    expect(high).toBeGreaterThanOrEqual(first.samplesLost ?? NaN);
    expect(sentences[0]).toContain('These are estimates');
    expect(sentences.join(' ')).toContain('The highest estimate, fc1[');
  });

  it('says of a layer whose units were not deleted that they were not', () => {
    const result = sampleResult();
    delete result.layers[0].units.ablation;
    const answer = layerAnswer(result, 'upToDate', fc1);
    expect([answer.samplesLost, answer.deletableOneAtATime, answer.unitsThatMatterMost]).toEqual([
      null,
      null,
      [],
    ]);
    expect(answer.deadUnits?.count).toBe(1);
    expect(answer.sentences).toEqual([
      'No unit of fc1 was deleted: analyse the model with importance among the measures.',
    ]);
  });

  it('warns of files that have changed', () => {
    const warned = (files: 'modelChanged' | 'dataChanged' | 'missing') =>
      layerAnswer(sampleResult(), files, fc1).sentences[0];
    expect(warned('modelChanged')).toContain('The model has changed since it was measured');
    expect(warned('dataChanged')).toContain('The data have changed');
    expect(warned('missing')).toContain('missing');
  });

  it('has keys and values that survive JSON', () => {
    const answer = layerAnswer(sampleResult(), 'upToDate', fc1);
    expect(JSON.parse(JSON.stringify(answer))).toEqual(answer);
  });
});
