import { describe, expect, it } from 'vitest';
import { derangement } from '../../src/analysis/orders.js';
import { InputError } from '../../src/inputError.js';
import type { Experiment } from '../twin/bruteForce.js';
import { Interventions } from '../twin/interventions.js';
import { convNet } from '../twin/randomConvolutional.js';
import { perceptron } from '../twin/randomDense.js';
import { fixedBatchNet } from '../twin/randomInputs.js';
import { postActivationResidual } from '../twin/randomResidual.js';
import { withFixedBatch } from '../twin/rearranged.js';
import { expectOutcome } from './expectOutcome.js';
import { measureExperiment } from './measuredExperiment.js';
import { firstSamples } from '../twin/rearranged.js';

const experiments: [string, Experiment][] = [
  ['a dense network', perceptron()],
  ['a convolutional network', convNet()],
  ['a residual network', postActivationResidual()],
  ['a network whose batch can be opened', fixedBatchNet()],
  ['a network whose batch is fixed', withFixedBatch(convNet(), 4)],
];

describe.each(experiments)("a unit of %s given another sample's output", (_, experiment) => {
  it('does what brute force says, with the same derangement', async () => {
    const seed = 3;
    const result = await measureExperiment(experiment, {
      measures: ['importance'],
      replacements: ['zero', 'resample'],
      seed,
    });
    const twin = new Interventions(experiment);
    const sources = derangement(experiment.labels.length, seed);
    let flat = 0;
    for (const { units, unitCount, id } of result.layers) {
      const found = units.ablation?.['resample'];
      expect(found).not.toHaveProperty('value');
      for (let unit = 0; unit < unitCount; unit++) {
        const row = {
          correct: found?.correct[unit],
          loss: found?.loss?.[unit],
          turnedWrong: found?.turnedWrong[unit],
          turnedRight: found?.turnedRight[unit],
        };
        expectOutcome(`${id} unit ${unit}`, row, twin.resampled(flat++, sources), twin.baseline);
      }
    }
    expect(flat).toBe(twin.unitCount);
  });
});

it('two samples exchange their outputs', async () => {
  const experiment = firstSamples(perceptron(), 2);
  const result = await measureExperiment(experiment, {
    measures: ['importance'],
    replacements: ['resample'],
  });
  const twin = new Interventions(experiment);
  const found = result.layers.flatMap(({ units }) => units.ablation?.['resample'].correct ?? []);
  found.forEach((correct, flat) =>
    expectOutcome(`unit ${flat}`, { correct }, twin.resampled(flat, [1, 0]), twin.baseline),
  );
});

it('one sample has no other', async () => {
  const asked = measureExperiment(firstSamples(perceptron(), 1), { replacements: ['resample'] });
  await expect(asked).rejects.toThrow(InputError);
  await expect(asked).rejects.toThrow(/^--replacement resample .* there is only one; use more data\.$/);
});
