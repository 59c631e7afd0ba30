import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultSettings, type AnalysisSettings } from '../../src/analysis/settings.js';
import type { ResultFile } from '../../src/results/schema.js';
import { meanOf } from '../twin/statistics.js';
import { analyseFiles } from './analyseFiles.js';
import {
  describeReferenceData,
  hasReferences,
  readReference,
  referenceData,
  referenceModel,
  sources,
} from './referenceFiles.js';

interface ReferenceCurve {
  readonly order: readonly number[];
  /** Numbers of removed units. */
  readonly grid: readonly number[];
  readonly correct: readonly number[];
  readonly loss: readonly number[];
  readonly auc_accuracy: number;
}

interface ReferenceCurves {
  readonly n: number;
  readonly n_units: number;
  readonly cumulative_zero: Readonly<Record<string, ReferenceCurve>>;
  readonly noise: readonly { s: number; seeds: number; accuracy_mean: number; tolerance_accuracy: number }[];
}

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'reference-curves-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function analysed(name: string, settings: Partial<AnalysisSettings>): Promise<ResultFile> {
  const { n } = readReference(name) as ReferenceCurves;
  return analyseFiles({
    modelPath: referenceModel(name),
    dataPath: await describeReferenceData(folder, name, n),
    dataRoots: [referenceData],
    settings,
  });
}

/** Replays orders, which are measured at the same numbers of removed units. */
async function replay(name: string, curves: [string, ReferenceCurve][], removed: readonly number[] | null) {
  const givenOrders = curves.map(([, { order }]) => order);
  const settings = { ...defaultSettings.curves, orders: [], givenOrders, removed };
  const result = await analysed(name, { measures: ['curves'], curves: settings });
  expect(result.curves).toHaveLength(curves.length);
  curves.forEach(([by, expected], i) => {
    const found = result.curves?.[i];
    expect(found?.removed, by).toEqual(expected.grid);
    expect(found?.correct, by).toEqual(expected.correct);
    expect(Math.abs((found?.auc ?? NaN) - expected.auc_accuracy), by).toBeLessThanOrEqual(1e-6);
    expected.loss.forEach((loss, point) => {
      const off = Math.abs((found?.loss?.[point] ?? NaN) - loss);
      expect(off, `loss of ${by} without ${expected.grid[point]}`).toBeLessThanOrEqual(2e-5 * loss);
    });
  });
}

describe.skipIf(!hasReferences)('the independent reference', () => {
  it.each(Object.keys(sources))(
    "%s has these counts and areas when its orders are replayed, at the curve's own points",
    { timeout: 600_000 },
    async (name) => {
      const { cumulative_zero: all } = readReference(name) as ReferenceCurves;
      const curves = Object.entries(all).filter(([by]) => !by.endsWith('every_unit'));
      expect(curves.length).toBeGreaterThanOrEqual(9);
      await replay(name, curves, null);
    },
  );

  it.each(['mnist_mlp_c000.train2000', 'mnist_mlp_c100.train2000'])(
    '%s has these counts and areas at every number of removed units',
    { timeout: 600_000 },
    async (name) => {
      const { cumulative_zero: all } = readReference(name) as ReferenceCurves;
      const curves = Object.entries(all).filter(([by]) => by.endsWith('every_unit'));
      expect(curves).toHaveLength(1);
      await replay(name, curves, curves[0][1].grid);
    },
  );

  it.each(Object.keys(sources))('%s is as robust to noise', { timeout: 600_000 }, async (name) => {
    const { noise: expected, n } = readReference(name) as ReferenceCurves;
    const scales = expected.map(({ s }) => s);
    const result = await analysed(name, { measures: ['noise'], noise: { scales, seeds: 5 } });
    for (const { s, accuracy_mean: mean, tolerance_accuracy: tolerance } of expected) {
      const own = result.noise?.filter(({ scale }) => scale === s) ?? [];
      expect(own).toHaveLength(5);
      const found = meanOf(own.map(({ correct }) => correct / n));
      expect(Math.abs(found - mean), `noise of ${s}`).toBeLessThanOrEqual(tolerance);
    }
  });
});
