import { describe, expect, it } from 'vitest';
import type { CurveSettings } from '../../src/analysis/settings.js';
import type { Curve } from '../../src/analysis/curves.js';
import { InputError } from '../../src/inputError.js';
import type { Experiment } from '../twin/bruteForce.js';
import { Interventions } from '../twin/interventions.js';
import { convNet } from '../twin/randomConvolutional.js';
import { perceptron } from '../twin/randomDense.js';
import { fixedBatchNet } from '../twin/randomInputs.js';
import { denseResidual, postActivationResidual } from '../twin/randomResidual.js';
import { meanOf } from '../twin/statistics.js';
import { expectOutcome } from './expectOutcome.js';
import { measureExperiment, type ExperimentSettings } from './measuredExperiment.js';

const experiments: [string, Experiment][] = [
  ['a dense network', perceptron()],
  ['a convolutional network', convNet()],
  ['a network of a fixed batch', fixedBatchNet()],
  ['a residual network', postActivationResidual()],
];

async function curvesOf(
  experiment: Experiment,
  curves: Partial<CurveSettings>,
  others: ExperimentSettings = {},
): Promise<Curve[]> {
  const result = await measureExperiment(experiment, { measures: ['curves'], ...others, curves });
  return result.curves ?? [];
}

/** Every point of a curve against the twin; `valueOf` is what a unit is clamped to. */
function expectCurve(twin: Interventions, curve: Curve, valueOf: (flat: number) => number = () => 0): void {
  const { removed, units, mode } = curve;
  removed.forEach((count, i) => {
    const gone = mode === 'remove' ? units.slice(0, count) : units.slice(units.length - count);
    expectOutcome(
      `${curve.by} ${mode} ${count}`,
      { correct: curve.correct[i], loss: curve.loss?.[i] },
      twin.clamped(gone, valueOf),
      twin.baseline,
    );
  });
}

/** By the trapezoidal rule, piece by piece. */
function areaOf({ removed, correct }: Curve, units: number, samples: number): number {
  let area = 0;
  for (let i = 1; i < removed.length; i++) {
    const width = (removed[i] - removed[i - 1]) / units;
    area += width * meanOf([correct[i] / samples, correct[i - 1] / samples]);
  }
  return area;
}

describe.each(experiments)('curves of %s', (_, experiment) => {
  const twin = new Interventions(experiment);
  const { labels } = experiment;

  it('by random orders are those of brute force', async () => {
    const curves = await curvesOf(experiment, { orders: [{ by: 'random', count: 2 }] }, { seed: 7 });
    expect(curves.map(({ seed }) => seed)).toEqual([7, 8]);
    expect(curves[0].units).not.toEqual(curves[1].units);
    for (const curve of curves) {
      expect(curve).toMatchObject({ by: 'random', scope: 'network', mode: 'remove', replacement: 'zero' });
      expect(curve.units.toSorted((a, b) => a - b)).toEqual(
        Array.from({ length: twin.unitCount }, (__, i) => i),
      );
      expect(curve.correct[0]).toBe(twin.baseline.correct);
      expect(curve.auc).toBeCloseTo(areaOf(curve, twin.unitCount, labels.length), 12);
      expectCurve(twin, curve);
    }
  });

  it('that keep the first units remove all others', async () => {
    const [curve] = await curvesOf(experiment, { mode: 'keep', orders: [{ by: 'random', count: 1 }] });
    const [other] = await curvesOf(experiment, { orders: [{ by: 'random', count: 1 }] });
    expect(curve.units).toEqual(other.units);
    expectCurve(twin, curve);
    expect(curve.correct[0]).toBe(twin.baseline.correct);
    expect(curve.correct.at(-1)).toBe(other.correct.at(-1));
  });

  it('at the mean are those of brute force, one for each replacement value', async () => {
    const result = await measureExperiment(experiment, {
      measures: ['importance', 'curves'],
      replacements: ['zero', 'mean'],
      curves: { orders: [{ by: 'random', count: 1 }] },
    });
    const means = result.layers.flatMap(({ units }) => units.ablation?.['mean'].value ?? []);
    const curves = result.curves ?? [];
    expect(curves.map(({ replacement }) => replacement)).toEqual(['zero', 'mean']);
    expect(curves[0].units).toEqual(curves[1].units);
    expectCurve(twin, curves[0]);
    expectCurve(twin, curves[1], (flat) => means[flat] ?? NaN);
  });

  it('of each layer by itself, and of a set of layers, leave the others alone', async () => {
    const plain = await measureExperiment(experiment, { measures: ['selectivity'] });
    const ids = plain.layers.map(({ id }) => id);
    const firsts = plain.layers.map((__, i) =>
      plain.layers.slice(0, i).reduce((sum, l) => sum + l.unitCount, 0),
    );
    const unitsOf = (i: number) =>
      Array.from({ length: plain.layers[i].unitCount }, (__, u) => firsts[i] + u);
    const pair = [ids.length - 1, 0];
    const curves = await curvesOf(experiment, {
      scopes: ['layer', ...pair.map((i) => ids[i])],
      orders: [{ by: 'random', count: 1 }],
    });
    expect(curves.map(({ scope }) => scope)).toEqual([...ids, pair.map((i) => ids[i]).join(',')]);
    curves.forEach((curve, i) => {
      const wanted = i < ids.length ? unitsOf(i) : [...unitsOf(0), ...unitsOf(ids.length - 1)];
      expect(curve.units.toSorted((a, b) => a - b)).toEqual(wanted);
      expect(curve.auc).toBeCloseTo(areaOf(curve, wanted.length, labels.length), 12);
      expectCurve(twin, curve);
    });
  });
});

