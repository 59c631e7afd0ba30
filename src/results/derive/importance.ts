import type { Ablation, ResultFile } from '../schema.js';
import { ablationOf, flatUnits, type FlatUnit } from './flatUnits.js';

/** What deleting one unit did. Counts are of samples. */
export interface UnitImportance {
  readonly unit: FlatUnit;
  /** Baseline correct - correct; negative where the network does better without the unit. */
  readonly samplesLost: number;
  /** Mean cross-entropy without the unit - intact, in nats; `null` where no losses were kept. */
  readonly lossRise: number | null;
  readonly turnedWrong: number;
  readonly turnedRight: number;
  /** How many samples the counts are of. */
  readonly samples: number;
}

/** The units that was deleted with the replacement value, in flat order. */
export function unitImportances(result: ResultFile, replacement: string): UnitImportance[] {
  const importances: UnitImportance[] = [];
  for (const unit of flatUnits(result)) {
    const ablation = ablationOf(unit.layer, replacement);
    if (ablation === null) continue;
    // Of a unit that was not deleted yet nothing is known.
    if (ablation.samples?.[unit.index] === 0) continue;
    const turnedWrong = ablation.turnedWrong[unit.index];
    const turnedRight = ablation.turnedRight[unit.index];
    if (turnedWrong === null || turnedRight === null) continue;
    importances.push({
      unit,
      // Equal to baseline correct - correct, and right for an estimate on a part of the samples too.
      samplesLost: turnedWrong - turnedRight,
      lossRise: lossRiseOf(result, ablation, unit.index),
      turnedWrong,
      turnedRight,
      samples: ablation.samples?.[unit.index] ?? result.dataset.samples,
    });
  }
  return importances;
}

function lossRiseOf({ baseline }: ResultFile, ablation: Ablation, index: number): number | null {
  if (ablation.lossRise !== undefined) return ablation.lossRise[index];
  const loss = ablation.loss?.[index] ?? null;
  const intactLoss = baseline.loss ?? null;
  return loss === null || intactLoss === null ? null : loss - intactLoss;
}

/**
 * The largest number of samples of one class that is lost with a unit (Zhou et al. 2018, arXiv 1806.02891).
 * @returns the class (ties to the lowest index) and its samples lost; `null` where counts per class were not kept, and in
 * estimates.
 */
export function largestClassLoss(
  result: ResultFile,
  unit: FlatUnit,
  replacement: string,
): { readonly classIndex: number; readonly samplesLost: number } | null {
  // Of a part of the samples it can't be told: the intact network's counts are of others.
  if (!result.exact) return null;
  const lost = classLosses(result, unit, replacement);
  if (lost === null || lost.length === 0) return null;
  const samplesLost = Math.max(...lost);
  return { classIndex: lost.indexOf(samplesLost), samplesLost };
}

/**
 * Samples of each class that are lost with a unit; negative where more of the class are right without it.
 * @returns `null` where counts per class were not kept, or the unit was not deleted.
 */
export function classLosses(result: ResultFile, unit: FlatUnit, replacement: string): number[] | null {
  const perClass = ablationOf(unit.layer, replacement)?.correctPerClass?.[unit.index];
  const counted = perClass?.filter((correct) => correct !== null);
  if (perClass === undefined || counted?.length !== perClass.length) return null;
  return counted.map((correct, c) => result.baseline.correctPerClass[c] - correct);
}
