import * as l10n from '@vscode/l10n';
import { scaleLinear } from 'd3-scale';
import { writeMeasure } from '../../results/derive/typographicNumbers.js';
import type { UnitCard } from '../../results/derive/unitCard.js';
import type { Mark, Room } from '../figure.js';
import type { Paint } from '../paint.js';
import { rowHeight, type CardLayout, type Span } from './cardLayout.js';

/** Mean activity by class, and on these bars what the selectivity index is made of. */
export function meansColumn(
  card: UnitCard,
  layout: CardLayout,
  span: Span,
  favouritePaint: Paint,
  measure: Room['measure'],
): Mark[] {
  const means = card.rows.flatMap(({ mean }) => (mean === null ? [] : [mean]));
  const lowest = Math.min(0, ...means);
  const x = scaleLinear([lowest, Math.max(...means, lowest === 0 ? 1e-9 : 0)], [span.from, span.to - 8]);
  const [top, bottom] = [layout.top(0), layout.top(card.rows.length)];
  const marks: Mark[] = card.rows.flatMap(({ mean, isFavourite }, i): Mark[] => {
    if (mean === null) return [];
    const [left, right] = [x(Math.min(0, mean)), x(Math.max(0, mean))];
    return [
      {
        kind: 'rect',
        x: left,
        y: layout.top(i) + 4,
        width: Math.max(0.5, right - left),
        height: rowHeight - 8,
        fill: isFavourite ? favouritePaint : 'bar',
        opacity: isFavourite ? 1 : 0.75,
      },
    ];
  });
  marks.push({ kind: 'path', d: `M${x(0)},${top}V${bottom}`, stroke: 'zero' });
  return [...marks, ...selectivityBracket(card, layout, x, measure)];
}

/** From the mean of the others to the favourite, below the bars, with its ends' numbers. */
function selectivityBracket(
  card: UnitCard,
  layout: CardLayout,
  x: (value: number) => number,
  measure: Room['measure'],
): Mark[] {
  const { selectivity, favourite } = card;
  if (selectivity === null || favourite === null) return [];
  const { favouriteMean, othersMean } = selectivity;
  const [others, best] = [x(othersMean), x(favouriteMean)];
  const favouriteRow = card.rows.findIndex(({ isFavourite }) => isFavourite);
  const bottom = layout.top(card.rows.length);
  const line = (d: string): Mark => ({ kind: 'path', d, stroke: 'text', strokeWidth: 1.5 });
  const drop = (at: number, from: number): Mark => ({
    kind: 'path',
    d: `M${at},${from}V${bottom + 4}`,
    stroke: 'text',
    dash: [3, 2],
  });
  const words = {
    others: layout.isWide ? l10n.t('others {0}', writeMeasure(othersMean)) : writeMeasure(othersMean),
    best: `${layout.isWide && favourite.length <= 12 ? `${favourite} ` : ''}${writeMeasure(favouriteMean)}`,
  };
  const widths = { others: measure(words.others), best: measure(words.best) };
  // Each stands below its end, as far as both fit beside each other and in the column.
  const edge = layout.names;
  const gap = 8;
  const middle = Math.max(
    best - widths.best / 2,
    Math.max(edge, others - widths.others / 2) + widths.others + gap,
  );
  const bestAt = Math.min(middle, (layout.means?.to ?? layout.width) - widths.best);
  const othersAt = Math.max(edge, Math.min(others - widths.others / 2, bestAt - gap - widths.others));
  const text = (from: number, words: string): Mark => ({
    kind: 'text',
    x: from,
    y: bottom + 22,
    text: words,
    halo: true,
  });
  return [
    drop(others, layout.top(0) - 4),
    drop(best, layout.top(Math.max(0, favouriteRow))),
    line(`M${others},${bottom + 7}H${best}M${others},${bottom + 4}v6M${best},${bottom + 4}v6`),
    text(othersAt, words.others),
    text(bestAt, words.best),
  ];
}
