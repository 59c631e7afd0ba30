import type { ResultFile } from '../../schema.js';
import type { LayerRelation } from '../selectivityRelation.js';
import type { Interval } from '../spearmanInterval.js';
import type { UnitRow } from '../unitRows.js';
import { classesFinding } from './classesFinding.js';
import { costsFinding } from './costsFinding.js';
import { deletionFinding } from './deletionFinding.js';
import { depthFinding } from './depthFinding.js';
import type { Finding } from './finding.js';
import { noiseFinding } from './noiseFinding.js';
import { selectivityFinding } from './selectivityFinding.js';

/**
 * What can be said of a network from the counts of its result, the broadest first; nothing of estimates and of numbers
 * that still come in.
 * @param rows all units of the result under the replacement value.
 * @param relations of the layers (`layerRelations`).
 * @param intervals one entry a relation; `null` while they are not known.
 */
export function findings(
  result: ResultFile,
  rows: readonly UnitRow[],
  replacement: string | null,
  relations: readonly LayerRelation[],
  intervals: readonly (Interval | null)[] | null,
): Finding[] {
  if (!result.exact) return [];
  const found = [
    costsFinding(rows, result.dataset.noun),
    selectivityFinding(result, rows, replacement, relations, intervals),
    deletionFinding(result, replacement),
    noiseFinding(result),
    classesFinding(result, replacement),
    depthFinding(result),
  ];
  return found.filter((finding) => finding !== null);
}
