import { describe, expect, it } from 'vitest';
import { analyse, countClasses, type AnalysisProgress, type Measured } from '../../src/analysis/analyse.js';
import { chosenLayers } from '../../src/analysis/analysisPlan.js';
import { defaultSettings, measures, type AnalysisSettings } from '../../src/analysis/settings.js';
import type { ShardRunner } from '../../src/analysis/shards.js';
import { InputError } from '../../src/inputError.js';
import {
  classCount,
  isRight,
  isRightWithout,
  labels,
  layers,
  lossOf,
  MadeUpRunner,
  output,
  resultOf,
  samples,
  subject,
} from './madeUpNetwork.js';
import { someLayer } from './someLayer.js';

async function analysed(settings: Partial<AnalysisSettings> = {}, runner: ShardRunner = new MadeUpRunner(3)) {
  const running = analyse(subject, { ...defaultSettings, ...settings }, runner, new AbortController().signal);
  const progress: AnalysisProgress[] = [];
  for (;;) {
    const step = await running.next();
    if (step.done) return { progress, measured: step.value };
    progress.push(step.value);
  }
}

const everySample = Array.from({ length: samples }, (_, i) => i);
const perClass = (isCounted: (sample: number) => boolean) =>
  Array.from(
    { length: classCount },
    (_, k) => everySample.filter((i) => labels[i] === k && isCounted(i)).length,
  );

describe('an analysis', () => {
  it('gives the intact network its counts and its mean loss', async () => {
    const { baseline } = (await analysed()).measured;
    expect(baseline.correct).toBe(everySample.filter(isRight).length);
    expect(baseline.correctPerClass).toEqual(perClass(isRight));
    expect(baseline.correctHalf).toBe(everySample.filter((i) => i % 2 === 0 && isRight(i)).length);
    expect(baseline.loss).toBeCloseTo(everySample.reduce((sum, i) => sum + lossOf(i), 0) / samples, 12);
  });

  it('gives each layer its facts and its statistics', async () => {
    const { measured } = await analysed();
    expect(
      measured.layers.map(({ id, kind, operator, activation, shape, unitCount }) => [
        id,
        kind,
        operator,
        activation,
        shape,
        unitCount,
      ]),
    ).toEqual([
      ['fc1', 'dense', 'Gemm', 'Relu', [1, 3, 1], 3],
      ['layer1.0.conv1', 'conv', 'Conv', 'Relu', [2, 1, 2], 2],
    ]);
    const [fc1, conv1] = measured.layers.map((layer) => layer.units);
    expect(fc1.l1Norm).toEqual([1, 2, 3]);
    expect(conv1.l1Norm).toEqual([null, null]);
    const all = everySample.flatMap((i) => [output(i, 4, 0), output(i, 4, 1)]);
    expect(conv1.mean?.[1]).toBeCloseTo(all.reduce((sum, value) => sum + value, 0) / all.length, 12);
    expect(conv1.zeroFraction?.[1]).toBe(all.filter((value) => value === 0).length / all.length);
    expect(conv1.mutualInformation).toEqual([0.375, 0.5]);
    expect(conv1.bins).toEqual([6, 8]);
    expect(fc1.selectivity).toHaveLength(3);
  });

  it('gives each unit what its deletion did, at zero and at its own mean', async () => {
    const { measured } = await analysed({ replacements: ['zero', 'mean'] });
    for (const { units: columns, unitCount } of measured.layers) {
      const firstUnit = unitCount === 3 ? 0 : 3;
      for (let unit = 0; unit < unitCount; unit++) {
        for (const replacement of ['zero', 'mean']) {
          const found = columns.ablation?.[replacement];
          const value = replacement === 'zero' ? 0 : Math.fround(columns.mean?.[unit] ?? NaN);
          const right = (i: number) => isRightWithout(i, firstUnit + unit, value);
          expect(found?.value?.[unit]).toBe(replacement === 'zero' ? undefined : value);
          expect(found?.correct[unit]).toBe(everySample.filter(right).length);
          expect(found?.correctPerClass?.[unit]).toEqual(perClass(right));
          expect(found?.correctHalf?.[unit]).toBe(everySample.filter((i) => i % 2 === 0 && right(i)).length);
          expect(found?.turnedWrong[unit]).toBe(everySample.filter((i) => isRight(i) && !right(i)).length);
          expect(found?.turnedRight[unit]).toBe(everySample.filter((i) => !isRight(i) && right(i)).length);
          expect(found?.loss?.[unit]).toBeCloseTo(measured.baseline.loss ?? NaN, 12);
        }
      }
    }
  });

  it('gives the same to the byte for any number of processes', async () => {
    const results: Measured[] = [];
    for (const concurrency of [1, 2, 7]) {
      results.push(
        (await analysed({ replacements: ['zero', 'mean'] }, new MadeUpRunner(concurrency))).measured,
      );
    }
    const [one, ...others] = results.map((result) => JSON.stringify(result));
    for (const other of others) expect(other).toBe(one);
  });

  it('cuts the work in the same way for any number of processes', async () => {
    const bounds: string[][] = [];
    for (const concurrency of [1, 5]) {
      const runner = new MadeUpRunner(concurrency);
      await analysed({}, runner);
      bounds.push(runner.shards.map((shard) => JSON.stringify(shard)));
    }
    expect(bounds[1].toSorted()).toEqual(bounds[0].toSorted());
  });
});

