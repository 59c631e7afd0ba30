import { writeMeasure } from '../../results/derive/typographicNumbers.js';
import type { UnitCard } from '../../results/derive/unitCard.js';
import type { Mark } from '../figure.js';
import type { Paint } from '../paint.js';
import { headHeight, rowHeight, type CardLayout, type Span } from './cardLayout.js';

/** Of the box at zero, and the gap after it. */
const silentWidth = 6;
const silentGap = 6;
/** So many samples in a step are a bar of full height, unless there are more: few samples must not look like many. */
const fullHeight = 8;

/** Activity of every sample: a box at zero filled by the share that is silent, and a histogram of the others. */
export function activityColumn(
  card: UnitCard,
  layout: CardLayout,
  span: Span,
  favouritePaint: Paint,
): Mark[] {
  const { activity, rows } = card;
  if (activity === null) return [];
  const { low, high } = activity;
  const hasBox = low === 0;
  const from = span.from + (hasBox ? silentWidth + silentGap : 0);
  const marks: Mark[] = [];
  rows.forEach(({ spread, isFavourite }, i) => {
    if (spread === null || spread.samples === 0) return;
    const top = layout.top(i);
    if (hasBox) marks.push(...silentBox(span.from, top, spread.silent / spread.samples));
    const step = (span.to - from) / spread.bins.length;
    const tallest = rowHeight - 5;
    const most = Math.max(fullHeight, ...spread.bins);
    const bars = spread.bins.flatMap((count, bin) => {
      if (count === 0) return [];
      // A single sample among thousands still has to be seen.
      const height = Math.max(1.5, tallest * Math.sqrt(count / most));
      const [x, y] = [from + bin * step, top + rowHeight - 2];
      return [`M${x.toFixed(2)},${y}v${(-height).toFixed(2)}h${Math.max(1, step - 0.6).toFixed(2)}V${y}Z`];
    });
    if (bars.length > 0) {
      marks.push({ kind: 'path', d: bars.join(''), fill: isFavourite ? favouritePaint : 'bar' });
    }
  });
  const axis = (x: number, value: number, align: 'start' | 'end'): Mark => ({
    kind: 'text',
    x,
    y: headHeight - 5,
    text: writeMeasure(value),
    fill: 'quietText',
    align,
  });
  marks.push(axis(span.from, low, 'start'));
  if (high > low) marks.push(axis(span.to, high, 'end'));
  return marks;
}

function silentBox(x: number, top: number, share: number): Mark[] {
  const height = rowHeight - 6;
  return [
    {
      kind: 'rect',
      x,
      y: top + 3 + height * (1 - share),
      width: silentWidth,
      height: height * share,
      fill: 'quiet',
    },
    {
      kind: 'rect',
      x: x + 0.5,
      y: top + 3.5,
      width: silentWidth - 1,
      height: height - 1,
      stroke: 'quiet',
      opacity: 0.7,
    },
  ];
}
