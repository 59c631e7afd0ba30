import { describe, expect, it } from 'vitest';
import { randomRotation, removalOfAxes } from '../../src/analysis/rotation.js';
import { InputError } from '../../src/inputError.js';
import type { Experiment } from '../twin/bruteForce.js';
import { withoutAxes } from '../twin/changes.js';
import { Interventions } from '../twin/interventions.js';
import { convNet } from '../twin/randomConvolutional.js';
import { perceptron } from '../twin/randomDense.js';
import { fixedBatchNet, signalNet } from '../twin/randomInputs.js';
import { withFixedBatch } from '../twin/rearranged.js';
import { expectOutcome } from './expectOutcome.js';
import { measureExperiment, openExperiment } from './measuredExperiment.js';

const axesOf = (size: number, seed: number) => {
  const matrix = randomRotation(size, seed);
  return Array.from({ length: size }, (_, i) => [...matrix.subarray(i * size, (i + 1) * size)]);
};
const dot = (one: readonly number[], other: readonly number[]) =>
  one.reduce((sum, value, i) => sum + value * other[i], 0);

describe('a random rotation', () => {
  it.each([1, 2, 7, 64, 200])('of %i units has axes of length one at right angles', (size) => {
    const axes = axesOf(size, 3);
    for (const [i, axis] of axes.entries()) {
      for (const [k, other] of axes.entries())
        expect(Math.abs(dot(axis, other) - (i === k ? 1 : 0))).toBeLessThan(1e-13);
    }
  });

  it('is the same for the same seed, and another for another', () => {
    expect(randomRotation(9, 1)).toEqual(randomRotation(9, 1));
    expect(randomRotation(9, 1)).not.toEqual(randomRotation(9, 2));
  });

  it('favours no direction', () => {
    // An entry of a uniformly distributed rotation has mean 0 and variance 1 / size.
    const [size, draws] = [4, 4000];
    const sums = new Float64Array(size * size);
    const squares = new Float64Array(size * size);
    for (let seed = 0; seed < draws; seed++) {
      randomRotation(size, seed).forEach((value, i) => {
        sums[i] += value;
        squares[i] += value * value;
      });
    }
    // Five standard deviations of these means; the variance of a square is 2 (n - 1) / (n^2 (n + 2)).
    for (const sum of sums) expect(Math.abs(sum / draws)).toBeLessThan(5 * Math.sqrt(1 / size / draws));
    for (const sum of squares)
      expect(Math.abs(sum / draws - 1 / size)).toBeLessThan(5 * Math.sqrt(1 / 16 / draws));
  });
});

describe('the matrix that removes axes', () => {
  const size = 6;
  const basis = randomRotation(size, 8);
  const matrices = Array.from({ length: size + 1 }, (_, axes) => removalOfAxes(basis, size, axes));

  it('removes none or all', () => {
    for (let i = 0; i < size * size; i++) {
      expect(matrices[0][i]).toBe(i % (size + 1) === 0 ? 1 : 0);
      expect(Math.abs(matrices[size][i])).toBeLessThan(1e-7);
    }
  });

  it('takes away the first axes, and leaves the others', () => {
    for (const [axes, matrix] of matrices.entries()) {
      axesOf(size, 8).forEach((axis, i) => {
        axis.forEach((part, row) => {
          const image = dot([...matrix.subarray(row * size, (row + 1) * size)], axis);
          expect(Math.abs(image - (i < axes ? 0 : part))).toBeLessThan(1e-6);
        });
      });
    }
  });
});

const experiments: [string, Experiment][] = [
  ['a dense network', perceptron()],
  ['a convolutional network', convNet()],
  ['a network for signals', signalNet()],
  ['a network of a fixed batch', withFixedBatch(fixedBatchNet(), 4)],
];

describe.each(experiments)('the control by rotation of %s', (_, experiment) => {
  const twin = new Interventions(experiment);
  const samples = { first: 0, count: experiment.labels.length };

  it('removes axes of each layer as brute force does', async () => {
    const { curves = [], layers } = await measureExperiment(experiment, {
      measures: ['curves'],
      curves: { scopes: ['layer'], orders: [{ by: 'rotation', count: 2 }] },
      seed: 5,
    });
    expect(curves.map(({ scope, seed }) => [scope, seed])).toEqual(
      layers.flatMap(({ id }) => [5, 6].map((seed) => [id, seed])),
    );
    for (const [i, curve] of curves.entries()) {
      const layer = experiment.layers[Math.floor(i / 2)];
      expect(curve).toMatchObject({ control: 'rotation', mode: 'remove', replacement: 'zero', units: [] });
      const axes = axesOf(layer.unitCount, curve.seed);
      curve.removed.forEach((count, point) => {
        const expected = twin.with(withoutAxes(layer.tensor, layer.unitAxis, axes.slice(0, count)));
        const found = { correct: curve.correct[point], loss: curve.loss?.[point] };
        expectOutcome(`${curve.scope} without ${count} axes`, found, expected, twin.baseline);
      });
    }
  });

  it('changes nothing without any axis removed, and deletes the layer with all', async () => {
    const open = await openExperiment(experiment);
    try {
      let first = 0;
      for (const [layer, { unitCount }] of experiment.layers.entries()) {
        const lengths = Int32Array.of(0, unitCount);
        const turned = await open.run({ kind: 'rotation', layer, seed: 1, lengths, samples, loss: true });
        const units = Int32Array.from({ length: unitCount }, (__, unit) => first + unit);
        const groups = [new Int32Array(), units];
        const values = new Float32Array(twin.unitCount);
        const sets = { kind: 'listed' as const, groups };
        const deleted = await open.run({ kind: 'group', sets, values, samples, loss: true });
        if (turned.kind !== 'answers' || deleted.kind !== 'answers') throw new Error('another result');
        expect(turned.correct).toEqual(deleted.correct);
        expect(turned.turnedWrong).toEqual(deleted.turnedWrong);
        turned.lossSum.forEach((sum, i) =>
          expect(Math.abs(sum - deleted.lossSum[i])).toBeLessThanOrEqual(1e-5 * deleted.lossSum[i]),
        );
        first += unitCount;
      }
    } finally {
      await open.close();
    }
  });
});

describe('the control by rotation', () => {
  const orders = [{ by: 'rotation' as const, count: 1 }];

  it('is measured once, whatever units are replaced by', async () => {
    const { curves = [] } = await measureExperiment(perceptron(), {
      measures: ['curves'],
      replacements: ['mean', 'zero'],
      curves: { scopes: ['fc2'], orders: [...orders, { by: 'random', count: 1 }] },
    });
    expect(curves.map(({ control, replacement }) => [control, replacement])).toEqual([
      ['rotation', 'zero'],
      [null, 'mean'],
      [null, 'zero'],
    ]);
  });

  it('needs a scope of one layer', async () => {
    const asked = measureExperiment(perceptron(), { measures: ['curves'], curves: { orders } });
    await expect(asked).rejects.toThrow(InputError);
    await expect(asked).rejects.toThrow(/^--orders rotation .*--scope layer/);
  });

  it('leaves out scopes of several layers where there are others', async () => {
    const curves = { scopes: ['network', 'layer'], orders };
    const result = await measureExperiment(perceptron(), { measures: ['curves'], curves });
    expect(result.curves?.map(({ scope }) => scope)).toEqual(['fc1', 'fc2']);
  });
});
