import { describe, expect, it } from 'vitest';
import type { EarlierCounts } from '../../src/analysis/ablations.js';
import { analyse, type AnalysisProgress, type Measured } from '../../src/analysis/analyse.js';
import { earlierCounts } from '../../src/analysis/earlierEstimate.js';
import { estimate } from '../../src/analysis/estimate.js';
import { derangement, drawOrder } from '../../src/analysis/orders.js';
import { defaultSettings, type AnalysisSettings, type Replacement } from '../../src/analysis/settings.js';
import type { AblationShard } from '../../src/analysis/shards.js';
import { InputError } from '../../src/inputError.js';
import { confidenceInterval, halfWidth } from '../../src/results/derive/confidenceInterval.js';
import type { ResultFile } from '../../src/results/schema.js';
import {
  classCount,
  isRight,
  isRightWithout,
  labels,
  lossOf,
  MadeUpRunner,
  output,
  samples,
  selected,
  subject,
} from './madeUpNetwork.js';

const never = new AbortController().signal;
const precision = 0.05;

async function estimated(
  settings: Partial<AnalysisSettings> = {},
  runner = new MadeUpRunner(3),
): Promise<{ measured: Measured; progress: AnalysisProgress[] }> {
  const { precision: allowed = precision, ...others } = settings;
  const asked = { ...defaultSettings, ...others, precision: allowed ?? precision };
  const running = estimate(subject, asked, runner, never);
  const progress: AnalysisProgress[] = [];
  for (;;) {
    const step = await running.next();
    if (step.done) return { measured: step.value, progress };
    progress.push(step.value);
  }
}

async function exactly(
  settings: Partial<AnalysisSettings>,
  earlier: ReadonlyMap<Replacement, EarlierCounts> = new Map(),
  runner = new MadeUpRunner(3),
): Promise<Measured> {
  const running = analyse(subject, { ...defaultSettings, ...settings }, runner, never, earlier);
  for (;;) {
    const step = await running.next();
    if (step.done) return step.value;
  }
}

/** Every unit's entries of a replacement value, in flat order. */
function unitsOf({ layers }: Measured, replacement: string) {
  return layers.flatMap(({ units, unitCount }) => {
    const found = units.ablation![replacement];
    return Array.from({ length: unitCount }, (_, i) => ({
      samples: found.samples?.[i] ?? samples,
      correct: found.correct[i]!,
      correctPerClass: found.correctPerClass![i],
      correctHalf: found.correctHalf![i]!,
      turnedWrong: found.turnedWrong[i]!,
      turnedRight: found.turnedRight[i]!,
      loss: found.loss?.[i],
      lossRise: found.lossRise?.[i],
    }));
  });
}

/** As a result file holds it, so far as it is looked at. */
function asResult(measured: Measured): ResultFile {
  return {
    ...measured,
    exact: false,
    settings: { seed: 0, precision },
    dataset: { samples, classes: Array.from({ length: classCount }, (_, k) => String(k)) },
  } as unknown as ResultFile;
}

