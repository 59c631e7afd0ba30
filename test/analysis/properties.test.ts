import { describe, expect, it } from 'vitest';
import type { Measured } from '../../src/analysis/analyse.js';
import type { UnitColumns } from '../../src/results/schema.js';
import type { Experiment } from '../twin/bruteForce.js';
import { Random } from '../twin/random.js';
import { convNet } from '../twin/randomConvolutional.js';
import { perceptron } from '../twin/randomDense.js';
import { fixedBatchNet } from '../twin/randomInputs.js';
import { postActivationResidual } from '../twin/randomResidual.js';
import { chosenSamples, withFixedBatch, withUnitsReordered } from '../twin/rearranged.js';
import { measureExperiment, openExperiment } from './measuredExperiment.js';

const experiments: [string, Experiment][] = [
  ['a dense network', perceptron()],
  ['a convolutional network', convNet()],
  ['a network of reshapes', fixedBatchNet()],
  ['a residual network', postActivationResidual()],
];

const settings = { measures: ['importance'] as const, replacements: ['zero', 'mean'] as const };

/** A random order of so many places. */
function shuffled(count: number, random: Random): number[] {
  const keys = Array.from({ length: count }, () => random.uniform());
  return keys.map((_, i) => i).sort((a, b) => keys[a] - keys[b]);
}

/** What deleting each unit did, with one row a unit, through all layers. */
function importanceOf({ layers }: Measured, replacement: string) {
  return layers.flatMap(({ units, unitCount }) => {
    const found = units.ablation?.[replacement];
    return Array.from({ length: unitCount }, (_, unit) => ({
      counts: [
        found?.correct[unit],
        found?.turnedWrong[unit],
        found?.turnedRight[unit],
        ...(found?.correctPerClass?.[unit] ?? []),
      ],
      loss: found?.loss?.[unit] ?? NaN,
      value: found?.value?.[unit] ?? 0,
    }));
  });
}

/** The same counts; losses and means to what another order of summation allows. */
function expectSameImportance(found: Measured, expected: Measured): void {
  expect(found.baseline.correctPerClass).toEqual(expected.baseline.correctPerClass);
  for (const replacement of ['zero', 'mean']) {
    const rows = importanceOf(found, replacement);
    importanceOf(expected, replacement).forEach((row, unit) => {
      expect(rows[unit].counts, `unit ${unit} at ${replacement}`).toEqual(row.counts);
      expect(Math.abs(rows[unit].loss - row.loss)).toBeLessThanOrEqual(2e-6 * row.loss);
      expect(Math.abs(rows[unit].value - row.value)).toBeLessThanOrEqual(1e-6 * Math.abs(row.value));
    });
  }
}

describe.each(experiments)('importance in %s', (_, experiment) => {
  const plain = measureExperiment(experiment, settings);

  it('does not depend on the order of the samples', async () => {
    const random = new Random(1);
    for (let trial = 0; trial < 3; trial++) {
      const order = shuffled(experiment.labels.length, random);
      expectSameImportance(await measureExperiment(chosenSamples(experiment, order), settings), await plain);
    }
  });

  it('does not depend on the batch', async () => {
    for (const batch of experiment.network.inputs[0].shape[0] === 4 ? [4] : [2, 3, 64]) {
      const fixed = withFixedBatch(experiment, batch);
      const open = await openExperiment(fixed);
      expect(open.network.batchSize).toBe(batch);
      await open.close();
      expectSameImportance(await measureExperiment(fixed, settings), await plain);
    }
  });

  it('of one half of the data is that of every other sample of each class', async () => {
    const ranking = everyOther(experiment.labels);
    const half = await measureExperiment(chosenSamples(experiment, ranking), { measures: ['importance'] });
    const { baseline, layers } = await plain;
    expect(baseline.correctHalf).toBe(half.baseline.correct);
    for (const [i, { units }] of layers.entries())
      expect(units.ablation?.['zero'].correctHalf).toEqual(half.layers[i].units.ablation?.['zero'].correct);
  });

  it('counts every sample as often as it is there', async () => {
    const twice = chosenSamples(experiment, [...experiment.labels.keys(), ...experiment.labels.keys()]);
    const found = importanceOf(await measureExperiment(twice, { measures: ['importance'] }), 'zero');
    importanceOf(await plain, 'zero').forEach(({ counts, loss }, unit) => {
      expect(found[unit].counts).toEqual(counts.map((count) => 2 * (count ?? NaN)));
      expect(Math.abs(found[unit].loss - loss)).toBeLessThanOrEqual(2e-6 * loss);
    });
  });
});

