import { describe, expect, it } from 'vitest';
import { emptyActivity } from '../../src/analysis/activity.js';
import { emptyAblation, type AblationTable } from '../../src/analysis/columns.js';
import { ablateOptimally, optimalSweeps } from '../../src/analysis/optimalConstants.js';
import type { AblationResult, ShardRunner } from '../../src/analysis/shards.js';
import { InputError } from '../../src/inputError.js';
import type { Experiment } from '../twin/bruteForce.js';
import { Interventions } from '../twin/interventions.js';
import { Random } from '../twin/random.js';
import { convNet } from '../twin/randomConvolutional.js';
import { activationZoo, oldPerceptron, perceptron } from '../twin/randomDense.js';
import { expectOutcome } from './expectOutcome.js';
import { measureExperiment, openExperiment } from './measuredExperiment.js';

const gridOf = (low: number, high: number, count: number) =>
  Array.from({ length: count }, (_, i) => low + ((high - low) * i) / (count - 1));

interface MadeUpUnit {
  readonly low: number;
  readonly high: number;
  readonly mean: number;
  /** By the value that the unit is held at. */
  readonly loss: (value: number) => number;
}

/** Searches the constants of units whose losses are known functions; also counts the sweeps over all units. */
async function searched(units: readonly MadeUpUnit[]): Promise<{ table: AblationTable; sweeps: number }> {
  const ablation = (values: Float32Array): AblationResult => ({
    kind: 'ablation',
    ...emptyAblation(units.length, 2, values),
    lossSum: Float64Array.from(units, ({ loss }, i) => loss(values[i])),
    intactPerClass: new Float64Array(2),
    intactHalf: 0,
    intactLossSum: 0,
  });
  let sweeps = 0;
  const runner: ShardRunner = {
    concurrency: 1,
    run: async (shard, onWork) => {
      if (shard.kind !== 'ablation' || shard.replaceBy.kind !== 'constants') throw new Error('another shard');
      sweeps++;
      onWork(1);
      return ablation(shard.replaceBy.values);
    },
  };
  const activity = emptyActivity(units.length, 2);
  activity.outputMinimum.set(units.map(({ low }) => low));
  activity.outputMaximum.set(units.map(({ high }) => high));
  const at = (valueOf: (unit: MadeUpUnit) => number): AblationTable => {
    const values = Float32Array.from(units, valueOf);
    return { ...emptyAblation(units.length, 2, values), lossSum: ablation(values).lossSum };
  };
  const search = ablateOptimally(
    {
      facts: { samples: 1, sampleSize: 1, batchSize: 1, classCount: 2 },
      deletions: [{ layer: 0, units: Int32Array.from(units.keys()) }],
      units: units.length,
      classCount: 2,
      loss: true,
      // So cheap that a sweep is a single shard.
      chosen: { ways: ['masks'], efforts: [0.1] },
      runner,
      signal: new AbortController().signal,
    },
    activity,
    at(() => 0),
    at(({ mean }) => mean),
  );
  for (let step = await search.next(); ; step = await search.next()) {
    if (step.done) return { table: step.value, sweeps };
  }
}

describe('the search for the best constant', () => {
  const random = new Random(5);
  /** A loss with its least value somewhere in a unit's range, of any width and place. */
  const units = Array.from({ length: 60 }, (_, i) => {
    const low = i % 3 === 0 ? 0 : 20 * random.normal();
    const high = low + 0.1 + 5 * random.uniform();
    const target = low + (high - low) * random.uniform();
    const steepness = 0.5 + random.uniform();
    const loss = (value: number) => 3 + steepness * Math.abs(value - target) ** (i % 2 === 0 ? 2 : 1.5);
    return { low, high, target, loss, mean: low + (high - low) * random.uniform() };
  });

  it('comes within a thousandth of the range, wherever zero lies', async () => {
    const { table } = await searched(units);
    units.forEach(({ low, high, target }, i) => {
      expect(Math.abs(table.values[i] - target), `unit ${i}`).toBeLessThanOrEqual(1e-3 * (high - low));
    });
  });

  it('finds the least where it lies at an end of the range', async () => {
    const ends = [0, 1].map((target) => ({
      low: 0,
      high: 1,
      mean: 0.5,
      loss: (value: number) => Math.abs(value - target),
    }));
    expect([...(await searched(ends)).table.values]).toEqual([0, 1]);
  });

  it('takes zero or the mean where nothing else is as good, though they be no values of the grid', async () => {
    const spike = (target: number) => (value: number) => (value === Math.fround(target) ? 0 : 1);
    const { table } = await searched([
      { low: 2, high: 3, mean: 2.3, loss: spike(0) },
      { low: 2, high: 3, mean: 2.3, loss: spike(2.3) },
    ]);
    expect([...table.values]).toEqual([0, Math.fround(2.3)]);
    expect([...table.lossSum]).toEqual([0, 0]);
  });

  it('stays at zero where the value makes no difference', async () => {
    const { table } = await searched([{ low: 0, high: 4, mean: 1, loss: () => 2 }]);
    expect(table.values[0]).toBe(0);
  });

  it('stays at zero where a unit has one output alone, or outputs that are not finite', async () => {
    const { table } = await searched([
      { low: 0, high: 0, mean: 0, loss: () => 2 },
      { low: 0, high: Infinity, mean: NaN, loss: (value) => (value === 0 ? 2 : NaN) },
    ]);
    expect([...table.values]).toEqual([0, 0]);
  });

  it('takes as many sweeps as are announced', async () => {
    expect((await searched(units)).sweeps).toBe(optimalSweeps);
  });
});