describe('an estimate', () => {
  it('counts each unit on the first samples of a random order, as many as half its interval takes', async () => {
    const seed = 7;
    const { measured } = await estimated({ seed, replacements: ['zero', 'resample'] });
    const order = drawOrder(samples, seed);
    const partners = derangement(samples, seed);
    for (const replacement of ['zero', 'resample']) {
      for (const [unit, found] of unitsOf(measured, replacement).entries()) {
        expect(found.samples).toBeGreaterThan(100);
        expect(found.samples).toBeLessThan(samples);
        const drawn = [...order.subarray(0, found.samples)];
        const right = (sample: number) =>
          isRightWithout(sample, unit, replacement === 'zero' ? 0 : partners[sample]);
        const count = (counts: (sample: number) => boolean) => drawn.filter(counts).length;
        expect(found.correct).toBe(count(right));
        expect(found.correctPerClass[1]).toBe(count((sample) => labels[sample] === 1 && right(sample)));
        expect(found.correctHalf).toBe(count((sample) => sample % 2 === 0 && right(sample)));
        expect(found.turnedWrong).toBe(count((sample) => isRight(sample) && !right(sample)));
        expect(found.turnedRight).toBe(count((sample) => !isRight(sample) && right(sample)));
        const losses = drawn.reduce((sum, sample) => sum + lossOf(sample), 0);
        expect(found.loss).toBeCloseTo(losses / found.samples, 12);
        // The made-up loss is the same without any unit.
        expect(found.lossRise).toBeCloseTo(0, 12);
        const interval = confidenceInterval({ ...found, population: samples });
        expect(halfWidth(interval)).toBeLessThanOrEqual(precision);
      }
    }
  });

  it('covers the exact drops, and spends samples by what units need', async () => {
    const exact = unitsOf(await exactly({ measures: ['importance'] }), 'zero');
    let covered = 0;
    const seeds = 12;
    for (let seed = 0; seed < seeds; seed++) {
      for (const [unit, found] of unitsOf((await estimated({ seed })).measured, 'zero').entries()) {
        const drop = (exact[unit].turnedWrong - exact[unit].turnedRight) / samples;
        const { low, high } = confidenceInterval({ ...found, population: samples });
        if (low <= drop && drop <= high) covered++;
      }
    }
    // Of 60 intervals at 99 %; three misses or fewer in all but one of 300 sets.
    expect(covered).toBeGreaterThanOrEqual(5 * seeds - 3);
  });

  it('takes statistics and the intact counts from the first drawn samples', async () => {
    const { measured } = await estimated({ seed: 3 });
    const count = measured.baseline.samples!;
    expect(count).toBe(1024);
    const drawn = [...drawOrder(samples, 3).subarray(0, count)];
    expect(measured.baseline.correct).toBe(drawn.filter(isRight).length);
    const values = drawn.map((sample) => output(sample, 1, 0));
    const [fc1] = measured.layers;
    expect(fc1.units.mean?.[1]).toBeCloseTo(values.reduce((sum, value) => sum + value, 0) / count, 9);
    expect(fc1.units.silentSamples?.[1]).toBe(values.filter((value) => value === 0).length);
    const ofClass = drawn.filter((sample) => labels[sample] === 2).map((sample) => output(sample, 1, 0));
    expect(fc1.units.classMeans?.[1][2]).toBeCloseTo(
      ofClass.reduce((sum, value) => sum + value, 0) / ofClass.length,
      9,
    );
    expect(fc1.units.selectivity).toHaveLength(3);
    expect(fc1.units).not.toHaveProperty('mutualInformation');
  });

  it('clamps units to the means of those samples', async () => {
    const { measured } = await estimated({ replacements: ['mean'] });
    const [fc1] = measured.layers;
    expect(fc1.units.ablation!['mean'].value).toEqual(fc1.units.mean!.map((mean) => Math.fround(mean!)));
  });

  it('is the same for any number of processes', async () => {
    const first = JSON.stringify((await estimated({}, new MadeUpRunner(1))).measured);
    for (const processes of [2, 3]) {
      expect(JSON.stringify((await estimated({}, new MadeUpRunner(processes))).measured)).toBe(first);
    }
  });

  it('has the exact counts where so little is allowed that all samples are drawn', async () => {
    const found = unitsOf((await estimated({ precision: 1e-6 })).measured, 'zero');
    const exact = unitsOf(await exactly({ measures: ['importance'] }), 'zero');
    for (const [unit, { loss, ...counts }] of exact.entries()) {
      expect(found[unit]).toMatchObject({ ...counts, lossRise: expect.closeTo(0, 12) as number });
      expect(found[unit].loss).toBeCloseTo(loss!, 12);
    }
  });

  it('tells how many units are settled, never of more work than there is', async () => {
    const { progress } = await estimated({ replacements: ['zero', 'mean'] });
    const deleting = progress.filter(({ phase }) => phase === 'ablation');
    expect(deleting.every(({ done, total }) => done <= total)).toBe(true);
    expect(deleting.every(({ deletions }) => deletions!.total === 10)).toBe(true);
    const settled = deleting.map(({ deletions }) => deletions!.done);
    expect(settled).toEqual([...settled].sort((a, b) => a - b));
  });

  it('shows counts of whole rounds while it runs', async () => {
    const running = estimate(subject, { ...defaultSettings, precision }, new MadeUpRunner(2), never);
    for (let step = await running.next(); !step.done; step = await running.next()) {
      if (!step.value.partial) continue;
      const [fc1] = step.value.partial().layers;
      const zero = fc1.units.ablation!['zero'];
      const order = drawOrder(samples, 0);
      for (let unit = 0; unit < 3; unit++) {
        const drawn = [...order.subarray(0, zero.samples![unit])];
        expect(zero.correct[unit]).toBe(drawn.filter((sample) => isRightWithout(sample, unit, 0)).length);
      }
    }
  });

  it('ends sooner for units that are told to be among those that cost most, or not', async () => {
    const drawn = async (top: number | null) => {
      const found = unitsOf((await estimated({ precision: 0.02, top })).measured, 'zero');
      return found.map((unit) => unit.samples);
    };
    // All five are among the first five: told at the first look.
    expect(await drawn(5)).toEqual([256, 256, 256, 256, 256]);
    expect(Math.max(...(await drawn(null)))).toBeGreaterThan(256);
  });

  it.each([
    [{ measures: ['importance', 'curves'] }, "and curves can't be estimated"],
    [{ measures: ['importance', 'curves', 'noise'] }, "and curves and noise can't be estimated"],
    [{ groups: [[0, 1]] }, "and groups can't be estimated"],
    [{ replacements: ['zero', 'optimal'] }, "and --replacement optimal can't be estimated"],
    [{ measures: ['selectivity'] }, '--measures leaves importance out'],
  ] satisfies [Partial<AnalysisSettings>, string][])(
    'of %j is refused in a sentence',
    async (settings, words) => {
      await expect(estimated(settings)).rejects.toThrow(InputError);
      await expect(estimated(settings)).rejects.toThrow(words);
    },
  );
});

