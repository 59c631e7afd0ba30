import * as l10n from '@vscode/l10n';
import { orderChart } from '../../figures/curves/orderChart.js';
import { orderNote } from '../../results/derive/curveNotes.js';
import { choiceWithin, chosenFamilies, familiesOf } from '../../results/derive/curveChoices.js';
import { curveOpening } from '../../results/derive/curveOpening.js';
import { orderAreasSentence } from '../../results/derive/orderAreas.js';
import { chartFigure } from '../chartFigure.js';
import type { ReportSection } from '../section.js';

/** How accuracy falls as more and more units are deleted, over the whole network. */
export const curvesSection: ReportSection = {
  id: 'curves',
  title: l10n.t('More and more units deleted'),
  build({ result, replacement }) {
    if (familiesOf(result).length === 0) return null;
    const families = chosenFamilies(
      result,
      choiceWithin(result, { scope: 'network', mode: 'remove', replacement }),
    );
    const chart = orderChart(result, families, { axis: 'share', quantity: 'accuracy' });
    const sentence = orderAreasSentence(families, result.dataset.noun);
    return {
      opening: curveOpening(result, families),
      figures: [chartFigure('curves', l10n.t('Accuracy by order of deletion'), chart, l10n.t('Order'))],
      tables: [],
      notes: [sentence, orderNote(result, families)].filter((note) => note !== null),
    };
  },
};
