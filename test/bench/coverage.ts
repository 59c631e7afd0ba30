import { confidenceInterval } from '../../src/results/derive/confidenceInterval.js';
import { ablationOf, flatUnits } from '../../src/results/derive/flatUnits.js';
import type { ResultFile } from '../../src/results/schema.js';

/** How estimates stand against the exact result of the same analysis. */
export interface Coverage {
  readonly units: number;
  /** Units whose interval holds their exact drop in accuracy. */
  readonly covered: number;
  /** Half of the widest interval, as a fraction of the samples. */
  readonly widest: number;
  /** How many samples a unit took on average. */
  readonly meanSamples: number;
}

/** Compares each unit's interval, derived from the counts of its own samples, with what all samples say. */
export function coverage(estimate: ResultFile, exact: ResultFile): Coverage {
  const population = exact.dataset.samples;
  const units = flatUnits(estimate).flatMap(({ layer, index, flat }) => {
    const drawn = ablationOf(layer, 'zero');
    const truth = ablationOf(flatUnits(exact)[flat].layer, 'zero');
    if (drawn === null || truth === null) return [];
    const samples = drawn.samples?.[index] ?? population;
    const { low, high } = confidenceInterval({
      turnedWrong: drawn.turnedWrong[index] ?? 0,
      turnedRight: drawn.turnedRight[index] ?? 0,
      samples,
      population,
    });
    const drop = ((truth.turnedWrong[index] ?? 0) - (truth.turnedRight[index] ?? 0)) / population;
    // The bound is computed to 1e-7, far below one sample.
    return [{ samples, half: (high - low) / 2, covers: drop >= low - 1e-6 && drop <= high + 1e-6 }];
  });
  return {
    units: units.length,
    covered: units.filter(({ covers }) => covers).length,
    widest: Math.max(...units.map(({ half }) => half)),
    meanSamples: units.reduce((sum, { samples }) => sum + samples, 0) / units.length,
  };
}
