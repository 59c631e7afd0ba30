import type { UnitCard } from '../../results/derive/unitCard.js';
import type { Figure, FigureTable, Mark, Room, Text } from '../figure.js';
import { fitText } from '../fitText.js';
import type { LayerPaint } from '../paint.js';
import { writeCount, writeMeasure, writeShare } from '../../results/derive/typographicNumbers.js';
import { activityColumn } from './activityColumn.js';
import { cardLayout, rowHeight, type CardLayout, type Span } from './cardLayout.js';
import { lostColumn } from './lostColumn.js';
import { meansColumn } from './meansColumn.js';

/** What a card's figure is called and coloured by. */
export interface CardSubject {
  readonly unit: string;
  readonly noun: string;
  readonly layer: LayerPaint;
  /** Whether activities are on their way. */
  readonly waits: boolean;
}

/** A unit by class: mean activity with the selectivity index on the bars, activity of every sample, samples lost. */
export function unitCardFigure(card: UnitCard, subject: CardSubject, room: Room): Figure {
  const { noun, layer, waits, unit } = subject;
  const layout = cardLayout(card, room, waits);
  const { means, activity, lost, isWide, width } = layout;
  const marks: Mark[] = [];
  card.rows.forEach(({ name, isFavourite }, i) => {
    if (i % 2 === 1) {
      marks.push({ kind: 'rect', x: 0, y: layout.top(i), width, height: rowHeight, fill: 'band' });
    }
    const weight = isFavourite ? 600 : 400;
    const text = fitText(name, layout.names - 8, room.measure, { weight });
    marks.push({ kind: 'text', x: layout.names - 8, y: layout.top(i) + 15, text, weight, align: 'end' });
  });
  if (activity !== null) {
    marks.push(title(isWide ? `activity of each ${noun}` : `each ${noun}`, activity.from, 'start'));
    if (card.activity === null) marks.push(waiting(layout, activity, noun));
    marks.push(...activityColumn(card, layout, activity, layer));
  }
  if (means !== null) {
    marks.push(title('mean activity', means.from, 'start'));
    marks.push(...meansColumn(card, layout, means, layer, room.measure));
  }
  if (lost !== null) {
    marks.push(title(`${noun}s lost`, lost.to, 'end'));
    marks.push(...lostColumn(card, layout, lost, room.measure));
  }
  return {
    width,
    height: layout.height,
    label: `${unit} by class: ${columnsInWords(layout, noun)}`,
    marks,
    targets: card.rows.map((_, i) => ({ id: i, x: 0, y: layout.top(i), width, height: rowHeight })),
  };
}

function title(text: string, x: number, align: 'start' | 'end'): Text {
  return { kind: 'text', x, y: 12, text, weight: 600, align };
}

function waiting(layout: CardLayout, { from }: Span, noun: string): Text {
  return {
    kind: 'text',
    x: from,
    y: layout.top(0) + 15,
    text: layout.isWide ? `reading every ${noun}\u2026` : 'reading\u2026',
    fill: 'quietText',
  };
}

function columnsInWords({ means, activity, lost }: CardLayout, noun: string): string {
  const words = [
    means === null ? null : 'mean activity',
    activity === null ? null : `activity of each ${noun}`,
    lost === null ? null : `${noun}s lost`,
  ];
  return words.filter((word) => word !== null).join(', ');
}

/** The same in numbers. */
export function unitCardTable(card: UnitCard, { unit, noun }: CardSubject): FigureTable {
  return {
    title: `${unit} by class`,
    columns: [
      { name: 'class' },
      { name: `${noun}s`, write: writeCount },
      { name: 'mean activity', write: writeMeasure },
      { name: `silent ${noun}s`, write: writeCount },
      { name: `${noun}s lost`, write: writeCount },
    ],
    rows: card.rows.map(({ name, samples, mean, spread, lost }) => [
      name,
      samples,
      mean,
      card.activity?.low === 0 ? (spread?.silent ?? null) : null,
      lost,
    ]),
  };
}

/** What is told of a row under the pointer; the first line is the class. */
export function cardRowReadOut(card: UnitCard, row: number, noun: string): string[] {
  const { name, samples, mean, spread, lost } = card.rows[row];
  const lines = [name];
  if (mean !== null) lines.push(`mean activity ${writeMeasure(mean)}`);
  if (spread !== null && spread.samples > 0 && card.activity?.low === 0) {
    lines.push(`${writeShare(spread.silent / spread.samples)} of ${writeCount(samples)} ${noun}s silent`);
  }
  if (lost !== null) lines.push(`${writeCount(Math.abs(lost))} ${lost < 0 ? 'gained' : 'lost'}`);
  return lines;
}
