import * as l10n from '@vscode/l10n';
import { findingPlot } from '../../figures/overview/findingPlots.js';
import { unitMeasures } from '../../figures/overview/unitMeasures.js';
import { unitStrips, unitStripsTable } from '../../figures/overview/unitStrips.js';
import { findings } from '../../results/derive/findings/findings.js';
import { keyNumbers } from '../../results/derive/keyNumbers.js';
import { layerRelations, relationInterval } from '../../results/derive/selectivityRelation.js';
import { nearChanceHint } from '../../results/derive/sentences.js';
import { unitsOpening } from '../../results/derive/unitsOpening.js';
import type { ReportFigure, ReportSection } from '../section.js';

/** The network at a glance: its key numbers, every unit as a cell, and what was found. */
export const overviewSection: ReportSection = {
  id: 'overview',
  title: l10n.t('At a glance'),
  build({ result, rows, replacement }) {
    const relations = result.exact ? layerRelations(rows) : [];
    const intervals = relations.map((relation) => relationInterval(rows, relation, result.settings.seed));
    const measures = unitMeasures(result, rows);
    const hint = nearChanceHint(result);
    return {
      opening: unitsOpening(result, rows, replacement),
      numbers: keyNumbers(result, rows, replacement),
      figures: [
        ...measures.slice(0, 1).map((measure): ReportFigure => ({
          name: `units-by-${measure.id}`,
          title: l10n.t('{0}, in the order of their index', measure.title),
          draw: (room) => unitStrips(rows, measure, room),
          table: () => unitStripsTable(rows, measure),
        })),
        ...findings(result, rows, replacement, relations, intervals).map(
          ({ kind, claim, evidence, plot }): ReportFigure => ({
            name: `finding-${kind}`,
            title: null,
            words: { claim, evidence },
            width: 132,
            draw: ({ width }) => findingPlot(plot, width, claim),
            table: null,
          }),
        ),
      ],
      tables: [],
      notes: hint === null ? [] : [hint],
    };
  },
};
