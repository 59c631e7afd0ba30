import { scaleLinear } from 'd3-scale';
import { writeCount } from '../../results/derive/typographicNumbers.js';
import type { UnitCard } from '../../results/derive/unitCard.js';
import type { Mark, Room } from '../figure.js';
import { rowHeight, type CardLayout, type Span } from './cardLayout.js';

/** A bar of one sample must not look like much. */
const leastRange = 3;

/** Samples lost per class, to the right; gained, to the left. */
export function lostColumn(card: UnitCard, layout: CardLayout, span: Span, measure: Room['measure']): Mark[] {
  const counts = card.rows.flatMap(({ lost }) => (lost === null ? [] : [lost]));
  const [most, least] = [Math.max(leastRange, ...counts), Math.min(0, ...counts)];
  const label = (count: number): number => measure(writeCount(count)) + 6;
  const left = least < 0 ? label(least) : 2;
  const x = scaleLinear([least, most], [span.from + left, span.to - label(most)]);
  const marks: Mark[] = [
    { kind: 'path', d: `M${x(0)},${layout.top(0)}V${layout.top(card.rows.length)}`, stroke: 'zero' },
  ];
  card.rows.forEach(({ lost }, i) => {
    if (lost === null) return;
    const top = layout.top(i);
    if (lost !== 0) {
      const width = Math.max(1, Math.abs(x(lost) - x(0)));
      marks.push({
        kind: 'rect',
        x: lost < 0 ? x(0) - width : x(0),
        y: top + 4,
        width,
        height: rowHeight - 8,
        fill: lost < 0 ? 'gained' : 'lost',
      });
    }
    marks.push({
      kind: 'text',
      x: x(lost) + (lost < 0 ? -4 : 4),
      y: top + 15,
      text: writeCount(lost),
      fill: lost === 0 ? 'quietText' : 'text',
      align: lost < 0 ? 'end' : 'start',
    });
  });
  return marks;
}