/** Measures, replacement values, orders and groups, each asked for or not. */
const everyCombination = (() => {
  const subsets = <T>(all: readonly T[]): T[][] =>
    all.reduce<T[][]>((some, one) => [...some, ...some.map((each) => [...each, one])], [[]]);
  const others: Partial<AnalysisSettings>[] = [
    {},
    { groups: [[0, 4], [1]] },
    { replacements: ['zero', 'resample'] },
    { replacements: ['mean', 'optimal'], groups: [[2]] },
    { layers: ['fc1'], replacements: ['optimal'], loss: true },
  ];
  const orders: AnalysisSettings['curves']['orders'][] = [
    [{ by: 'random', count: 2 }],
    [
      { by: 'rotation', count: 2 },
      { by: 'selectivity', direction: 'asc' },
    ],
    [
      { by: 'importance', direction: 'desc' },
      { by: 'accuracy', direction: 'asc' },
    ],
  ];
  const curves = orders.map((each) => ({
    ...defaultSettings.curves,
    scopes: ['network', 'layer', 'fc1'],
    orders: each,
    givenOrders: [[2, 0]],
  }));
  const noise = { scales: [0.5, 1], seeds: 2 };
  return subsets(measures).flatMap((wanted) =>
    others.map((other, i) => ({
      measures: wanted,
      curves: curves[(wanted.length + i) % curves.length],
      noise,
      ...other,
    })),
  );
})();

const describeMeasures = ({
  measures: wanted,
  groups,
  replacements: by,
  layers: ids,
}: Partial<AnalysisSettings>) =>
  [...(wanted ?? []), ...(groups ? ['groups'] : []), ...(by ?? []), ...(ids ?? [])].join(' ') || 'nothing';

describe('progress', () => {
  it.each([
    ['everything', { replacements: ['zero', 'mean'] }],
    ['statistics alone', { measures: ['selectivity'] }],
    ['ablation alone', { measures: ['importance'] }],
    ['one layer', { layers: ['fc1'] }],
    ...everyCombination.map((each) => [describeMeasures(each), each] as const),
  ] as const)('of %s ends where the work does', async (_, settings) => {
    const runner = new MadeUpRunner(3);
    const { progress } = await analysed(settings, runner);
    const last = progress.at(-1);
    expect(last?.done).toBe(last?.total);
    expect(runner.worked).toBe(last?.total);
    expect(new Set(progress.map(({ total }) => total)).size).toBe(1);
    progress.reduce((before, { done }) => {
      expect(done).toBeGreaterThan(before);
      return done;
    }, 0);
  });

  it('is first of statistics, then of ablation', async () => {
    const phases = (await analysed()).progress.map(({ phase }) => phase);
    expect(phases.indexOf('ablation')).toBeGreaterThan(phases.lastIndexOf('statistics'));
  });

  it('counts deleted units while units are deleted', async () => {
    const { progress } = await analysed({ replacements: ['zero', 'mean'] });
    for (const { phase, deletions } of progress)
      expect(deletions?.total).toBe(phase === 'ablation' ? 10 : undefined);
    expect(progress.at(-1)?.deletions).toEqual({ done: 10, total: 10 });
    progress.reduce((before, { deletions }) => {
      expect(deletions?.done ?? 0).toBeGreaterThanOrEqual(before);
      return deletions?.done ?? 0;
    }, 0);
  });
});