it('every measure is the same to the byte for one worker and for three, on more samples than a shard holds', async () => {
  const experiment = perceptron();
  const large = chosenSamples(
    experiment,
    Array.from({ length: 2300 }, (_, i) => (7 * i * i + i) % 41),
  );
  const everything = {
    measures: ['selectivity', 'importance', 'curves', 'noise'] as const,
    replacements: ['zero', 'mean', 'resample', 'optimal'] as const,
    curves: {
      scopes: ['network', 'layer'],
      orders: [
        { by: 'random' as const, count: 2 },
        { by: 'importance' as const, direction: 'desc' as const },
        { by: 'rotation' as const, count: 1 },
      ],
    },
    noise: { scales: [1], seeds: 2 },
    groups: [[0, 1], [17]],
  };
  const told = async (workers: number) => {
    const { baseline, layers, curves, noise, groups, progress, worked } = await measureExperiment(
      large,
      everything,
      workers,
    );
    expect(progress.at(-1)).toMatchObject({ done: worked, total: worked });
    return JSON.stringify({ baseline, layers, curves, noise, groups });
  };
  const one = await told(1);
  expect(await told(3)).toBe(one);
});

describe('units in another order', () => {
  const experiment = perceptron();
  const order = shuffled(11, new Random(6));
  const weights = { own: 'fc1.weight', bias: 'fc1.bias', next: 'fc2.weight' };
  const reordered = withUnitsReordered(experiment, 'fc1', weights, order);
  const both = {
    measures: ['selectivity', 'importance'] as const,
    replacements: ['zero', 'mean', 'resample', 'optimal'] as const,
  };

  it('have their results in that order, and change nothing of the others', async () => {
    const [plain, changed] = [
      await measureExperiment(experiment, both),
      await measureExperiment(reordered, both),
    ];
    const [fc1, fc2] = plain.layers.map(({ units }) => units);
    const [own, next] = changed.layers.map(({ units }) => units);
    expectColumns(own, fc1, order);
    expectColumns(next, fc2, [...Array(7).keys()]);
  });

  function expectColumns(found: UnitColumns, expected: UnitColumns, places: readonly number[]): void {
    // Sums over the units of a layer have another order, so floats may differ in their last bits.
    const near = (one: unknown, other: unknown, what: string): void => {
      if (typeof one !== 'number' || typeof other !== 'number') expect(one, what).toEqual(other);
      else expect(Math.abs(one - other), what).toBeLessThanOrEqual(2e-5 * Math.abs(other) + 1e-6);
    };
    for (const name of ['mean', 'variance', 'selectivity', 'mutualInformation', 'l1Norm', 'bins'] as const)
      places.forEach((unit, place) =>
        near(found[name]?.[place], expected[name]?.[unit], `${name} of ${unit}`),
      );
    for (const name of ['preferredClass', 'silentSamples'] as const)
      places.forEach((unit, place) => expect(found[name]?.[place]).toBe(expected[name]?.[unit]));
    for (const replacement of both.replacements) {
      const [one, other] = [found.ablation?.[replacement], expected.ablation?.[replacement]];
      places.forEach((unit, place) => {
        // The search for the best constant may end at another value that is as good.
        near(one?.loss?.[place], other?.loss?.[unit], `${replacement} loss of ${unit}`);
        if (replacement === 'optimal') return;
        expect(one?.correctPerClass?.[place]).toEqual(other?.correctPerClass?.[unit]);
        expect(one?.turnedWrong[place]).toBe(other?.turnedWrong[unit]);
      });
    }
  }
});

describe('zero ablation', () => {
  it.each([
    ['a dense network', perceptron(), 'fc3'],
    ['a convolutional network', convNet(), 'classifier.2'],
  ])(
    'leaves the bias of %s: without the last hidden layer it is all that answers',
    async (_, experiment, head) => {
      const { layers, labels, network, classCount } = experiment;
      const bias =
        network.constants.find(({ name }) => name === `${head}.bias`)?.values.map(Math.fround) ?? [];
      expect(bias).toHaveLength(classCount);
      const units = layers.reduce((sum, { unitCount }) => sum + unitCount, 0);
      const last = Array.from({ length: layers[layers.length - 1].unitCount }, (__, i) => units - 1 - i);
      const all = Array.from({ length: units }, (__, unit) => unit);
      const { groups = [] } = await measureExperiment(experiment, { measures: [], groups: [last, all] });
      const answer = bias.indexOf(Math.max(...bias));
      const total = bias.reduce((sum, value) => sum + Math.exp(value), 0);
      const loss = labels.reduce((sum, label) => sum + Math.log(total) - bias[label], 0) / labels.length;
      for (const group of groups) {
        expect(group.correct).toBe(labels.filter((label) => label === answer).length);
        expect(Math.abs((group.loss ?? NaN) - loss)).toBeLessThan(2e-6 * loss);
      }
    },
  );
});

/** Indexes of the first, third, fifth ... sample of each class. */
function everyOther(labels: ArrayLike<number>): number[] {
  const all = Array.from({ length: labels.length }, (_, i) => i);
  return all.filter(
    (i) => all.slice(0, i).filter((earlier) => labels[earlier] === labels[i]).length % 2 === 0,
  );
}
