import { expect } from 'vitest';
import type { ResultFile } from '../../src/results/schema.js';

interface ReferenceAblation {
  readonly value?: number;
  readonly correct: number;
  readonly loss: number;
  readonly correct_per_class: readonly number[];
}

interface ReferenceUnit {
  readonly layer: string;
  readonly channel: number;
  readonly mean: number;
  readonly var: number;
  readonly act_min: number;
  readonly act_max: number;
  readonly zero_fraction: number;
  readonly class_means: readonly number[];
  readonly preferred_class: number;
  readonly selectivity: number | null;
  readonly mi_equal_freq_bits: number;
  readonly zero: ReferenceAblation;
  readonly mean_ablation: ReferenceAblation;
}

/** What a file of references holds, as far as it is compared; its units are those of all layers, one after the other. */
export interface Reference {
  readonly n: number;
  readonly class_counts: readonly number[];
  readonly hidden_layers: readonly { name: string; units: number; shape: readonly number[] }[];
  readonly baseline: ReferenceAblation;
  readonly units: readonly ReferenceUnit[];
}

export interface Comparison {
  readonly differences: string[];
  /** Ablations whose counts are one apart. */
  readonly apart: { readonly flat: number; readonly replacement: string; readonly value: number }[];
  /** Units whose mutual information is more than 1e-4 off: one value at a bin's edge moves a sample. */
  readonly farInformation: number;
}

/**
 * Compares every number of a result with an independent implementation's in single precision: statistics to 5e-5,
 * losses to 2e-5 of their value, counts exactly or one apart.
 */
export function compareWithReference(result: ResultFile, reference: Reference): Comparison {
  const differences: string[] = [];
  const apart: Comparison['apart'] = [];
  let farInformation = 0;
  const close = (
    where: string,
    found: number | null | undefined,
    expected: number | null,
    relative: number,
  ): void => {
    if (
      expected === null
        ? found === null
        : Math.abs((found ?? NaN) - expected) <= relative * Math.abs(expected) + 1e-9
    )
      return;
    differences.push(`${where}: ${found} instead of ${expected}`);
  };

  expect(result.dataset.classCounts).toEqual(reference.class_counts);
  expect(result.layers.map((layer) => layer.shape)).toEqual(
    reference.hidden_layers.map((layer) => layer.shape),
  );
  expect(result.layers.map((layer) => layer.activation)).toEqual(reference.hidden_layers.map(() => 'Relu'));
  expect(result.baseline.correct).toBe(reference.baseline.correct);
  expect(result.baseline.correctPerClass).toEqual(reference.baseline.correct_per_class);
  close('baseline.loss', result.baseline.loss, reference.baseline.loss, 2e-5);

  reference.units.forEach((unit, flat) => {
    const at = reference.hidden_layers.findIndex((layer) => layer.name === unit.layer);
    const u = unit.channel;
    const columns = result.layers[at].units;
    const where = `${result.layers[at].id} unit ${u}`;
    close(`${where} mean`, columns.mean?.[u], unit.mean, 5e-5);
    close(`${where} variance`, columns.variance?.[u], unit.var, 5e-5);
    close(`${where} minimum`, columns.minimum?.[u], unit.act_min, 5e-5);
    close(`${where} maximum`, columns.maximum?.[u], unit.act_max, 5e-5);
    close(`${where} zeroFraction`, columns.zeroFraction?.[u], unit.zero_fraction, 5e-5);
    unit.class_means.forEach((mean, c) =>
      close(`${where} classMeans[${c}]`, columns.classMeans?.[u]?.[c], mean, 5e-5),
    );
    close(`${where} selectivity`, columns.selectivity?.[u], unit.selectivity, 5e-5);
    // The reference gives a dead unit class 0.
    const preferred = unit.zero_fraction === 1 ? null : unit.preferred_class;
    if (columns.preferredClass?.[u] !== preferred) {
      differences.push(`${where} preferredClass: ${columns.preferredClass?.[u]} instead of ${preferred}`);
    }
    if (!(Math.abs((columns.mutualInformation?.[u] ?? NaN) - unit.mi_equal_freq_bits) <= 1e-4))
      farInformation++;

    for (const [replacement, expected] of Object.entries({ zero: unit.zero, mean: unit.mean_ablation })) {
      const found = columns.ablation?.[replacement];
      const here = `${where} ${replacement}`;
      close(`${here} loss`, found?.loss?.[u], expected.loss, 2e-5);
      if (replacement === 'mean') close(`${here} value`, found?.value?.[u], expected.value ?? null, 5e-5);
      const counts = [found?.correct[u], ...(found?.correctPerClass?.[u] ?? [])];
      const off = [expected.correct, ...expected.correct_per_class].map((count, i) =>
        Math.abs((counts[i] ?? NaN) - count),
      );
      if (!off.every((by) => by <= 1))
        differences.push(`${here} counts: ${counts.join(' ')}, ${off.join(' ')} off`);
      else if (off.some((by) => by > 0)) apart.push({ flat, replacement, value: expected.value ?? 0 });
      const turned = (found?.turnedRight[u] ?? NaN) - (found?.turnedWrong[u] ?? NaN);
      if (turned !== (found?.correct[u] ?? NaN) - result.baseline.correct)
        differences.push(`${here} turned: ${turned}`);
    }
  });
  return { differences, apart, farInformation };
}