describe('settings', () => {
  it('leave layers that are not asked for without columns, and units counted through them', async () => {
    const runner = new MadeUpRunner(2);
    const { measured } = await analysed({ layers: ['layer1.*'] }, runner);
    expect(measured.layers[0]).toMatchObject({ id: 'fc1', unitCount: 3, units: {} });
    expect(Object.keys(measured.layers[0].units)).toEqual([]);
    expect(measured.layers[1].units.ablation?.['zero'].correct[0]).toBe(
      everySample.filter((i) => isRightWithout(i, 3, 0)).length,
    );
    for (const shard of runner.shards)
      if (shard.kind === 'ablation') expect(Math.min(...shard.units)).toBeGreaterThanOrEqual(3);
      else if (shard.kind === 'information') expect(shard.units.first).toBeGreaterThanOrEqual(3);
  });

  it('leave out the measures that are not asked for', async () => {
    const [selectivity] = (await analysed({ measures: ['selectivity'] })).measured.layers;
    expect(selectivity.units.ablation).toBeUndefined();
    expect(selectivity.units.selectivity).toHaveLength(3);
    const [importance] = (await analysed({ measures: ['importance'] })).measured.layers;
    expect(importance.units).not.toHaveProperty('selectivity');
    expect(importance.units).not.toHaveProperty('mutualInformation');
    expect(Object.keys(importance.units.ablation ?? {})).toEqual(['zero']);
  });

  it('leave out losses', async () => {
    const { measured } = await analysed({ loss: false });
    expect(measured.baseline).not.toHaveProperty('loss');
    expect(measured.layers[0].units.ablation?.['zero']).not.toHaveProperty('loss');
  });
});

describe('the layers that are asked for', () => {
  const ids = (wanted: readonly string[] | null) => chosenLayers(layers, wanted).map(({ id }) => id);

  it('are all, or go by id or glob, in forward order', () => {
    expect(ids(null)).toEqual(['fc1', 'layer1.0.conv1']);
    expect(ids(['layer1.0.conv1', 'fc1'])).toEqual(['fc1', 'layer1.0.conv1']);
    expect(ids(['*conv*'])).toEqual(['layer1.0.conv1']);
    expect(ids(['*'])).toEqual(['fc1', 'layer1.0.conv1']);
    expect(ids([])).toEqual([]);
  });

  it('may have ids that look like globs', () => {
    const strange = [someLayer({ id: 'block[0]', unitCount: 1 })];
    expect(chosenLayers(strange, ['block[0]'])).toEqual(strange);
  });

  it('must exist, or those that do are named', async () => {
    expect(() => ids(['fc1', 'fc9'])).toThrow(InputError);
    expect(() => ids(['fc9'])).toThrow(
      'No hidden layer is called "fc9"; the layers are fc1, layer1.0.conv1.',
    );
    const many = Array.from({ length: 20 }, (_, i) => someLayer({ id: `fc${i}`, unitCount: 1 }));
    expect(() => chosenLayers(many, ['x'])).toThrow(/fc11, \.\.\. \(see inspect\)\.$/);
    await expect(analysed({ layers: ['fc9'] })).rejects.toThrow(InputError);
  });
});

describe('an analysis that can not be finished', () => {
  it("ends with the runner's failure", async () => {
    const runner: ShardRunner = { concurrency: 2, run: () => Promise.reject(new Error('the worker died')) };
    await expect(analysed({}, runner)).rejects.toThrow('the worker died');
  });

  it("ends with the signal's reason, in any phase", async () => {
    const everything: AnalysisSettings = {
      ...defaultSettings,
      measures,
      groups: [[0]],
      curves: { ...defaultSettings.curves, scopes: ['fc1'], orders: [{ by: 'rotation', count: 1 }] },
    };
    for (const phase of ['activity', 'information', 'ablation', 'rotation', 'noise', 'group']) {
      const abort = new AbortController();
      const runner: ShardRunner = {
        concurrency: 1,
        run: (shard) => {
          if (shard.kind === phase) abort.abort(new Error(`cancelled in ${phase}`));
          return Promise.resolve(resultOf(shard));
        },
      };
      const running = analyse(subject, everything, runner, abort.signal);
      const ended = (async () => {
        for await (const step of running) expect(step.total).toBeGreaterThan(0);
      })();
      await expect(ended).rejects.toThrow(`cancelled in ${phase}`);
    }
  });
});

it('the samples of each class are counted, those of classes without any too', () => {
  expect(countClasses(Int32Array.of(2, 0, 2, 2), 4)).toEqual([1, 0, 3, 0]);
});