const experiments: [string, Experiment][] = [
  ['a dense network', perceptron()],
  ['a network of sigmoids and their like', oldPerceptron()],
  ['a network of many activations', activationZoo()],
  ['a convolutional network', convNet()],
];

describe.each(experiments)('the best constants of %s', (_, experiment) => {
  const samples = experiment.labels.length;
  const measured = measureExperiment(experiment, {
    measures: ['importance'],
    replacements: ['zero', 'mean', 'optimal'],
  });
  const columnsOf = async () =>
    (await measured).layers.flatMap(({ units }) =>
      (units.outputMinimum ?? []).map((low, u) => ({
        low: low ?? NaN,
        high: units.outputMaximum?.[u] ?? NaN,
        value: units.ablation?.['optimal'].value?.[u] ?? NaN,
        loss: units.ablation?.['optimal'].loss?.[u] ?? NaN,
        zero: units.ablation?.['zero'].loss?.[u] ?? NaN,
        mean: units.ablation?.['mean'].loss?.[u] ?? NaN,
        correct: units.ablation?.['optimal'].correct[u],
        turnedWrong: units.ablation?.['optimal'].turnedWrong[u],
        turnedRight: units.ablation?.['optimal'].turnedRight[u],
      })),
    );

  it('harm the loss no more than zero, the mean or any value of the grid', async () => {
    const rows = await columnsOf();
    const open = await openExperiment(experiment);
    try {
      for (let i = 0; i < 17; i++) {
        const values = Float32Array.from(rows, ({ low, high }) => gridOf(low, high, 17)[i]);
        const result = await open.run({
          kind: 'ablation',
          units: Int32Array.from(rows.keys()),
          replaceBy: { kind: 'constants', values },
          samples: { first: 0, count: samples },
          loss: true,
          ways: [],
        });
        if (result.kind !== 'ablation') throw new Error('another result');
        // Units are deleted in another way here, which rounds otherwise.
        rows.forEach(({ loss }, u) => expect(loss).toBeLessThanOrEqual(result.lossSum[u] / samples + 1e-6));
      }
    } finally {
      await open.close();
    }
    for (const { loss, zero, mean } of rows) expect(loss).toBeLessThanOrEqual(Math.min(zero, mean));
  });

  it('do what brute force says they do', async () => {
    const twin = new Interventions(experiment);
    (await columnsOf()).forEach((row, flat) => {
      expectOutcome(
        `unit ${flat}`,
        row,
        twin.clamped([flat], () => row.value),
        twin.baseline,
      );
    });
  });

  it('are as good as the best of a fine grid around them', async () => {
    const twin = new Interventions(experiment);
    (await columnsOf()).forEach(({ low, high, value, loss }, flat) => {
      if (high === low) return expect([0, low]).toContain(value);
      const lossAt = (constant: number) => twin.clamped([flat], () => constant).answers.loss;
      const coarse = gridOf(low, high, 17).map(lossAt);
      const best = coarse.indexOf(Math.min(...coarse));
      const step = (high - low) / 16;
      const fine = gridOf(low + (best - 1) * step, low + (best + 1) * step, 41)
        .filter((constant) => constant >= low && constant <= high)
        .map(lossAt);
      const least = Math.min(...fine);
      // Within a thousandth of the range of the least, on either side, the loss can't change by more than this.
      const slopes = fine.slice(1).map((each, i) => Math.abs(each - fine[i]) / (step / 20));
      const allowed = Math.max(...slopes) * 1e-3 * (high - low) + 2e-5 * least + 1e-6;
      expect(loss - least, `unit ${flat}`).toBeLessThanOrEqual(allowed);
    });
  });
});

describe('the best constants', () => {
  it('need losses', async () => {
    const asked = measureExperiment(perceptron(), { replacements: ['optimal'], loss: false });
    await expect(asked).rejects.toThrow(InputError);
    await expect(asked).rejects.toThrow(/^--replacement optimal needs losses.*--no-loss/);
  });

  it('serve curves and groups', async () => {
    const experiment = perceptron();
    const { layers, curves, groups } = await measureExperiment(experiment, {
      measures: ['importance', 'curves'],
      replacements: ['optimal'],
      curves: { orders: [{ by: 'random', count: 1 }] },
      groups: [[0, 3, 15]],
    });
    const values = layers.flatMap(({ units }) => units.ablation?.['optimal'].value ?? []);
    const twin = new Interventions(experiment);
    const valueOf = (flat: number) => values[flat] ?? NaN;
    const [curve] = curves ?? [];
    curve.removed.forEach((count, i) =>
      expectOutcome(
        `first ${count}`,
        { correct: curve.correct[i], loss: curve.loss?.[i] },
        twin.clamped(curve.units.slice(0, count), valueOf),
        twin.baseline,
      ),
    );
    const [group] = groups ?? [];
    expectOutcome('group', group, twin.clamped([0, 3, 15], valueOf), twin.baseline);
    // What was not asked for is not told.
    expect(Object.keys(layers[0].units.ablation ?? {})).toEqual(['optimal']);
  });
});
