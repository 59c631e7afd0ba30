import * as l10n from '@vscode/l10n';
import { classMapFigure } from '../../figures/classes/classMapFigure.js';
import { classMapTable, spelledOut, worstUnitsFigure } from '../../figures/classes/worstUnitsFigure.js';
import { classMap, worstUnits } from '../../results/derive/classMap.js';
import { classMapNote } from '../../results/derive/classMapNote.js';
import { classesOpening } from '../../results/derive/classesOpening.js';
import { plural } from '../../results/derive/nouns.js';
import type { ReportFigure, ReportSection } from '../section.js';

/** Which classes each unit serves. */
export const classesSection: ReportSection = {
  id: 'classes',
  title: l10n.t('Classes'),
  build({ result, replacement }) {
    if (!result.exact || replacement === null) return null;
    const map = classMap(result, replacement);
    if (map === null) return null;
    const { noun } = result.dataset;
    const worst = worstUnits(map, spelledOut);
    return {
      opening: classesOpening(result, map),
      figures: [
        {
          name: 'classes',
          title: l10n.t('Every unit that changes a class'),
          caption: classMapNote(noun, 'hurt'),
          draw: (room) => classMapFigure(map, 'hurt', noun, room),
          table: () =>
            classMapTable(
              map,
              map.layers.flatMap(({ units }) => units),
              l10n.t('{0} lost by unit and class', plural(noun)),
            ),
        },
        ...(worst.length === 0
          ? []
          : [
              {
                name: 'classes-worst',
                title: l10n.t('The units that hurt one class most'),
                draw: (room) => worstUnitsFigure(map, noun, room),
                table: () => classMapTable(map, worst, l10n.t('The units that hurt one class most')),
              } satisfies ReportFigure,
            ]),
      ],
      tables: [],
      notes: [],
    };
  },
};
