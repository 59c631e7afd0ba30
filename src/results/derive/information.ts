import type { ResultFile } from '../schema.js';
import { statisticsSamples } from './exactness.js';
import { measuredValue, type FlatUnit } from './flatUnits.js';

/**
 * By how much the plug-in estimate of mutual information is expected to lie above the true value, in bits
 * (Miller 1955): what a unit that knows nothing of the class would show.
 * @param bins bins in use
 * @param classes classes with samples
 */
export function informationChance(bins: number, classes: number, samples: number): number {
  return ((bins - 1) * (classes - 1)) / (2 * samples * Math.LN2);
}

/** The chance level of a unit's mutual information, in bits; `null` where that was not measured. */
export function unitInformationChance(result: ResultFile, unit: FlatUnit): number | null {
  const bins = measuredValue(unit, 'bins');
  const { classCounts } = result.dataset;
  const samples = statisticsSamples(result);
  if (bins === null || samples === 0) return null;
  return informationChance(bins, classCounts.filter((count) => count > 0).length, samples);
}
