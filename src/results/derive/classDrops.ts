import type { ResultFile } from '../schema.js';
import { flatUnits, type FlatUnit } from './flatUnits.js';
import { classLosses, largestClassLoss } from './importance.js';
import { rank } from './ranking.js';

/** What deleting a unit did to each class. */
export interface ClassDrops {
  readonly unit: FlatUnit;
  /** Samples of each class that are lost; negative where more of the class are right without the unit. */
  readonly lost: readonly number[];
  /** The class that lost most samples, ties to the lowest; `null` where none lost any. */
  readonly mostHurt: number | null;
  /** The largest number of samples that one class lost (Zhou et al. 2018); may be zero or less. */
  readonly largest: number;
}

/** The matrix of units and classes: a row each for the units that were deleted, in flat order. */
export function classDrops(result: ResultFile, replacement: string): ClassDrops[] {
  return flatUnits(result).flatMap((unit) => {
    const found = largestClassLoss(result, unit, replacement);
    const lost = classLosses(result, unit, replacement);
    if (found === null || lost === null) return [];
    return [
      {
        unit,
        lost,
        mostHurt: found.samplesLost > 0 ? found.classIndex : null,
        largest: found.samplesLost,
      },
    ];
  });
}

/** Units by their largest loss of one class, the largest first; ties go to the lower flat index. */
export function byLargestClassLoss(drops: readonly ClassDrops[]): ClassDrops[] {
  const order = rank(
    drops.map(({ largest }) => largest),
    'desc',
  );
  return order.map((i) => drops[i]);
}
