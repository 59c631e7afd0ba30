import { choiceWithin, chosenFamilies } from '../../../src/results/derive/curveChoices.js';
import { classesOpening } from '../../../src/results/derive/classesOpening.js';
import { classMap } from '../../../src/results/derive/classMap.js';
import { curveOpening } from '../../../src/results/derive/curveOpening.js';
import { depthOpening } from '../../../src/results/derive/depthOpening.js';
import { depthRelationInterval, depthRelations } from '../../../src/results/derive/depthRelation.js';
import { compareResults } from '../../../src/results/derive/networkComparison.js';
import { noiseCurves } from '../../../src/results/derive/noiseCurves.js';
import { noiseOpening } from '../../../src/results/derive/noiseOpening.js';
import {
  layerRelations,
  relationInterval,
  relationOpening,
} from '../../../src/results/derive/selectivityRelation.js';
import { unitRows } from '../../../src/results/derive/unitRows.js';
import { unitsOpening } from '../../../src/results/derive/unitsOpening.js';
import type { ResultFile } from '../../../src/results/schema.js';

/** The panel's tabs by their names, in order, each with the sentence that it opens with when nothing was chosen yet. */
export type PanelOpenings = readonly (readonly [tab: string, answer: string])[];

/**
 * What the panel says of a result in which everything was measured, units replaced by zero.
 * @param other the result that stands beside it; `null` where there is no other.
 */
export function panelOpenings(result: ResultFile, other: ResultFile | null): PanelOpenings {
  const rows = unitRows(result, 'zero');
  const { seed } = result.settings;
  const units = unitsOpening(result, rows, 'zero');
  const map = classMap(result, 'zero');
  if (units === null || map === null) throw new Error('Units were not deleted.');
  const relations = layerRelations(rows);
  const intervals = relations.map((relation) => relationInterval(rows, relation, seed));
  const byDepth = depthRelations(rows);
  const depthIntervals = byDepth.map((relation) => depthRelationInterval(rows, relation, seed));
  const choice = choiceWithin(result, { scope: 'network', mode: 'remove', replacement: 'zero' });
  const [noise] = noiseCurves(result);
  return [
    ['Overview', units.answer],
    ['Units', units.answer],
    ['Selectivity', relationOpening(relations, intervals).answer],
    ['Delete', 'Delete neurons'],
    ['Curves', curveOpening(result, chosenFamilies(result, choice)).answer],
    ['Classes', classesOpening(result, map).answer],
    ['Depth', depthOpening(result, rows, byDepth, depthIntervals).answer],
    ['Noise', noiseOpening(result, noise.scope).answer],
    [
      'Compare',
      other === null
        ? 'There is no second result yet'
        : compareResults([result, other], 'zero').opening.answer,
    ],
    ['Numbers', 'What was measured, in numbers'],
  ];
}
