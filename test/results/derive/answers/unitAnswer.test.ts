import { describe, expect, it } from 'vitest';
import { InputError } from '../../../../src/inputError.js';
import { unitAnswer } from '../../../../src/results/derive/answers/unitAnswer.js';
import { sampleResult, sampleWithMeans } from '../../sampleResult.js';

const asked = (unit: string | number, layer: string | null = null) => ({ unit, layer, replacement: null });
const answer = (unit: string | number, layer: string | null = null) =>
  unitAnswer(sampleResult(), 'upToDate', asked(unit, layer));

describe('the answer to what a unit does', () => {
  it('gives its counts, and class by class its mean and what is lost', () => {
    const { unit, classes, classesLeftOut, layer } = answer('fc1[3]');
    expect(layer).toBe('fc1');
    expect(unit).toMatchObject({
      ...{ unit: 'fc1[3]', index: 3, flatIndex: 3, dead: false, samplesLost: 36, beyondChance: true },
      ...{ selectivity: 0.75, preferredClass: 'cat', mutualInformationBits: 0.6, silentSamples: 40 },
    });
    expect(classes).toEqual([
      { class: 'cat', samples: 80, meanActivity: 0.9, samplesLost: 36 },
      { class: 'dog', samples: 70, meanActivity: 0.3, samplesLost: 0 },
      { class: 'bird', samples: 50, meanActivity: 0.3, samplesLost: 0 },
    ]);
    expect(classesLeftOut).toBe(0);
  });

  it('is the same however the unit is named', () => {
    expect(answer('10')).toEqual(answer('fc2[2]'));
    expect(answer(10)).toEqual(answer('fc2[2]'));
    expect(answer(2, 'fc2')).toEqual(answer('fc2[2]'));
    expect(answer('fc2[2]', 'fc2')).toEqual(answer('fc2[2]'));
  });

  it('says in sentences what it costs, what it is like, and where it stands', () => {
    const { sentences } = answer('fc1[3]');
    expect(sentences[0]).toBe('fc1[3]: costs 36 images; selectivity .75, prefers cat.');
    expect(sentences.join(' ')).toContain('Rank 1 of 14 by images lost.');
    expect(sentences.at(-1)).toBe('One deletion is a lower bound: later layers can compensate.');
    expect(answer(4).sentences[0]).toBe('fc1[4]: dead on this data.');
  });

  it('tells what it loses under each replacement value', () => {
    const both = unitAnswer(sampleWithMeans(), 'upToDate', asked('fc1[3]'));
    expect(both.samplesLostByReplacement).toEqual({ zero: 36, mean: 56 });
  });

  it('leaves classes out where there are many, but none that loses or moves most', () => {
    const result = sampleResult();
    const count = 50;
    result.dataset.classes = Array.from({ length: count }, (_, c) => `c${c}`);
    result.dataset.classCounts = result.dataset.classes.map(() => 4);
    result.baseline.correctPerClass = result.dataset.classes.map(() => 4);
    for (const { units, unitCount } of result.layers) {
      const rows = Array.from({ length: unitCount }, () => result.dataset.classes.map((_, c) => c / count));
      units.classMeans = rows;
      if (units.ablation) {
        units.ablation['zero'].correctPerClass = rows.map((row) => row.map((_, c) => (c === 7 ? 0 : 4)));
      }
    }
    const { classes, classesLeftOut } = unitAnswer(result, 'upToDate', asked(0));
    const names = classes.map((line) => line.class);
    expect(names).toContain('c49');
    expect(names).toContain('c7');
    expect(classes.length + classesLeftOut).toBe(count);
    expect(classes.length).toBeLessThanOrEqual(20);
  });

  it.each([
    ['fc3[0]', null, 'pets.onnx has no layer "fc3"; it has fc1, fc2.'],
    ['fc1[8]', null, 'Layer fc1 of pets.onnx has no unit 8; its 8 units are counted from 0.'],
    ['14', null, 'pets.onnx has no unit 14; flat indexes run from 0 to 13.'],
    ['fc1[0]', 'fc2', 'fc1[0] is no unit of layer fc2: name one of the two.'],
    [
      'best',
      null,
      '"best" names no unit: write its layer and its index in it, as fc1[93], or its flat index, as 93.',
    ],
  ])('refuses %s of %s in one sentence', (unit, layer, sentence) => {
    expect(() => answer(unit, layer)).toThrow(new InputError(sentence));
  });

  it('says of a unit whose layer was not measured that it was not', () => {
    const result = sampleResult();
    result.layers[0].units = {};
    const sentence =
      'Layer fc1 of pets.onnx was not measured in this result: analyse the model with all its layers.';
    expect(() => unitAnswer(result, 'upToDate', asked('fc1[0]'))).toThrow(sentence);
    expect(() => unitAnswer(result, 'upToDate', asked(0))).toThrow(sentence);
    expect(unitAnswer(result, 'upToDate', asked(8)).unit.unit).toBe('fc2[0]');
  });
});
