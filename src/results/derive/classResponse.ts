import type { ResultFile } from '../schema.js';
import type { UnitDetail } from '../unitDetail.js';
import { classLosses } from './importance.js';
import { countsAnswers } from './task.js';
import type { UnitRow } from './unitRows.js';

/** What a unit does for one class: how it answers to it, and what the class loses without it. */
export interface ClassResponse {
  readonly classIndex: number;
  readonly name: string;
  /** How many samples the class has. */
  readonly samples: number;
  /** The unit's mean activity over the class's samples; `null` where it is not known, or there are none. */
  readonly mean: number | null;
  /** Samples of the class that are lost with the unit, net; `null` where that is not known. */
  readonly lost: number | null;
}

/**
 * A unit class by class. What the result does not hold is counted from the unit's detail, where that is there.
 * @param replacement `null` where no unit was deleted.
 */
export function classResponses(
  result: ResultFile,
  row: UnitRow,
  replacement: string | null,
  detail: UnitDetail | null,
): ClassResponse[] {
  const { classes, classCounts } = result.dataset;
  const kept = row.unit.layer.units.classMeans?.[row.unit.index];
  const means = kept ?? (detail === null ? null : classMeansOf(detail, classes.length));
  const lost = lostPerClass(result, row, replacement, detail);
  return classes.map((name, classIndex) => ({
    classIndex,
    name,
    samples: classCounts[classIndex],
    mean: classCounts[classIndex] === 0 ? null : (means?.[classIndex] ?? null),
    lost: lost?.[classIndex] ?? null,
  }));
}

function lostPerClass(
  result: ResultFile,
  row: UnitRow,
  replacement: string | null,
  detail: UnitDetail | null,
): readonly number[] | null {
  if (!countsAnswers(result)) return null;
  // The intact network's counts per class are of other samples than an estimate's of a unit.
  const kept = result.exact && replacement !== null ? classLosses(result, row.unit, replacement) : null;
  if (kept !== null || detail === null) return kept;
  const lost = result.dataset.classes.map(() => 0);
  const { expected, before, after } = detail;
  detail.labels.forEach((label, sample) => {
    lost[label] += Number(before[sample] === expected[sample]) - Number(after[sample] === expected[sample]);
  });
  return lost;
}

function classMeansOf({ labels, activity }: UnitDetail, classes: number): (number | null)[] {
  const sums = new Float64Array(classes);
  const counts = new Float64Array(classes);
  labels.forEach((label, sample) => {
    sums[label] += activity[sample];
    counts[label]++;
  });
  return Array.from(sums, (sum, c) => (counts[c] === 0 ? null : sum / counts[c]));
}

/** The selectivity index (Morcos et al. 2018) with what it is made of. */
export interface SelectivitySum {
  /** Class index of the largest mean, ties to the lowest. */
  readonly favourite: number;
  readonly favouriteMean: number;
  /** Mean of the other classes' means. */
  readonly othersMean: number;
  /** (favourite - others) / (favourite + others); `null` where that divides by zero. */
  readonly index: number | null;
}

/** @returns `null` where fewer than two classes have a mean. */
export function selectivitySum(responses: readonly ClassResponse[]): SelectivitySum | null {
  const known = responses.flatMap(({ classIndex, mean }) => (mean === null ? [] : [{ classIndex, mean }]));
  if (known.length < 2) return null;
  const favourite = known.reduce((best, one) => (one.mean > best.mean ? one : best));
  const others = known.filter((one) => one !== favourite);
  const othersMean = others.reduce((sum, { mean }) => sum + mean, 0) / others.length;
  const denominator = favourite.mean + othersMean;
  return {
    favourite: favourite.classIndex,
    favouriteMean: favourite.mean,
    othersMean,
    index: denominator === 0 ? null : (favourite.mean - othersMean) / denominator,
  };
}
