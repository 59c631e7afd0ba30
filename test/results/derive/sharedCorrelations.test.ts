import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { layerCorrelations, pooledCorrelations } from '../../../src/results/derive/correlations.js';
import { curveFamilies } from '../../../src/results/derive/curveFamilies.js';
import type { ResultFile } from '../../../src/results/schema.js';
import { sampleResult } from '../sampleResult.js';

const folder = join(import.meta.dirname, '../../../../shared/reference');

interface Reference {
  readonly n: number;
  readonly baseline: { readonly correct: number; readonly loss: number };
  readonly hidden_layers: readonly { readonly name: string; readonly units: number }[];
  readonly units: readonly {
    readonly layer: string;
    readonly selectivity: number | null;
    readonly mi_equal_freq_bits: number;
    readonly zero: { readonly correct: number; readonly loss: number };
  }[];
  readonly cumulative_zero: Readonly<
    Record<
      string,
      {
        readonly order: number[];
        readonly grid: number[];
        readonly correct: number[];
        readonly auc_accuracy: number;
      }
    >
  >;
  readonly auc_random_mean: number;
  readonly auc_random_std: number;
  readonly spearman: Readonly<
    Record<string, Readonly<Record<string, { readonly rho: number; readonly n: number }>>>
  >;
}

/** A result that holds the counts of a reference. */
function resultOf(reference: Reference): ResultFile {
  const result = sampleResult();
  const { correct, loss } = reference.baseline;
  return {
    ...result,
    dataset: { ...result.dataset, samples: reference.n },
    baseline: { ...result.baseline, correct, loss },
    layers: reference.hidden_layers.map(({ name }) => {
      const units = reference.units.filter(({ layer }) => layer === name);
      const lost = units.map(({ zero }) => correct - zero.correct);
      return {
        ...result.layers[0],
        id: name,
        unitCount: units.length,
        units: {
          selectivity: units.map(({ selectivity }) => selectivity),
          mutualInformation: units.map((unit) => unit.mi_equal_freq_bits),
          ablation: {
            zero: {
              correct: units.map(({ zero }) => zero.correct),
              loss: units.map(({ zero }) => zero.loss),
              turnedWrong: lost.map((count) => Math.max(0, count)),
              turnedRight: lost.map((count) => Math.max(0, -count)),
            },
          },
        },
      };
    }),
    curves: Object.entries(reference.cumulative_zero)
      .filter(([name]) => /^random\d+$/.test(name))
      .map(([, { order, grid, correct: points, auc_accuracy }], seed) => ({
        ...{ by: 'random', direction: null, mode: 'remove', scope: 'network', control: null, seed },
        ...{ replacement: 'zero', units: order, removed: grid, correct: points, auc: auc_accuracy },
      })),
  };
}

const names = { selectivity: 'selectivity', mutualInformation: 'mi', l1Norm: '', mean: '' } as const;
const effects = { samplesLost: 'accuracy_drop', lossRise: 'loss_rise', largestClassLoss: '' } as const;

describe.skipIf(!existsSync(folder))(
  'SciPy, on the counts of the reference (skipped without ../shared)',
  () => {
    it.each(existsSync(folder) ? readdirSync(folder) : [])('has the correlations of %s', (file) => {
      const reference = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Reference;
      const result = resultOf(reference);
      const choice = {
        measures: ['selectivity', 'mutualInformation'],
        effects: ['samplesLost', 'lossRise'],
      } as const;
      const found = [
        ...layerCorrelations(result, 'zero', choice).map((each) => ({ ...each, where: each.layer.id })),
        ...pooledCorrelations(result, 'zero', choice).map((each) => ({ ...each, where: 'all' })),
      ];
      expect(found.length).toBe(4 * (reference.hidden_layers.length + 1));
      for (const { where, measure, effect, rho, n } of found) {
        const expected = reference.spearman[where][`${names[measure]}_vs_${effects[effect]}`];
        expect(n, `${where} ${measure} ${effect}`).toBe(expected.n);
        expect(rho, `${where} ${measure} ${effect}`).toBeCloseTo(expected.rho, 9);
      }
    });

    it.each(existsSync(folder) ? readdirSync(folder) : [])(
      'has mean and deviation of the areas of %s',
      (file) => {
        const reference = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Reference;
        const [{ auc }] = curveFamilies(resultOf(reference));
        expect(auc?.mean).toBeCloseTo(reference.auc_random_mean, 12);
        expect(auc?.deviation).toBeCloseTo(reference.auc_random_std, 12);
      },
    );
  },
);