describe('curves by a ranking', () => {
  const experiment = perceptron();
  const twin = new Interventions(experiment);
  const highestFirst = (values: readonly (number | null | undefined)[]) =>
    values
      .map((value, unit) => ({ value: value ?? -Infinity, unit }))
      .sort((a, b) => (a.value === b.value ? a.unit - b.unit : b.value > a.value ? 1 : -1))
      .map(({ unit }) => unit);

  it('delete units by selectivity, information, rise in loss and samples lost', async () => {
    const result = await measureExperiment(experiment, {
      measures: ['selectivity', 'importance', 'curves'],
      curves: {
        orders: [
          { by: 'selectivity', direction: 'desc' },
          { by: 'information', direction: 'desc' },
          { by: 'importance', direction: 'desc' },
          { by: 'accuracy', direction: 'desc' },
        ],
      },
    });
    const column = (of: (units: (typeof result.layers)[number]['units']) => (number | null)[] | undefined) =>
      result.layers.flatMap(({ units }) => of(units) ?? []);
    const lost = column(({ ablation }) => ablation?.['zero'].correct).map(
      (correct) => result.baseline.correct - (correct ?? NaN),
    );
    const expected = [
      column(({ selectivity }) => selectivity),
      column(({ mutualInformation }) => mutualInformation),
      column(({ ablation }) => ablation?.['zero'].loss),
      lost,
    ];
    // The dead unit has no selectivity, and several units share a number of samples lost.
    expect(expected[0]).toContain(null);
    expect(new Set(lost).size).toBeLessThan(lost.length);
    result.curves?.forEach((curve, i) => {
      expect(curve.units).toEqual(highestFirst(expected[i]));
      expectCurve(twin, curve);
    });
  });

  it('measure what they need of themselves', async () => {
    const by = ['selectivity', 'information', 'importance', 'accuracy'] as const;
    const orders = by.map((name) => ({ by: name, direction: 'asc' as const }));
    const alone = await curvesOf(experiment, { orders });
    const beside = await curvesOf(
      experiment,
      { orders },
      { measures: ['selectivity', 'importance', 'curves'] },
    );
    expect(alone).toEqual(beside);
    expect(alone.map(({ direction }) => direction)).toEqual(['asc', 'asc', 'asc', 'asc']);
  });

  it('by the rise in loss need losses', async () => {
    const asked = curvesOf(
      experiment,
      { orders: [{ by: 'importance', direction: 'desc' }] },
      { loss: false },
    );
    await expect(asked).rejects.toThrow(InputError);
    await expect(asked).rejects.toThrow(/importance.*--no-loss/);
  });

  it('by samples lost need none', async () => {
    const orders = [{ by: 'accuracy' as const, direction: 'desc' as const }];
    const [without] = await curvesOf(experiment, { orders }, { loss: false });
    const [withLoss] = await curvesOf(experiment, { orders });
    const { loss, ...counts } = withLoss;
    expect(without).toEqual(counts);
    expect(loss).toHaveLength(withLoss.removed.length);
  });
});

