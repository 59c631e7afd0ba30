import * as l10n from '@vscode/l10n';
import { depthFigure } from '../../figures/depth/depthFigure.js';
import { depthTable } from '../../figures/depth/depthTable.js';
import { depthMeasures } from '../../results/derive/depthMeasures.js';
import { depthNote } from '../../results/derive/depthNote.js';
import { depthOpening } from '../../results/derive/depthOpening.js';
import { depthRelationInterval, depthRelations } from '../../results/derive/depthRelation.js';
import type { ReportSection } from '../section.js';

/** A dot for each of more units would make the page heavy. */
const mostDots = 3000;

/** Every measure by layer. */
export const depthSection: ReportSection = {
  id: 'depth',
  title: l10n.t('From input to output'),
  build({ result, rows }) {
    const measures = depthMeasures(result, rows);
    if (measures.length === 0) return null;
    const relations = result.exact ? depthRelations(rows) : [];
    const intervals = relations.map((relation) =>
      depthRelationInterval(rows, relation, result.settings.seed),
    );
    const names = new Map(rows.map((row) => [row.unit.flat, row.name]));
    const look = {
      detail: rows.length > mostDots ? ('quartiles' as const) : ('units' as const),
      layersInAll: result.layers.length,
      nameOf: (flat: number): string => names.get(flat) ?? String(flat),
    };
    return {
      opening: depthOpening(result, rows, relations, intervals),
      figures: measures.map((measure) => ({
        name: `depth-${measure.id}`,
        title: measure.title.charAt(0).toUpperCase() + measure.title.slice(1),
        draw: (room) => depthFigure(measure, look, room),
        table: () => depthTable(measure),
      })),
      tables: [],
      notes: [depthNote(result, measures)],
    };
  },
};
