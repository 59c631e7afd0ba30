import { describe, expect, it } from 'vitest';
import { analyse, type Measured } from '../../src/analysis/analyse.js';
import type { AnalysisSubject } from '../../src/analysis/analysisPlan.js';
import { withoutLargeMatrices } from '../../src/analysis/resultLayers.js';
import { defaultSettings, type AnalysisSettings } from '../../src/analysis/settings.js';
import type { ResultLayer } from '../../src/results/schema.js';
import { isRight, isRightWithout, layers, MadeUpRunner, samples, subject } from './madeUpNetwork.js';

/** A network whose units are cheap to delete is deleted whole, range by range; one whose are dear, unit by unit. */
const networks = {
  cheap: subject,
  dear: { ...subject, ways: { work: 1, layers: layers.map(() => ({ ways: [{ way: 'masks', work: 64 }] })) } },
} as const satisfies Record<string, AnalysisSubject>;

/** What could be seen at each step of an analysis, and what came of it. */
async function watched(
  settings: Partial<AnalysisSettings> = {},
  network: AnalysisSubject = subject,
  processes = 1,
) {
  // Noise is something to do after the deletions.
  const measures = ['selectivity', 'importance', 'noise'] as const;
  const all = { ...defaultSettings, measures, ...settings };
  const running = analyse(network, all, new MadeUpRunner(processes), new AbortController().signal);
  const partials: Measured[] = [];
  for (;;) {
    const step = await running.next();
    if (step.done) return { partials, measured: step.value };
    const { phase, partial } = step.value;
    if (phase === 'statistics') expect(partial).toBeUndefined();
    if (partial) partials.push(partial());
  }
}

const ablationsOf = ({ layers: found }: Measured, replacement = 'zero') =>
  found.flatMap(({ units, unitCount }) => {
    const ablation = units.ablation?.[replacement];
    return Array.from({ length: unitCount }, (_, unit) => ({
      samples: ablation?.samples?.[unit],
      correct: ablation?.correct[unit],
      turnedWrong: ablation?.turnedWrong[unit],
      turnedRight: ablation?.turnedRight[unit],
      lossRise: ablation?.lossRise?.[unit],
    }));
  });

const seenIn = (partials: readonly Measured[]) =>
  partials.map((partial) => ablationsOf(partial).map((unit) => unit.samples ?? NaN));

describe.each([
  ['cheap', 1],
  ['cheap', 3],
  ['dear', 1],
  ['dear', 3],
] as const)('what an analysis of a %s network has counted so far (%i processes)', (kind, processes) => {
  const network = networks[kind];

  it('holds the statistics before any unit is deleted', async () => {
    const { partials, measured } = await watched({}, network, processes);
    const [first] = partials;
    expect(ablationsOf(first).map((unit) => unit.samples)).toEqual([0, 0, 0, 0, 0]);
    expect(first.baseline).toEqual(measured.baseline);
    const statisticsOf = ({ layers: found }: Measured) =>
      found.map(({ units }) => ({ ...units, ablation: undefined }));
    expect(statisticsOf(first)).toEqual(statisticsOf(measured));
  });

  it('tells of units that were deleted on the same samples alone, of more and more', async () => {
    const seen = seenIn((await watched({}, network, processes)).partials);
    for (const counts of seen) expect(new Set(counts.filter((count) => count > 0)).size).toBeLessThan(2);
    const told = seen.map((counts) => counts.reduce((sum, count) => sum + count, 0));
    expect(told).toEqual(told.toSorted((a, b) => a - b));
    expect(told.at(-1)).toBe(5 * samples);
    // All units on part of the samples, or some units on all.
    const somewhere = seen.find((counts) => counts.includes(kind === 'cheap' ? 1000 : samples));
    expect(somewhere).toEqual(kind === 'cheap' ? [1000, 1000, 1000, 1000, 1000] : [samples, 0, 0, 0, 0]);
  });

  it('is told once more after the deletions, whole', async () => {
    const { partials, measured } = await watched({}, network, processes);
    const last = partials.at(-1);
    expect(ablationsOf(last!).map(({ turnedWrong }) => turnedWrong)).toEqual(
      measured.layers.flatMap(({ units }) => units.ablation?.['zero'].turnedWrong ?? []),
    );
  });

  it('counts those samples, the first of the data, and no others', async () => {
    const { partials } = await watched({}, network, processes);
    for (const partial of partials) {
      ablationsOf(partial).forEach((unit, flat) => {
        const read = Array.from({ length: unit.samples ?? 0 }, (_, i) => i);
        const right = read.filter((i) => isRightWithout(i, flat, 0));
        expect(unit.correct).toBe(right.length);
        expect(unit.turnedWrong).toBe(read.filter((i) => isRight(i) && !isRightWithout(i, flat, 0)).length);
        expect(unit.turnedRight).toBe(right.filter((i) => !isRight(i)).length);
        // The made-up network's loss is the same without any unit.
        if (unit.samples === 0) expect(unit.lossRise).toBeNull();
        else expect(unit.lossRise).toBeCloseTo(0, 12);
      });
    }
  });
});

describe('what an analysis has counted so far', () => {
  it('holds earlier replacement values whole, and none that was not asked for', async () => {
    const { partials, measured } = await watched({ replacements: ['mean', 'resample'] });
    const last = partials.at(-1);
    expect(Object.keys(last?.layers[0].units.ablation ?? {})).toEqual(['mean', 'resample']);
    for (const replacement of ['mean', 'resample']) {
      expect(ablationsOf(last!, replacement).map(({ turnedWrong }) => turnedWrong)).toEqual(
        measured.layers.flatMap(({ units }) => units.ablation?.[replacement].turnedWrong ?? []),
      );
    }
    const optimal = await watched({ replacements: ['optimal'] });
    expect(optimal.partials.at(-1)?.layers[0].units.ablation).toEqual({});
  });

  it('tells no rise in loss where no losses are kept, and no layer that was not asked for', async () => {
    const { partials } = await watched({ loss: false, layers: ['fc1'] });
    const [fc1, conv1] = partials.at(-1)?.layers ?? [];
    expect(fc1.units.ablation?.['zero'].lossRise).toBeUndefined();
    expect(fc1.units.ablation?.['zero'].samples).toEqual([samples, samples, samples]);
    expect(conv1.units).toEqual({});
  });

  it('leaves class means out where they have more than a million entries together', () => {
    const layer = (unitCount: number, classes: number): ResultLayer => ({
      ...{ id: 'fc1', kind: 'dense', operator: 'Gemm', activation: null, shape: [unitCount], unitCount },
      units: {
        mean: new Array<number>(unitCount).fill(0),
        classMeans: new Array<number[]>(unitCount).fill(new Array<number>(classes).fill(0)),
      },
    });
    const small = [layer(500, 1000), layer(500, 1000)];
    expect(withoutLargeMatrices(small)).toEqual(small);
    for (const { units } of withoutLargeMatrices([...small, layer(1, 1000)])) {
      expect(Object.keys(units)).toEqual(['mean']);
    }
    expect(small[0].units.classMeans).toHaveLength(500);
  });
});