describe('curves by orders that are given', () => {
  const experiment = denseResidual();
  const twin = new Interventions(experiment);

  it('have no area where the order is of a part of the units', async () => {
    const [part, whole] = await curvesOf(experiment, {
      orders: [],
      givenOrders: [[5, 0, 11], Array.from({ length: twin.unitCount }, (_, i) => twin.unitCount - 1 - i)],
    });
    expect(part).toMatchObject({ by: 'given', units: [5, 0, 11], removed: [0, 1, 2, 3], auc: null });
    expect(whole.auc).toBeCloseTo(areaOf(whole, twin.unitCount, experiment.labels.length), 12);
    expectCurve(twin, part);
    expectCurve(twin, whole);
  });

  it('may name units of layers that are not measured', async () => {
    const [curve] = await curvesOf(
      experiment,
      { orders: [], givenOrders: [[0, 20]] },
      { layers: ['fc1'], replacements: ['mean'] },
    );
    const { layers } = await measureExperiment(experiment, {
      measures: ['importance'],
      replacements: ['mean'],
    });
    const means = layers.flatMap(({ units }) => units.ablation?.['mean'].value ?? []);
    expectCurve(twin, curve, (flat) => means[flat] ?? NaN);
  });

  it.each([
    [[0, 1, 0], 'Order 2 of --order-file names unit 0 twice; name each unit once.'],
    [[21], 'Order 2 of --order-file names unit 21, and flat unit indexes run from 0 to 20.'],
    [[-1], 'Order 2 of --order-file names unit -1, and flat unit indexes run from 0 to 20.'],
  ])('are refused where they are %j', async (order, message) => {
    const asked = curvesOf(experiment, { givenOrders: [[0], order] });
    await expect(asked).rejects.toThrow(InputError);
    await expect(asked).rejects.toThrow(message);
  });
});

describe('the best constants', () => {
  it.each([
    ['an order', { curves: { orders: [], givenOrders: [[0, 20]] } }],
    ['a group', { groups: [[1], [20, 0]] }],
  ])('are refused where %s names a unit for which none is sought', async (_, settings) => {
    const measures = ['curves'] as const;
    const others = { measures, replacements: ['optimal'] as const, layers: ['fc1'] };
    const asked = measureExperiment(denseResidual(), { ...others, ...settings });
    await expect(asked).rejects.toThrow(InputError);
    await expect(asked).rejects.toThrow(/^--replacement optimal .* unit 20 /);
  });
});

describe('the numbers of removed units', () => {
  const experiment = perceptron();
  const twin = new Interventions(experiment);

  it('may be given, in any order', async () => {
    const [curve] = await curvesOf(experiment, {
      removed: [9, 0, 4, 9],
      orders: [{ by: 'random', count: 1 }],
    });
    expect(curve.removed).toEqual([0, 4, 9]);
    expect(curve.auc).toBeNull();
    expectCurve(twin, curve);
  });

  it('give an area where they reach from none to all', async () => {
    const [curve] = await curvesOf(experiment, { removed: [18, 0], orders: [{ by: 'random', count: 1 }] });
    expect(curve.auc).toBeCloseTo((curve.correct[0] + curve.correct[1]) / 2 / experiment.labels.length, 12);
  });

  it('are refused where they are more than there are units', async () => {
    const asked = curvesOf(experiment, { removed: [3, 12], scopes: ['layer'] });
    await expect(asked).rejects.toThrow(InputError);
    await expect(asked).rejects.toThrow('--removed names 12 units, and there are 11 to remove');
  });
});

describe('a scope', () => {
  it('counts a layer once that is named twice', async () => {
    const [curve] = await curvesOf(perceptron(), {
      scopes: ['fc2', 'fc2'],
      orders: [{ by: 'random', count: 1 }],
    });
    expect(curve.units.toSorted((a, b) => a - b)).toEqual([11, 12, 13, 14, 15, 16, 17]);
    expect(curve.scope).toBe('fc2');
  });

  it('must be of layers that are analysed', async () => {
    const asked = curvesOf(perceptron(), { scopes: ['fc1'] }, { layers: ['fc2'] });
    await expect(asked).rejects.toThrow(InputError);
    await expect(asked).rejects.toThrow(
      '--scope names "fc1", which is no layer that is analysed; these are fc2.',
    );
  });

  it('of the network is all layers that are analysed', async () => {
    const [curve] = await curvesOf(
      perceptron(),
      { orders: [{ by: 'random', count: 1 }] },
      { layers: ['fc2'] },
    );
    expect(curve.units.toSorted((a, b) => a - b)).toEqual([11, 12, 13, 14, 15, 16, 17]);
    expect(curve.auc).not.toBeNull();
  });
});

it('curves replace units by constants alone', async () => {
  const asked = curvesOf(perceptron(), {}, { replacements: ['resample'] });
  await expect(asked).rejects.toThrow(InputError);
  const [curve] = await curvesOf(perceptron(), {}, { replacements: ['resample', 'zero'] });
  expect(curve.replacement).toBe('zero');
});
