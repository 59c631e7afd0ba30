import type { ResultFile, ResultLayer } from '../../schema.js';
import { curveFamilies } from '../curveFamilies.js';
import { flattersItself, orderName } from '../curveWords.js';
import type { UnitRow } from '../unitRows.js';
import { unitsAnswer, type UnitsAnswer } from './answerNumbers.js';

/** Which units of a layer could be deleted without a measured change, each by itself. */
export interface FreeDeletions {
  /** Not one answer changes. */
  readonly changingNoAnswer: UnitsAnswer;
  /** As many answers are right as before, or more. */
  readonly losingNoSample: UnitsAnswer;
}

/** @returns `null` where no unit was deleted. */
export function freeDeletions(rows: readonly UnitRow[]): FreeDeletions | null {
  const deleted = rows.flatMap(({ unit, importance, lost }) =>
    importance === null || lost === null ? [] : [{ index: unit.index, importance, lost }],
  );
  if (deleted.length === 0) return null;
  const where = (holds: (unit: (typeof deleted)[number]) => boolean): UnitsAnswer =>
    unitsAnswer(deleted.filter(holds).map(({ index }) => index));
  return {
    changingNoAnswer: where(({ importance }) => importance.turnedWrong + importance.turnedRight === 0),
    losingNoSample: where(({ lost }) => lost.count <= 0),
  };
}

/** How many units of a layer were removed together before the first sample was lost. */
export interface FreeRemoval {
  readonly units: number;
  /** Units of the layer. */
  readonly ofUnits: number;
  /** In which they were removed: `rise in loss, lowest first`. */
  readonly order: string;
  readonly replacement: string;
  /** Whether the order was chosen by what deletions cost on the same samples. */
  readonly isFlattered: boolean;
}

/**
 * The longest removal of a layer's units, in any order that was measured, up to which no point had fewer right answers
 * than the intact network; over several random orders, the worst of them.
 * @returns `null` where no curve is of the layer alone.
 */
export function freeRemoval(
  result: ResultFile,
  layer: ResultLayer,
  replacement: string | null,
): FreeRemoval | null {
  const families = curveFamilies(result).filter(
    (family) =>
      family.scope === layer.id &&
      family.mode === 'remove' &&
      family.control === null &&
      family.replacement === replacement,
  );
  let best: FreeRemoval | null = null;
  for (const family of families) {
    let units = 0;
    const points = [...family.points].sort((a, b) => a.removed - b.removed);
    for (const { removed, correct } of points) {
      if (correct.lowest < result.baseline.correct) break;
      units = removed;
    }
    if (best === null || units > best.units) {
      best = {
        units,
        ofUnits: layer.unitCount,
        order: orderName(family),
        replacement: family.replacement,
        isFlattered: flattersItself(family),
      };
    }
  }
  return best;
}