describe('an exact analysis that goes on from an estimate', () => {
  it.each([{ layers: null }, { layers: ['fc1'] }])(
    'finds what a direct one finds ($layers)',
    async ({ layers }) => {
      const replacements: Replacement[] = ['zero', 'resample'];
      const direct = await exactly({ replacements });
      const before = asResult((await estimated({ layers, replacements })).measured);
      const earlier = earlierCounts(before, { ...defaultSettings, replacements });
      expect([...earlier.keys()]).toEqual(replacements);
      const runner = new MadeUpRunner(3);
      const refined = await exactly({ replacements }, earlier, runner);
      expect(refined.baseline).toEqual(direct.baseline);
      for (const replacement of replacements) {
        const expected = unitsOf(direct, replacement);
        for (const [unit, { loss, ...counts }] of unitsOf(refined, replacement).entries()) {
          expect(counts).toEqual({ ...expected[unit], loss: undefined, lossRise: undefined });
          expect(loss).toBeCloseTo(expected[unit].loss!, 9);
        }
      }
      expect(refined.layers[0].units.ablation!['zero']).not.toHaveProperty('samples');
      expect(refined.layers[0].units.ablation!['zero']).not.toHaveProperty('lossRise');
    },
  );

  it('deletes each unit on just the samples that it was not deleted on', async () => {
    const { measured } = await estimated({ seed: 5, layers: ['fc1'] });
    const settings = { ...defaultSettings, seed: 5 };
    const runner = new MadeUpRunner(1);
    await exactly({ seed: 5 }, earlierCounts(asResult(measured), settings), runner);
    const shards = runner.shards.filter((shard): shard is AblationShard => shard.kind === 'ablation');
    const order = drawOrder(samples, 5);
    for (let unit = 0; unit < 5; unit++) {
      const known =
        unit < 3 ? unitsOf({ ...measured, layers: [measured.layers[0]] }, 'zero')[unit].samples : 0;
      const deletedOn = shards
        .filter(({ units }) => units.includes(unit))
        .flatMap((shard) => selected(shard.samples));
      expect(deletedOn.sort((a, b) => a - b)).toEqual([...order.subarray(known)].sort((a, b) => a - b));
    }
  });

  it('counts anew what an estimate without losses lacks, and what rests on means', async () => {
    const without = asResult((await estimated({ loss: false, replacements: ['zero', 'mean'] })).measured);
    expect([...earlierCounts(without, defaultSettings).keys()]).toEqual([]);
    expect([...earlierCounts(without, { ...defaultSettings, loss: false }).keys()]).toEqual(['zero']);
  });
});
