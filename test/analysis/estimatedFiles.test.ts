import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AnalysisSettings } from '../../src/analysis/settings.js';
import type { Shard } from '../../src/analysis/shards.js';
import { confidenceInterval, halfWidth } from '../../src/results/derive/confidenceInterval.js';
import type { ResultFile } from '../../src/results/schema.js';
import { analyseFiles } from './analyseFiles.js';
import type { Reference } from './reference.js';
import {
  describeReferenceData,
  hasReferences,
  readReference,
  referenceData,
  referenceModel,
} from './referenceFiles.js';

const digits = join(import.meta.dirname, '../../examples/digits');
const sample = { modelPath: join(digits, 'digits.onnx'), dataPath: join(digits, 'test.dataset.json') };

/** How many units' intervals hold their exact drops, and half of the widest. */
function compared(estimate: ResultFile, drop: (flat: number) => number, replacement: string) {
  const population = estimate.dataset.samples;
  let [flat, covered, widest, drawn] = [0, 0, 0, 0];
  for (const { units, unitCount } of estimate.layers) {
    const { turnedWrong, turnedRight, samples } = units.ablation![replacement];
    for (let unit = 0; unit < unitCount; unit++, flat++) {
      const interval = confidenceInterval({
        turnedWrong: turnedWrong[unit]!,
        turnedRight: turnedRight[unit]!,
        samples: samples![unit],
        population,
      });
      if (interval.low - 1e-6 <= drop(flat) && drop(flat) <= interval.high + 1e-6) covered++;
      widest = Math.max(widest, halfWidth(interval));
      drawn += samples![unit];
    }
  }
  return { covered, units: flat, widest, meanSamples: drawn / flat };
}

function dropsOf(exact: ResultFile, replacement: string): number[] {
  return exact.layers.flatMap(({ units }) => {
    const { turnedWrong, turnedRight } = units.ablation![replacement];
    return turnedWrong.map((wrong, i) => (wrong! - turnedRight[i]!) / exact.dataset.samples);
  });
}

describe('an estimate of the sample', () => {
  const settings = {
    measures: ['importance'],
    replacements: ['zero', 'resample'],
  } satisfies Partial<AnalysisSettings>;

  it('covers the exact drops from a part of the samples, and says what it is', async () => {
    const exact = await analyseFiles({ ...sample, settings });
    const estimate = await analyseFiles({ ...sample, settings: { ...settings, precision: 0.05, seed: 2 } });
    expect(estimate.exact).toBe(false);
    expect(estimate.settings.precision).toBe(0.05);
    const { covered, units, widest, meanSamples } = compared(
      estimate,
      (flat) => dropsOf(exact, 'zero')[flat],
      'zero',
    );
    expect(covered).toBeGreaterThanOrEqual(0.99 * units - 1);
    expect(widest).toBeLessThanOrEqual(0.05);
    expect(meanSamples).toBeLessThan(0.6 * exact.dataset.samples);
  });

  it('is gone on from by an exact analysis to the same file, which finds what a direct one finds', async () => {
    const direct = await analyseFiles({ ...sample, settings });
    const passes = async (earlier?: Partial<AnalysisSettings>) => {
      let deletions = 0;
      const onShard = (shard: Shard) => {
        if (shard.kind !== 'ablation' || shard.samples.without) return;
        deletions += shard.units.length * shard.samples.count;
      };
      const result = await analyseFiles({ ...sample, settings, onShard, ...(earlier && { earlier }) });
      return { result, deletions };
    };
    const refined = await passes({ ...settings, precision: 0.05 });
    expect(refined.result.exact).toBe(true);
    expect(refined.result.settings).not.toHaveProperty('precision');
    for (const [i, { units }] of refined.result.layers.entries()) {
      for (const replacement of settings.replacements) {
        const expected = direct.layers[i].units.ablation![replacement];
        const { loss, ...counts } = units.ablation![replacement];
        expect(counts).toEqual({ ...expected, loss: undefined });
        loss!.forEach((value, unit) => expect(value).toBeCloseTo(expected.loss![unit]!, 7));
      }
    }
    // Another seed has drawn other samples: nothing is known of them, and all are counted in their own order.
    const anew = await passes({ ...settings, precision: 0.05, seed: 9 });
    expect(anew.deletions).toBe((await passes()).deletions);
    expect(refined.deletions).toBeLessThan(anew.deletions);
  }, 120_000);
});

describe.skipIf(!hasReferences)('an estimate of the independent reference', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'estimates-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('covers its exact drops', async () => {
    const name = 'mnist_mlp_c000.test2000';
    const reference = readReference(name) as Reference;
    const estimate = await analyseFiles({
      modelPath: referenceModel(name),
      dataPath: await describeReferenceData(folder, name, reference.n),
      dataRoots: [referenceData],
      settings: { measures: ['importance'], precision: 0.02 },
    });
    const drop = (flat: number) =>
      (reference.baseline.correct - reference.units[flat].zero.correct) / reference.n;
    const { covered, units, widest, meanSamples } = compared(estimate, drop, 'zero');
    expect(units).toBe(reference.units.length);
    expect(covered).toBeGreaterThanOrEqual(0.99 * units);
    expect(widest).toBeLessThanOrEqual(0.02);
    expect(meanSamples).toBeLessThan(reference.n / 4);
  });
});
