import { describe, expect, it } from 'vitest';
import type { ResultLayer } from '../../src/results/schema.js';
import type { Experiment } from '../twin/bruteForce.js';
import { Interventions } from '../twin/interventions.js';
import { NetworkBuilder } from '../twin/networkBuilder.js';
import { Random } from '../twin/random.js';
import { oldPerceptron, perceptron } from '../twin/randomDense.js';
import { firstSamples, withLabels } from '../twin/rearranged.js';
import { expectOutcome } from './expectOutcome.js';
import { measureExperiment, type MeasuredExperiment } from './measuredExperiment.js';

const everything = {
  measures: ['selectivity', 'importance', 'curves', 'noise'] as const,
  replacements: ['zero', 'mean', 'optimal'] as const,
  curves: {
    scopes: ['layer'],
    orders: [
      { by: 'random' as const, count: 1 },
      { by: 'selectivity' as const, direction: 'desc' as const },
      { by: 'rotation' as const, count: 1 },
    ],
  },
  noise: { scales: [0.5], seeds: 1 },
};

/** Every count of single deletions and of curves, against brute force; everything is measured, and nothing fails. */
async function measuredAndRight(experiment: Experiment): Promise<MeasuredExperiment> {
  const two = experiment.labels.length > 1;
  const replacements = two ? [...everything.replacements, 'resample' as const] : everything.replacements;
  const result = await measureExperiment(experiment, { ...everything, replacements });
  const twin = new Interventions(experiment);
  let flat = 0;
  for (const { units, unitCount, id } of result.layers) {
    for (let unit = 0; unit < unitCount; unit++) {
      const own = flat++;
      for (const replacement of everything.replacements) {
        const found = units.ablation?.[replacement];
        const value = found?.value?.[unit] ?? 0;
        expectOutcome(
          `${id} unit ${unit} at ${replacement}`,
          {
            correct: found?.correct[unit],
            loss: found?.loss?.[unit],
            turnedWrong: found?.turnedWrong[unit],
            turnedRight: found?.turnedRight[unit],
          },
          twin.clamped([own], () => value),
          twin.baseline,
        );
      }
    }
  }
  const curves = result.curves?.filter(
    ({ control, replacement }) => control === null && replacement === 'zero',
  );
  for (const { units, removed, correct, loss, by } of curves ?? []) {
    removed.forEach((count, i) =>
      expectOutcome(
        `${by} without ${count}`,
        { correct: correct[i], loss: loss?.[i] },
        twin.clamped(units.slice(0, count), () => 0),
        twin.baseline,
      ),
    );
  }
  return result;
}

const column = (layers: readonly ResultLayer[], name: 'selectivity' | 'mutualInformation' | 'zeroFraction') =>
  layers.flatMap(({ units }) => units[name] ?? []);

describe('data of one class', () => {
  it('have no selectivity and no information, and importance as ever', async () => {
    const { layers, baseline } = await measuredAndRight(withLabels(perceptron(), () => 2));
    expect(new Set(column(layers, 'selectivity'))).toEqual(new Set([null]));
    expect(new Set(column(layers, 'mutualInformation'))).toEqual(new Set([0]));
    expect(baseline.correctPerClass).toEqual([0, 0, baseline.correct, 0]);
  });
});

describe('a class without samples', () => {
  it('has no mean and no counts, and leaves the others as they are', async () => {
    const { layers, baseline } = await measuredAndRight(oldPerceptron());
    expect(baseline.correctPerClass[2]).toBe(0);
    for (const { units } of layers) {
      for (const means of units.classMeans ?? [])
        expect(means.map((mean) => mean === null)).toEqual([false, false, true, false, false]);
      for (const counts of units.ablation?.['zero'].correctPerClass ?? []) expect(counts[2]).toBe(0);
      expect(units.preferredClass).not.toContain(2);
    }
  });
});

/** Dense layers of ReLUs of the given widths. */
function relus(widths: readonly number[], deadUnits = false): Experiment {
  const builder = new NetworkBuilder({ seed: 31, opset: 13, inputShape: ['batch', 5] });
  let x = builder.input;
  let inputs = 5;
  widths.forEach((units, i) => {
    const weights = builder.rows(units, inputs);
    const bias = deadUnits ? new Array<number>(units).fill(-100) : builder.random.normals(units, 0.2);
    const weight = builder.constant(`fc${i}.weight`, [units, inputs], weights.flat());
    const gemm = builder.node('Gemm', [x, weight, builder.constant(`fc${i}.bias`, [units], bias)], {
      attributes: { transB: { int: 1 } },
    });
    x = builder.node('Relu', [gemm]);
    builder.layer('dense', x, 'Relu', { rows: weights, id: `fc${i}` });
    inputs = units;
  });
  const head = builder.gemm('head', x, inputs, 3);
  const experiment = { logits: head.output, last: head, classCount: 3, samples: 30 };
  return deadUnits ? withDrawnLabels(builder, experiment) : builder.finish(experiment);
}

