import * as l10n from '@vscode/l10n';
import { unitCardFigure, unitCardTable, type CardSubject } from '../../figures/card/unitCardFigure.js';
import { cardGalleries } from '../../results/derive/cardGalleries.js';
import { cardReading } from '../../results/derive/cardReading.js';
import { unitCard } from '../../results/derive/unitCard.js';
import type { UnitRow } from '../../results/derive/unitRows.js';
import { unitKeyNumbers, unitStanding } from '../../results/derive/unitStanding.js';
import type { UnitDetail } from '../../results/unitDetail.js';
import type { ReportCard, ReportedDetails, ReportedResult, ReportSection } from '../section.js';

/** The units that stand out, one by one. */
export const cardsSection: ReportSection = {
  id: 'cards',
  title: l10n.t('Units that stand out'),
  build(reported) {
    const { details, rows } = reported;
    if (details === null) return null;
    const empty = { opening: null, figures: [], tables: [] };
    if ('why' in details) return { ...empty, notes: [details.why] };
    const cards = details.details.flatMap((detail): ReportCard[] => {
      const row = rows.find(({ unit }) => unit.flat === detail.unit);
      return row === undefined ? [] : [cardOf(reported, details, row, detail)];
    });
    return cards.length === 0 ? null : { ...empty, cards, notes: [] };
  },
};

function cardOf(
  { result, rows, replacement }: ReportedResult,
  { samples }: ReportedDetails,
  row: UnitRow,
  detail: UnitDetail,
): ReportCard {
  const { noun } = result.dataset;
  const card = unitCard(result, row, replacement, detail);
  const subject: CardSubject = {
    unit: row.name,
    noun,
    layer: { layer: row.layerIndex, of: result.layers.length },
    waits: false,
  };
  return {
    name: row.name,
    character: card.character,
    numbers: unitKeyNumbers(result, row),
    standing: unitStanding(result, rows, row),
    figure: {
      name: `unit-${row.unit.layer.id}-${row.unit.index}`,
      title: null,
      caption: cardReading(card, noun, replacement !== null && result.exact),
      draw: (room) => unitCardFigure(card, subject, room),
      table: () => unitCardTable(card, subject),
    },
    galleries: cardGalleries(result, row, detail),
    samples,
  };
}
