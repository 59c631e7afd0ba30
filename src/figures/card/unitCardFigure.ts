import * as l10n from '@vscode/l10n';
import { eachSample, obliquePlural, plural, singular } from '../../results/derive/nouns.js';
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
    marks.push(
      title(isWide ? l10n.t('activity of {0}', eachSample(noun)) : eachSample(noun), activity.from, 'start'),
    );
    if (card.activity === null) marks.push(waiting(layout, activity, noun));
    marks.push(...activityColumn(card, layout, activity, layer));
  }
  if (means !== null) {
    marks.push(title(l10n.t('mean activity'), means.from, 'start'));
    marks.push(...meansColumn(card, layout, means, layer, room.measure));
  }
  if (lost !== null) {
    marks.push(title(l10n.t('{0} lost', plural(noun)), lost.to, 'end'));
    marks.push(...lostColumn(card, layout, lost, room.measure));
  }
  return {
    width,
    height: layout.height,
    label: l10n.t('{0} by class: {1}', unit, columnsInWords(layout, noun)),
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
    text: layout.isWide ? l10n.t('reading every {0}…', singular(noun)) : l10n.t('reading…'),
    fill: 'quietText',
  };
}

function columnsInWords({ means, activity, lost }: CardLayout, noun: string): string {
  const words = [
    means === null ? null : l10n.t('mean activity'),
    activity === null ? null : l10n.t('activity of {0}', eachSample(noun)),
    lost === null ? null : l10n.t('{0} lost', plural(noun)),
  ];
  return words.filter((word) => word !== null).join(', ');
}

/** The same in numbers. */
export function unitCardTable(card: UnitCard, { unit, noun }: CardSubject): FigureTable {
  return {
    title: l10n.t('{0} by class', unit),
    columns: [
      { name: l10n.t('class') },
      { name: plural(noun), write: writeCount },
      { name: l10n.t('mean activity'), write: writeMeasure },
      { name: l10n.t('silent {0}', plural(noun)), write: writeCount },
      { name: l10n.t('{0} lost', plural(noun)), write: writeCount },
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
  if (mean !== null) lines.push(l10n.t('mean activity {0}', writeMeasure(mean)));
  if (spread !== null && spread.samples > 0 && card.activity?.low === 0) {
    lines.push(
      l10n.t(
        '{0} of {1} {2} silent',
        writeShare(spread.silent / spread.samples),
        writeCount(samples),
        obliquePlural(noun),
      ),
    );
  }
  if (lost !== null) {
    const count = writeCount(Math.abs(lost));
    lines.push(lost < 0 ? l10n.t('{0} gained', count) : l10n.t('{0} lost', count));
  }
  return lines;
}
