import * as l10n from '@vscode/l10n';
import type { ResultFile } from '../schema.js';
import type { FlatUnit } from './flatUnits.js';

/** Says of the index below, wherever it is shown, that it is not the paper's. */
export const pairSelectivityNote = l10n.t(
  "Selectivity for a pair of classes is an addition to the paper's index, which knows one class at a time.",
);

/** The two classes that a unit prefers, and how much. */
export interface PairSelectivity {
  /** The classes with the two largest means, the larger first, ties to the lower index. */
  readonly classes: readonly [number, number];
  /** (m_pair - m_rest) / (m_pair + m_rest). */
  readonly index: number;
}

/**
 * Selectivity for the most selective pair of classes: m_pair is the mean of the two largest class means, m_rest
 * the mean of the others. Classes without samples are left out.
 * @param classMeans one entry a class, `null` where it has no samples.
 * @returns `null` with fewer than three classes, or a denominator of 0.
 */
export function pairSelectivity(classMeans: readonly (number | null)[]): PairSelectivity | null {
  const means = classMeans.flatMap((mean, c) => (mean === null ? [] : [{ mean, c }]));
  if (means.length < 3) return null;
  means.sort((a, b) => b.mean - a.mean || a.c - b.c);
  const pair = (means[0].mean + means[1].mean) / 2;
  const others = means.slice(2);
  const rest = others.reduce((sum, { mean }) => sum + mean, 0) / others.length;
  if (pair + rest === 0) return null;
  return { classes: [means[0].c, means[1].c], index: (pair - rest) / (pair + rest) };
}

/** The same of a unit; `null` also where its class means or its mean are not known. */
export function unitPairSelectivity(result: ResultFile, unit: FlatUnit): PairSelectivity | null {
  const { classMeans, mean } = unit.layer.units;
  const known = classMeans?.[unit.index];
  if (known === undefined || mean?.[unit.index] === null) return null;
  const counts = result.dataset.classCounts;
  return pairSelectivity(known.map((value, c) => (counts[c] === 0 ? null : value)));
}