/** Logits that do not vary can't be spread; the bias answers, and labels are drawn. */
function withDrawnLabels(builder: NetworkBuilder, end: Parameters<NetworkBuilder['finish']>[0]): Experiment {
  const random = new Random(2);
  return withLabels(builder.finish({ ...end, spread: false }), () => random.below(3));
}

describe('a layer of one unit', () => {
  it('is measured, and its curve goes from all to none', async () => {
    const { layers, curves = [] } = await measuredAndRight(relus([4, 1]));
    expect(layers[1].unitCount).toBe(1);
    const own = curves.filter(({ scope }) => scope === 'fc1');
    expect(own.length).toBeGreaterThan(0);
    for (const { removed, correct, auc } of own) {
      expect(removed).toEqual([0, 1]);
      expect(auc).toBeCloseTo((correct[0] + correct[1]) / 60, 12);
    }
    // The only axis of a line is the unit itself.
    const [plain, turned] = [false, true].map((control) =>
      own.find((curve) => (curve.control === 'rotation') === control),
    );
    expect(turned?.correct).toEqual(plain?.correct);
  });
});

describe('a network whose units are all dead', () => {
  it('loses nothing without any of them, under noise neither', async () => {
    const { layers, baseline, curves = [], noise = [] } = await measuredAndRight(relus([4, 3], true));
    expect(column(layers, 'zeroFraction')).toEqual([1, 1, 1, 1, 1, 1, 1]);
    expect(new Set(column(layers, 'selectivity'))).toEqual(new Set([null]));
    expect(new Set(column(layers, 'mutualInformation'))).toEqual(new Set([0]));
    for (const { units } of layers) {
      expect(new Set(units.preferredClass)).toEqual(new Set([null]));
      for (const table of Object.values(units.ablation ?? {})) {
        expect(new Set(table.correct)).toEqual(new Set([baseline.correct]));
        expect(new Set(table.loss)).toEqual(new Set([baseline.loss]));
        expect(new Set(table.value ?? [0])).toEqual(new Set([0]));
      }
    }
    for (const { correct, auc } of curves) {
      expect(new Set(correct)).toEqual(new Set([baseline.correct]));
      expect(auc).toBeCloseTo(baseline.correct / 30, 12);
    }
    for (const { correct, loss } of noise) {
      expect(correct).toBe(baseline.correct);
      expect(loss).toBe(baseline.loss);
    }
  });
});

describe('a network that is always right', () => {
  it('can only lose', async () => {
    const drawn = perceptron();
    const { baseline } = new Interventions(drawn);
    const answers = answersOf(drawn);
    expect(baseline.correct).toBeLessThan(drawn.labels.length);
    const { layers, baseline: found } = await measuredAndRight(withLabels(drawn, (i) => answers[i]));
    expect(found.correct).toBe(drawn.labels.length);
    for (const { units } of layers)
      for (const table of Object.values(units.ablation ?? {})) {
        expect(new Set(table.turnedRight)).toEqual(new Set([0]));
        expect(table.correct).toEqual(table.turnedWrong.map((wrong) => drawn.labels.length - (wrong ?? NaN)));
      }
  });
});

describe('a network that is always wrong', () => {
  it('can only win', async () => {
    const drawn = perceptron();
    const answers = answersOf(drawn);
    const { layers, baseline } = await measuredAndRight(withLabels(drawn, (i) => (answers[i] + 1) % 4));
    expect(baseline.correct).toBe(0);
    for (const { units } of layers)
      for (const table of Object.values(units.ablation ?? {})) {
        expect(new Set(table.turnedWrong)).toEqual(new Set([0]));
        expect(table.correct).toEqual(table.turnedRight);
      }
  });
});

describe('a network at chance level', () => {
  it('is measured as any other', async () => {
    const random = new Random(8);
    const { baseline } = await measuredAndRight(withLabels(perceptron(), () => random.below(4)));
    expect(baseline.correct).toBeLessThan(20);
  });
});

describe('two samples', () => {
  it('are enough for every measure', async () => {
    const { layers, baseline } = await measuredAndRight(firstSamples(perceptron(), 2));
    expect(baseline.correctHalf).toBeLessThanOrEqual(1);
    for (const { units } of layers)
      expect(units.ablation?.['resample'].correct).toHaveLength(units.mean?.length ?? 0);
    for (const bins of layers.flatMap(({ units }) => units.bins ?? [])) expect(bins).toBeLessThanOrEqual(2);
  });
});

describe('one sample', () => {
  it('is enough for everything but its own exchange', async () => {
    const { layers } = await measuredAndRight(firstSamples(perceptron(), 1));
    for (const { units } of layers) expect(new Set(units.variance)).toEqual(new Set([0]));
  });
});

/** The class that the intact network answers, sample by sample. */
function answersOf(experiment: Experiment): number[] {
  const right = Array.from({ length: experiment.classCount }, (_, c) => {
    return new Interventions(withLabels(experiment, () => c)).baseline.right;
  });
  return experiment.labels.map((_, sample) => right.findIndex((hits) => hits[sample]));
}
